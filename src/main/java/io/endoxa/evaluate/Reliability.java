package io.endoxa.evaluate;

import java.util.ArrayList;
import java.util.List;

/**
 * Whether a predictor is right as often as it says.
 *
 * @param calibrationError the expected calibration error, 0 to 1: the mean distance of a bin's
 *     accuracy from its mean confidence, weighted by its examples (Guo et al. 2017, equation 3);
 *     none without examples or probabilities
 * @param bins those of ten equally wide ones that hold examples, ascending; a bin holds its upper
 *     end
 */
public record Reliability(Metric calibrationError, List<Bin> bins) {
  private static final int BINS = 10;

  public Reliability {
    bins = List.copyOf(bins);
  }

  /**
   * The examples of like confidence.
   *
   * @param from the lower end of the confidence
   * @param to the upper end
   * @param examples at least 1
   * @param confidence the mean
   * @param accuracy the share that is right
   */
  public record Bin(double from, double to, long examples, double confidence, double accuracy) {}

  public static Reliability of(StancePredictions predictions) {
    List<Double> confidences = predictions.confidences();
    if (confidences == null) {
      return new Reliability(Metric.none("it gives no probabilities"), List.of());
    }
    long[] examples = new long[BINS];
    long[] right = new long[BINS];
    double[] sums = new double[BINS];
    for (int i = 0; i < confidences.size(); i++) {
      double confidence = confidences.get(i);
      int bin = Math.max(0, (int) Math.ceil(confidence * BINS) - 1);
      examples[bin]++;
      right[bin] += predictions.isRight(i) ? 1 : 0;
      sums[bin] += confidence;
    }
    List<Bin> bins = new ArrayList<>();
    double error = 0;
    for (int bin = 0; bin < BINS; bin++) {
      if (examples[bin] > 0) {
        bins.add(
            new Bin(
                (double) bin / BINS,
                (bin + 1.0) / BINS,
                examples[bin],
                sums[bin] / examples[bin],
                (double) right[bin] / examples[bin]));
        error += Math.abs(right[bin] - sums[bin]);
      }
    }
    return new Reliability(
        bins.isEmpty() ? Metric.none("no examples") : Metric.of(error / confidences.size()), bins);
  }
}
