package io.endoxa.classify.neural;

import io.endoxa.classify.ParagraphFeatures;
import io.endoxa.codebook.Stance;

/** A paragraph's stance towards one question, to learn from. Immutable; arrays are not copied. */
public final class NeuralExample {
  private final float[][] steps;
  private final int question;
  private final int stance;
  private final float weight;

  /**
   * @param steps as of {@link ParagraphFeatures#steps}: {@code [step][dim]}, the paragraph first
   * @param question the question's position in the codebook, from 0
   * @param stance a position of {@link Stance}
   * @param weight how much the example counts, above 0; 1 is usual
   */
  public NeuralExample(float[][] steps, int question, int stance, float weight) {
    if (steps.length < 1 || steps.length > ParagraphFeatures.MAX_STEPS) {
      throw new IllegalArgumentException(
          "%d steps, expected 1 to %d".formatted(steps.length, ParagraphFeatures.MAX_STEPS));
    }
    if (!(weight > 0) || !Float.isFinite(weight)) {
      throw new IllegalArgumentException("weight " + weight + " is not above 0");
    }
    if (stance < 0 || stance >= Stance.COUNT) {
      throw new IllegalArgumentException("stance " + stance + " is not a position of Stance");
    }
    this.steps = steps;
    this.question = question;
    this.stance = stance;
    this.weight = weight;
  }

  float[][] steps() {
    return steps;
  }

  int question() {
    return question;
  }

  int stance() {
    return stance;
  }

  float weight() {
    return weight;
  }
}
