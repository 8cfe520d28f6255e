package io.endoxa.estimate;

import org.apache.commons.math3.distribution.TDistribution;

/**
 * A share with its 95 % interval, both within 0 to 1.
 *
 * @param standardError between articles, without what {@link #of} adds to the interval
 */
public record Estimate(double share, double standardError, double low, double high) {
  private static final double LEVEL = 0.95;

  /**
   * A share that is estimated from labels by hand.
   *
   * <p>The interval counts one mistake more than was seen, and takes Student's t for the number of
   * articles with labels. Where a stance is rare, a sample may hold no mistake at all, and an
   * interval by the standard error alone would have no width: of 1,000 simulated samples of 60
   * labels with a share of 2.5 % it held the truth in 79 %.
   *
   * @param share may lie outside of 0 to 1
   * @param contribution of an article to the share, as coefficients of its quantities
   * @param fitted how many numbers were fitted, the share among them
   */
  static Estimate of(double share, double[] contribution, int fitted, CellSums sums) {
    double variance = sums.variance(contribution, fitted);
    double more = 1.0 / sums.labelled();
    // Without a source of randomness: nothing is drawn.
    double quantile =
        new TDistribution(null, sums.labelledArticles() - fitted)
            .inverseCumulativeProbability((1 + LEVEL) / 2);
    double half = quantile * Math.sqrt(variance + more * more);
    return new Estimate(
        within(share), Math.sqrt(variance), within(share - half), within(share + half));
  }

  private static double within(double share) {
    return Math.min(1, Math.max(0, share));
  }
}
