package io.endoxa.evaluate;

/** How far confidence is from being right as often as it says. */
public final class CalibrationError {
  private static final int BINS = 10;

  private CalibrationError() {}

  /**
   * The expected calibration error over ten bins of equal width, from 0 to 1: the mean distance of
   * a bin's accuracy from its mean confidence, weighted by its examples (Guo et al. 2017, equation
   * 3). A bin holds its upper end; 0 without examples.
   *
   * @param confidences the probability of each prediction, from 0 to 1
   * @param right whether it was right
   */
  public static double expected(double[] confidences, boolean[] right) {
    if (confidences.length != right.length) {
      throw new IllegalArgumentException(
          "%d confidences, %d outcomes".formatted(confidences.length, right.length));
    }
    double[] distance = new double[BINS];
    for (int i = 0; i < confidences.length; i++) {
      int bin = Math.max(0, (int) Math.ceil(confidences[i] * BINS) - 1);
      distance[bin] += (right[i] ? 1 : 0) - confidences[i];
    }
    double sum = 0;
    for (double ofBin : distance) {
      sum += Math.abs(ofBin);
    }
    return confidences.length == 0 ? 0 : sum / confidences.length;
  }
}
