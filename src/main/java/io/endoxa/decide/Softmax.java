package io.endoxa.decide;

/** Turns logits into probabilities. */
public final class Softmax {
  private Softmax() {}

  /** Probabilities that sum to 1 within 1e-6. */
  public static float[] of(float[] logits) {
    return of(logits, 1);
  }

  /** As {@link #of(float[])}, of logits divided by a temperature above 0. */
  public static float[] of(float[] logits, double temperature) {
    double logSum = logSum(logits, temperature);
    float[] probabilities = new float[logits.length];
    for (int i = 0; i < probabilities.length; i++) {
      probabilities[i] = (float) Math.exp(logits[i] / temperature - logSum);
    }
    return probabilities;
  }

  static float[] divided(float[] logits, double temperature) {
    float[] divided = new float[logits.length];
    for (int i = 0; i < divided.length; i++) {
      divided[i] = (float) (logits[i] / temperature);
    }
    return divided;
  }

  /** Minus the logarithm of the right stance's probability, per example. */
  static double[] logLosses(float[][] logits, int[] labels) {
    double[] losses = new double[logits.length];
    for (int i = 0; i < losses.length; i++) {
      losses[i] = logSum(logits[i], 1) - logits[i][labels[i]];
    }
    return losses;
  }

  /** The logarithm of the sum of exponentials, taken from the highest so that none overflows. */
  static double logSum(float[] logits, double temperature) {
    double highest = Double.NEGATIVE_INFINITY;
    for (float logit : logits) {
      highest = Math.max(highest, logit / temperature);
    }
    double sum = 0;
    for (float logit : logits) {
      sum += Math.exp(logit / temperature - highest);
    }
    return highest + Math.log(sum);
  }
}
