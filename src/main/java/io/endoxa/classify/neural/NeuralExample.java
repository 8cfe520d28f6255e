package io.endoxa.classify.neural;

import io.endoxa.classify.ParagraphFeatures;
import io.endoxa.codebook.Stance;

/** A paragraph's stance towards every question, to learn from. Immutable; arrays are not copied. */
public final class NeuralExample {
  private final ParagraphFeatures features;
  private final int[] stances;
  private final float[] weights;

  /**
   * An example.
   *
   * @param stances by question in codebook order, positions of {@link Stance}
   * @param weights how much each of them counts, above 0; 1 is usual
   */
  public NeuralExample(ParagraphFeatures features, int[] stances, float[] weights) {
    if (stances.length != weights.length || stances.length == 0) {
      throw new IllegalArgumentException(
          "%d stances, %d weights".formatted(stances.length, weights.length));
    }
    for (float weight : weights) {
      if (!(weight > 0) || !Float.isFinite(weight)) {
        throw new IllegalArgumentException("weight " + weight + " is not above 0");
      }
    }
    for (int stance : stances) {
      if (stance < 0 || stance >= Stance.COUNT) {
        throw new IllegalArgumentException("stance " + stance + " is not a position of Stance");
      }
    }
    this.features = features;
    this.stances = stances;
    this.weights = weights;
  }

  ParagraphFeatures features() {
    return features;
  }

  int questions() {
    return stances.length;
  }

  int stance(int question) {
    return stances[question];
  }

  float weight(int question) {
    return weights[question];
  }
}
