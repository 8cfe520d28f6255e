package io.endoxa.classify.neural.bert;

/** The sum of products: a loss whose gradient by an output is known. */
final class Dot {
  private Dot() {}

  static double of(Floats values, float[] weights) {
    float[] copy = values.copy(0, weights.length);
    double sum = 0;
    for (int i = 0; i < weights.length; i++) {
      sum += (double) copy[i] * weights[i];
    }
    return sum;
  }
}
