package io.endoxa.decide;

/**
 * Finds the temperature that makes probabilities honest: the one with the least negative log
 * likelihood on held-out examples (Guo et al. 2017, section 4.2).
 */
public final class TemperatureScaling {
  /** The lowest temperature there is. */
  public static final double LOWEST = 0.05;

  /** The highest temperature there is. */
  public static final double HIGHEST = 20;

  private static final double GOLDEN = (Math.sqrt(5) - 1) / 2;
  private static final double TOLERANCE = 1e-6;

  private TemperatureScaling() {}

  /**
   * The best temperature from {@link #LOWEST} to {@link #HIGHEST}; 1 without examples.
   *
   * @param logits {@code [example][stance]}
   * @param labels the right position in each row of logits
   */
  public static double fit(float[][] logits, int[] labels) {
    if (logits.length == 0) {
      return 1;
    }
    double low = Math.log(LOWEST);
    double high = Math.log(HIGHEST);
    double left = high - GOLDEN * (high - low);
    double right = low + GOLDEN * (high - low);
    double atLeft = loss(logits, labels, Math.exp(left));
    double atRight = loss(logits, labels, Math.exp(right));
    while (high - low > TOLERANCE) {
      if (atLeft <= atRight) {
        high = right;
        right = left;
        atRight = atLeft;
        left = high - GOLDEN * (high - low);
        atLeft = loss(logits, labels, Math.exp(left));
      } else {
        low = left;
        left = right;
        atLeft = atRight;
        right = low + GOLDEN * (high - low);
        atRight = loss(logits, labels, Math.exp(right));
      }
    }
    return Math.exp((low + high) / 2);
  }

  private static double loss(float[][] logits, int[] labels, double temperature) {
    double sum = 0;
    for (int i = 0; i < logits.length; i++) {
      sum += Softmax.logSum(logits[i], temperature) - logits[i][labels[i]] / temperature;
    }
    return sum;
  }
}
