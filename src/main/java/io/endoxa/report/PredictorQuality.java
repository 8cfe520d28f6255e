package io.endoxa.report;

import io.endoxa.evaluate.ClusterBootstrap;
import io.endoxa.evaluate.Difference;
import io.endoxa.evaluate.MeanScores;
import io.endoxa.evaluate.Metric;
import io.endoxa.evaluate.NamedPredictions;
import io.endoxa.evaluate.Reliability;
import io.endoxa.evaluate.RiskCoverage;
import io.endoxa.evaluate.StancePredictions;
import org.jspecify.annotations.Nullable;

/**
 * How good one predictor is over all questions.
 *
 * @param baseline whether it is there to be beaten
 * @param questions how many have a macro-F1: the means are over those
 * @param macroF1 mean over the questions
 * @param mcc mean over the questions
 * @param accuracy mean over the questions
 * @param reliability over all pairs of paragraph and question
 * @param riskCoverage over all pairs
 * @param againstBaseline how much better than the best baseline; null for baselines, and where
 *     there is none
 */
public record PredictorQuality(
    String name,
    boolean baseline,
    int questions,
    Metric macroF1,
    Metric mcc,
    Metric accuracy,
    Reliability reliability,
    RiskCoverage riskCoverage,
    @Nullable Difference againstBaseline) {
  /** Scores predictions; {@code best} is the best baseline. */
  public static PredictorQuality of(
      NamedPredictions of, @Nullable NamedPredictions best, ClusterBootstrap bootstrap) {
    MeanScores means = MeanScores.of(of.questions(), bootstrap);
    StancePredictions pooled = of.pooled();
    return new PredictorQuality(
        of.name(),
        of.baseline(),
        means.questions(),
        means.macroF1(),
        means.mcc(),
        means.accuracy(),
        Reliability.of(pooled),
        RiskCoverage.of(pooled),
        of.baseline() || best == null
            ? null
            : Difference.of(best.name(), of.questions(), best.questions(), bootstrap));
  }
}
