package io.endoxa.decide;

import org.apache.commons.math3.distribution.BetaDistribution;

/**
 * How large the share of errors may be, given those that were seen. The one-sided 95 % bound of
 * Clopper and Pearson (1934), with the number of examples divided by the design effect: how much
 * less paragraphs of the same articles say than as many paragraphs of different articles would
 * (Korn and Graubard 1998).
 */
final class ErrorBound {
  /** {@link #LEVEL} in standard deviations of a normal distribution. */
  static final double DEVIATIONS = 1.645;

  private static final double LEVEL = 0.95;

  private ErrorBound() {}

  /** How many examples without a single error keep a bound at or below {@code share}. */
  static int fewest(double share) {
    return (int) Math.ceil(Math.log(1 - LEVEL) / Math.log(1 - share));
  }

  /**
   * The bound, from 0 to 1; 1 without examples.
   *
   * @param wrong 1 for an error, 0 for none
   * @param articles the article of each example, from 0
   */
  static double high(double[] wrong, int[] articles) {
    ClusteredMean share = ClusteredMean.of(wrong, articles);
    double alone = Math.sqrt(share.mean() * (1 - share.mean()) / (wrong.length - 1));
    // Where all examples are alike their spread says nothing of articles.
    double ratio = alone > 0 ? share.standardError() / alone : 1;
    double effect = Math.max(1, ratio * ratio);
    double errors = wrong.length * share.mean() / effect;
    double hits = wrong.length * (1 - share.mean()) / effect;
    // Without a source of randomness: nothing is drawn.
    return hits > 0
        ? new BetaDistribution(null, errors + 1, hits).inverseCumulativeProbability(LEVEL)
        : 1;
  }
}
