package io.endoxa.estimate;

import org.apache.commons.math3.distribution.TDistribution;

/**
 * A share with its 95 % interval, both within 0 to 1.
 *
 * @param standardError between articles, without what {@link #of} adds to the interval
 */
public record Estimate(double share, double standardError, double low, double high) {
  private static final double LEVEL = 0.95;

  /** A share and its interval, by Student's t for the number of articles with labels. */
  static Estimate of(PointEstimate point) {
    double half = quantile(point.freedom()) * Math.sqrt(point.cautiousVariance());
    return new Estimate(
        within(point.share()),
        Math.sqrt(point.variance()),
        within(point.share() - half),
        within(point.share() + half));
  }

  /** How many standard errors an interval reaches either way. */
  static double quantile(double freedom) {
    // Without a source of randomness: nothing is drawn.
    return new TDistribution(null, freedom).inverseCumulativeProbability((1 + LEVEL) / 2);
  }

  private static double within(double share) {
    return Math.min(1, Math.max(0, share));
  }
}
