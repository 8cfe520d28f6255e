package io.endoxa.report;

import io.endoxa.evaluate.Leakage;
import io.endoxa.evaluate.Metric;
import io.endoxa.evaluate.SeedSpread;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How good a model is, with its baselines beside it. A figure that has no value is null and has a
 * reason; intervals resample articles.
 *
 * @param split how training and test paragraphs were kept apart, in words
 * @param articles whose paragraphs were tested
 * @param paragraphs that were tested
 * @param sources whose articles were tested
 * @param predictors over all questions: baselines first, then the parts of the model, the model
 *     last
 * @param bestBaseline the baseline with the highest mean macro-F1, which the others are compared
 *     with; null if there is none
 * @param questions in codebook order
 * @param slices the model on parts of the paragraphs, over all questions
 * @param leakage null where nothing was trained
 * @param seeds empty where only one seed was trained with
 * @param frames null for a codebook or labels without frames
 */
public record QualityReport(
    String split,
    long articles,
    long paragraphs,
    long sources,
    List<PredictorQuality> predictors,
    @Nullable String bestBaseline,
    List<OfQuestion> questions,
    List<Slice> slices,
    @Nullable Leakage leakage,
    List<SeedSpread> seeds,
    @Nullable FrameQuality frames) {
  /** The file's name inside a model directory. */
  public static final String FILE = "quality.json";

  /** The same of the heads alone, inside the directory of a model with a judge. */
  public static final String HEADS_FILE = "cross-validation.json";

  /** The name of the model's own predictions, beside those of heads and baselines. */
  public static final String MODEL = "model";

  /** The name of what the heads say together, without the judge. */
  public static final String HEADS = "heads";

  /** The name of what the judge says alone. */
  public static final String JUDGE = "judge";

  /** The name of what the model says if the judge reads every pair. */
  public static final String WITHOUT_GATE = "without gate";

  public QualityReport {
    predictors = List.copyOf(predictors);
    questions = List.copyOf(questions);
    slices = List.copyOf(slices);
    seeds = List.copyOf(seeds);
  }

  /**
   * The scores of one question.
   *
   * @param support how many paragraphs have each stance
   * @param predictors in the order of the report's
   */
  public record OfQuestion(
      String question, Map<String, Long> support, List<QuestionScores> predictors) {
    public OfQuestion {
      support = Map.copyOf(support);
      predictors = List.copyOf(predictors);
    }

    /** The scores of one predictor; throws IllegalArgumentException if there is none. */
    public QuestionScores predictor(String name) {
      return predictors.stream()
          .filter(predictor -> predictor.name().equals(name))
          .findFirst()
          .orElseThrow(() -> new IllegalArgumentException("no predictor " + name));
    }
  }

  /** The scores of one predictor over all questions; empty if it was not measured. */
  public Optional<PredictorQuality> predictor(String name) {
    return predictors.stream().filter(predictor -> predictor.name().equals(name)).findFirst();
  }

  /** The mean of a predictor's macro-F1 over the questions. */
  public Metric meanMacroF1(String predictor) {
    return predictor(predictor)
        .map(PredictorQuality::macroF1)
        .orElseGet(() -> Metric.none("'%s' was not measured".formatted(predictor)));
  }
}
