package io.endoxa.report;

import io.endoxa.evaluate.ClusterBootstrap;
import io.endoxa.evaluate.Difference;
import io.endoxa.evaluate.LabelScore;
import io.endoxa.evaluate.Metric;
import io.endoxa.evaluate.NamedPredictions;
import io.endoxa.evaluate.Reliability;
import io.endoxa.evaluate.StancePredictions;
import io.endoxa.evaluate.StanceScores;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One predictor's scores on one question.
 *
 * @param macroF1 mean F1 of the stances that occur
 * @param mcc Matthews' correlation over all stances
 * @param calibrationError expected calibration error, 0 to 1
 * @param stances precision, recall and F1 by stance
 * @param againstBaseline how much better than the baseline that is best over all questions; null
 *     for baselines, and where there is none
 */
public record QuestionScores(
    String name,
    Metric macroF1,
    Metric mcc,
    Metric accuracy,
    Metric calibrationError,
    Map<String, LabelScore> stances,
    @Nullable Difference againstBaseline) {
  public QuestionScores {
    stances = Map.copyOf(stances);
  }

  /** Scores the predictions of one question; {@code best} is the best baseline. */
  public static QuestionScores of(
      NamedPredictions of,
      int question,
      @Nullable NamedPredictions best,
      ClusterBootstrap bootstrap) {
    StancePredictions predictions = of.questions().get(question);
    StanceScores scores = StanceScores.of(predictions, bootstrap);
    Map<String, LabelScore> stances = new TreeMap<>();
    scores.perStance().forEach((stance, score) -> stances.put(stance.label(), score));
    return new QuestionScores(
        of.name(),
        scores.macroF1(),
        scores.mcc(),
        scores.accuracy(),
        Reliability.of(predictions).calibrationError(),
        stances,
        of.baseline() || best == null
            ? null
            : Difference.of(
                best.name(),
                List.of(predictions),
                List.of(best.questions().get(question)),
                bootstrap));
  }
}
