package io.endoxa.estimate;

import java.util.Arrays;

/**
 * PPI++, prediction-powered inference with power tuning (Angelopoulos, Duchi and Zrnic 2023), for a
 * mean and labels drawn with unequal probabilities: the weighted share among the labels by hand,
 * plus lambda times the mean of all predictions minus the weighted mean of those of the labelled
 * paragraphs. Lambda is that of the smallest variance between articles: near 1 for a classifier
 * that is mostly right, 0, which is the labels alone, for a useless one.
 *
 * <p>Weights are divided by their sum (Hájek 1971), for the number of labels in a cell is chance.
 * Labelled paragraphs are among all paragraphs; in the paper they are apart, which scales lambda
 * and changes no estimate. Each stance has a lambda of its own, so that the shares of the four do
 * not sum to exactly 1. What the share is of, {@link DesignBased} says.
 */
public final class PredictionPowered {
  private static final int FITTED = 2; // The share and lambda.

  private PredictionPowered() {}

  /** The estimate of a cell with at least three articles with labels. */
  public static Estimate estimate(CellSums sums) {
    return Estimate.of(point(sums));
  }

  /** The same before there is an interval. */
  static PointEstimate point(CellSums sums) {
    double[] labels = labels(sums);
    double[] predictions = predictions(sums);
    double lambda = lambda(sums, labels, predictions);
    double[] contribution = new double[CellSums.QUANTITIES];
    Arrays.setAll(contribution, i -> labels[i] + lambda * predictions[i]);
    double share = truth(sums) + lambda * (ofAll(sums) - ofLabelled(sums));
    return new PointEstimate(share, contribution, FITTED, sums);
  }

  /** How much the predictions count, 0 to 1. */
  public static double lambda(CellSums sums) {
    return lambda(sums, labels(sums), predictions(sums));
  }

  /** Minimises the variance, which is a parabola of lambda; 0 if all predictions are alike. */
  private static double lambda(CellSums sums, double[] labels, double[] predictions) {
    double curve = sums.product(predictions, predictions);
    double best = curve > 0 ? -sums.product(labels, predictions) / curve : 0;
    return Math.min(1, Math.max(0, best));
  }

  private static double truth(CellSums sums) {
    return sums.sum(CellSums.WEIGHTED_TRUTH) / sums.weight();
  }

  private static double ofLabelled(CellSums sums) {
    return sums.sum(CellSums.WEIGHTED_PREDICTION) / sums.weight();
  }

  private static double ofAll(CellSums sums) {
    return sums.sum(CellSums.PREDICTED) / sums.sum(CellSums.PARAGRAPHS);
  }

  /** What an article contributes to the share among the labels. */
  private static double[] labels(CellSums sums) {
    double[] contribution = new double[CellSums.QUANTITIES];
    contribution[CellSums.WEIGHT] = -truth(sums) / sums.weight();
    contribution[CellSums.WEIGHTED_TRUTH] = 1 / sums.weight();
    return contribution;
  }

  /** What an article contributes to the difference of mean predictions, all minus labelled. */
  private static double[] predictions(CellSums sums) {
    double paragraphs = sums.sum(CellSums.PARAGRAPHS);
    double[] contribution = new double[CellSums.QUANTITIES];
    contribution[CellSums.PARAGRAPHS] = -ofAll(sums) / paragraphs;
    contribution[CellSums.PREDICTED] = 1 / paragraphs;
    contribution[CellSums.WEIGHT] = ofLabelled(sums) / sums.weight();
    contribution[CellSums.WEIGHTED_PREDICTION] = -1 / sums.weight();
    return contribution;
  }
}
