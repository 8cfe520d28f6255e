package io.endoxa.job;

import io.endoxa.annotate.DatasetPart;
import io.endoxa.classify.LinearStanceHead;
import io.endoxa.classify.NeuralStanceHead;
import io.endoxa.classify.StanceHead;
import io.endoxa.codebook.Stance;
import io.endoxa.decide.Baselines;
import io.endoxa.decide.Decision;
import io.endoxa.decide.StanceModel;
import io.endoxa.error.QualityGateException;
import io.endoxa.evaluate.CalibrationError;
import io.endoxa.evaluate.ClusterBootstrap;
import io.endoxa.evaluate.Interval;
import io.endoxa.evaluate.MajorityBaseline;
import io.endoxa.report.QualityReport;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Turns held-out predictions into a {@link QualityReport}. */
final class Quality {
  private Quality() {}

  /** The scores of heads and baselines on sources that they were not trained on. */
  static QualityReport of(TrainingSet set, CrossValidation validation, JobSpec spec) {
    float[][][] probabilities = validation.modelProbabilities();
    Predictions predictions = new Predictions(set);
    predictions.add("majority", validation::majorityPredictions);
    predictions.add("tf-idf", validation::baselinePredictions);
    predictions.add(LinearStanceHead.ID, question -> validation.headPredictions(0, question));
    predictions.add(NeuralStanceHead.ID, question -> validation.headPredictions(1, question));
    predictions.add(
        QualityReport.MODEL, question -> CrossValidation.mostLikely(probabilities[question]));
    return report(
        ofPart("%d-fold cross-validation grouped by source".formatted(spec.folds()), spec),
        predictions,
        probabilities,
        set.framedRows(),
        validation.framePredictions(),
        spec);
  }

  /** Throws if the model's mean macro-F1 is below {@code min-macro-f1}. */
  static void require(QualityReport quality, JobSpec spec) {
    double found = quality.meanMacroF1(QualityReport.MODEL);
    if (found < spec.minMacroF1()) {
      throw new QualityGateException(
          "mean macro-F1 is %.3f (%s), min-macro-f1 asks for %.3f. Nothing is published."
              .formatted(found, quality.split(), spec.minMacroF1()));
    }
  }

  private static String ofPart(String split, JobSpec spec) {
    return spec.part() == DatasetPart.ALL ? split : split + ", part " + spec.part().word();
  }

  /**
   * The scores of a finished model on paragraphs it does not know.
   *
   * @param baselines trained on what the model was trained on; empty if the model has none, and
   *     then the most frequent stance of the scored paragraphs themselves stands for them
   */
  static QualityReport ofSavedModel(
      TrainingSet set,
      StanceModel model,
      List<List<Decision>> decisions,
      Optional<Baselines> baselines,
      JobSpec spec) {
    Predictions predictions = new Predictions(set);
    predictions.add(
        "majority",
        question ->
            Collections.nCopies(
                set.size(),
                baselines
                    .map(known -> known.majority().get(question))
                    .orElseGet(() -> mostFrequent(set, question))));
    baselines.ifPresent(
        known ->
            predictions.add(
                "tf-idf",
                question -> set.features().stream().map(p -> known.tfIdf(p, question)).toList()));
    for (StanceHead head : model.heads()) {
      predictions.add(
          head.id(),
          question ->
              CrossValidation.mostLikely(
                  set.features().stream()
                      .map(paragraph -> head.logits(paragraph, question))
                      .toArray(float[][]::new)));
    }
    predictions.add(
        QualityReport.MODEL,
        question -> decisions.stream().map(all -> all.get(question).stance()).toList());
    float[][][] probabilities =
        IntStream.range(0, set.codebook().questions().size())
            .mapToObj(
                question ->
                    decisions.stream()
                        .map(all -> all.get(question).probabilities())
                        .toArray(float[][]::new))
            .toArray(float[][][]::new);
    int[] framed = set.framedRows();
    return report(
        ofPart("saved model on " + spec.datasetOrThrow(), spec),
        predictions,
        probabilities,
        framed,
        IntStream.of(framed).mapToObj(i -> frames(model, set, i)).toArray(boolean[][]::new),
        spec);
  }

  private static Stance mostFrequent(TrainingSet set, int question) {
    return MajorityBaseline.fit(set.stances(set.allRows(), question)).stance();
  }

  /** What each predictor says about each question of a set, baselines first. */
  private static final class Predictions {
    private final TrainingSet set;
    private final Map<String, List<List<Stance>>> byName = new LinkedHashMap<>();

    Predictions(TrainingSet set) {
      this.set = set;
    }

    void add(String name, IntFunction<List<Stance>> ofQuestion) {
      byName.put(
          name,
          IntStream.range(0, set.codebook().questions().size()).mapToObj(ofQuestion).toList());
    }
  }

  private static QualityReport report(
      String split,
      Predictions predictions,
      float[][][] probabilities,
      int[] framedRows,
      boolean[][] predictedFrames,
      JobSpec spec) {
    ClusterBootstrap bootstrap = ClusterBootstrap.standard(spec.seed());
    TrainingSet set = predictions.set;
    List<List<Stance>> truths = new ArrayList<>();
    List<QualityReport.OfQuestion> questions = new ArrayList<>();
    for (int q = 0; q < set.codebook().questions().size(); q++) {
      int question = q;
      List<Stance> truth = set.stances(set.allRows(), q);
      truths.add(truth);
      List<QualityReport.Predictor> predictors = new ArrayList<>();
      predictions.byName.forEach(
          (name, all) ->
              predictors.add(
                  QualityReport.Predictor.of(
                      name, set.articles(), truth, all.get(question), bootstrap)));
      questions.add(
          new QualityReport.OfQuestion(
              set.codebook().questionIds().get(q),
              support(truth),
              predictors,
              calibrationError(
                  probabilities[q],
                  truth,
                  Objects.requireNonNull(predictions.byName.get(QualityReport.MODEL)).get(q))));
    }
    Map<String, Interval> means = new LinkedHashMap<>();
    predictions.byName.forEach(
        (name, all) -> means.put(name, bootstrap.meanMacroF1(set.articles(), truths, all)));
    return new QualityReport(
        split,
        set.articleCount(),
        set.size(),
        set.sourceCount(),
        questions,
        means,
        frames(set, framedRows, predictedFrames, bootstrap));
  }

  private static boolean[] frames(StanceModel model, TrainingSet set, int row) {
    float[] probabilities = model.frameProbabilities(set.features().get(row));
    boolean[] present = new boolean[probabilities.length];
    for (int i = 0; i < present.length; i++) {
      present[i] = model.framePresent(i, probabilities[i]);
    }
    return present;
  }

  private static Map<String, Long> support(List<Stance> truth) {
    Map<String, Long> support = new TreeMap<>();
    for (int i = 0; i < Stance.COUNT; i++) {
      Stance stance = Stance.at(i);
      support.put(stance.label(), truth.stream().filter(stance::equals).count());
    }
    return support;
  }

  private static double calibrationError(
      float[][] probabilities, List<Stance> truth, List<Stance> predicted) {
    double[] confidences = new double[truth.size()];
    boolean[] right = new boolean[truth.size()];
    for (int i = 0; i < confidences.length; i++) {
      confidences[i] = probabilities[i][predicted.get(i).position()];
      right[i] = predicted.get(i) == truth.get(i);
    }
    return CalibrationError.expected(confidences, right);
  }

  private static QualityReport.@Nullable OfFrames frames(
      TrainingSet set, int[] rows, boolean[][] predicted, ClusterBootstrap bootstrap) {
    if (rows.length == 0 || set.codebook().frames().isEmpty()) {
      return null;
    }
    return QualityReport.OfFrames.of(
        set.codebook().frameIds(),
        IntStream.of(rows).mapToObj(set.articles()::get).toList(),
        IntStream.of(rows).mapToObj(set::framesOrNone).toArray(boolean[][]::new),
        predicted,
        bootstrap);
  }
}
