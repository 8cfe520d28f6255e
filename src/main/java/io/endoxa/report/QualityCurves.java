package io.endoxa.report;

import io.endoxa.codebook.Stance;
import io.endoxa.evaluate.ConfusionMatrix;
import io.endoxa.evaluate.PrecisionRecall;
import io.endoxa.evaluate.RiskCoverage;
import io.endoxa.evaluate.StancePredictions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * What of a model's quality is drawn and not said in one figure; it belongs to a {@link
 * QualityReport} and is measured on the same paragraphs.
 *
 * @param questions in codebook order
 */
public record QualityCurves(List<OfQuestion> questions) {
  /** The file's name inside a model directory, or that of a run that evaluates. */
  public static final String FILE = "quality-curves.json";

  public QualityCurves {
    questions = List.copyOf(questions);
  }

  /**
   * The curves of one question.
   *
   * @param confusion how often each true stance (row) was predicted as each stance (column), in the
   *     order of the stances
   * @param precisionRecall by stance
   * @param riskCoverage the share of errors among the most confident examples
   */
  public record OfQuestion(
      String question,
      List<List<Long>> confusion,
      Map<String, PrecisionRecall> precisionRecall,
      List<RiskCoverage.Point> riskCoverage) {
    public OfQuestion {
      confusion = confusion.stream().map(List::copyOf).toList();
      precisionRecall = Map.copyOf(precisionRecall);
      riskCoverage = List.copyOf(riskCoverage);
    }

    /**
     * Counts and scores predictions.
     *
     * @param probabilities {@code [example][stance]}
     */
    public static OfQuestion of(
        String question, StancePredictions predictions, float[][] probabilities) {
      Map<String, PrecisionRecall> curves = new TreeMap<>();
      for (int i = 0; i < Stance.COUNT; i++) {
        Stance stance = Stance.at(i);
        int position = i;
        curves.put(
            stance.label(),
            PrecisionRecall.of(
                predictions.truth().stream().map(stance::equals).toList(),
                Arrays.stream(probabilities).map(of -> (double) of[position]).toList()));
      }
      return new OfQuestion(
          question, confusion(predictions.matrix()), curves, RiskCoverage.points(predictions));
    }

    private static List<List<Long>> confusion(ConfusionMatrix matrix) {
      List<List<Long>> rows = new ArrayList<>();
      for (int i = 0; i < Stance.COUNT; i++) {
        Stance truth = Stance.at(i);
        rows.add(
            IntStream.range(0, Stance.COUNT)
                .mapToObj(predicted -> matrix.count(truth, Stance.at(predicted)))
                .toList());
      }
      return rows;
    }
  }
}
