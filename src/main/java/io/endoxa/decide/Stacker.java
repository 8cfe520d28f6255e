package io.endoxa.decide;

import io.endoxa.codebook.Stance;
import java.util.Collections;
import java.util.List;

/**
 * How the logits of several heads become the probabilities of one question: each head's logits
 * times its weight, summed, plus a bias per stance, through a softmax (stacked generalisation,
 * Wolpert 1992; weights that are not negative, Breiman 1996).
 *
 * @param weights one per head, 0 or above; a head of weight 0 has no say
 * @param biases one per {@link Stance}, in the order of its constants
 */
public record Stacker(List<Double> weights, List<Double> biases) {
  public Stacker {
    weights = List.copyOf(weights);
    biases = List.copyOf(biases);
    if (biases.size() != Stance.COUNT) {
      throw new IllegalArgumentException("biases " + biases + ", expected " + Stance.COUNT);
    }
    for (double weight : weights) {
      if (!(weight >= 0) || Double.isInfinite(weight)) {
        throw new IllegalArgumentException("weight " + weight + " is below 0 or not a number");
      }
    }
    for (double bias : biases) {
      if (!Double.isFinite(bias)) {
        throw new IllegalArgumentException("bias " + bias + " is not a number");
      }
    }
  }

  /** The mean of the heads' logits: what is left where nothing is known of the heads. */
  public static Stacker mean(int heads) {
    return new Stacker(
        Collections.nCopies(heads, 1.0 / heads), Collections.nCopies(Stance.COUNT, 0.0));
  }

  /**
   * The weighted sum, {@code [stance]}.
   *
   * @param ofHeads {@code [head][stance]}, as many heads as weights
   */
  float[] logits(float[][] ofHeads) {
    if (ofHeads.length != weights.size()) {
      throw new IllegalArgumentException(
          "logits of %d heads, weights of %d".formatted(ofHeads.length, weights.size()));
    }
    float[] logits = new float[Stance.COUNT];
    for (int stance = 0; stance < logits.length; stance++) {
      double sum = biases.get(stance);
      for (int head = 0; head < ofHeads.length; head++) {
        sum += weights.get(head) * ofHeads[head][stance];
      }
      logits[stance] = (float) sum;
    }
    return logits;
  }

  /**
   * The probabilities of the stances, which sum to 1 within 1e-6.
   *
   * @param ofHeads {@code [head][stance]}, as many heads as weights
   */
  public float[] probabilities(float[][] ofHeads) {
    return Softmax.of(logits(ofHeads));
  }

  /** This one with its logits divided by a temperature above 0. */
  Stacker at(double temperature) {
    return new Stacker(
        weights.stream().map(weight -> weight / temperature).toList(),
        biases.stream().map(bias -> bias / temperature).toList());
  }
}
