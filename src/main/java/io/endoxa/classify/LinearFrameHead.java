package io.endoxa.classify;

import java.util.Map;
import java.util.TreeMap;

/** A linear yes-or-no model per frame, over the same input as {@link LinearStanceHead}. */
public final class LinearFrameHead {
  private static final String WEIGHT = "frame.weight";
  private static final String BIAS = "frame.bias";

  private final LinearWeights weights;

  private LinearFrameHead(LinearWeights weights) {
    this.weights = weights;
  }

  /**
   * A head with these weights.
   *
   * @param weights {@code [frame][vector dimension + known terms]}; at least one frame
   * @param biases {@code [frame]}
   */
  public static LinearFrameHead of(Idf idf, float[][] weights, float[] biases) {
    return new LinearFrameHead(new LinearWeights(idf, Tensor.of(weights), Tensor.of(biases)));
  }

  /** Reads the head; throws {@link io.endoxa.error.UserException} naming file and tensor. */
  public static LinearFrameHead read(String file, Map<String, Tensor> tensors, int frames) {
    Idf idf = Idf.read(file, tensors);
    Tensor weights = Tensors.expect(file, tensors, WEIGHT, frames, Tensors.ANY);
    Tensor biases = Tensors.expect(file, tensors, BIAS, frames);
    Tensors.atLeast(file, WEIGHT, weights, idf.size());
    return new LinearFrameHead(new LinearWeights(idf, weights, biases));
  }

  /** What {@link #read} reads. */
  public Map<String, Tensor> tensors() {
    Map<String, Tensor> tensors = new TreeMap<>(weights.idf().tensor());
    tensors.put(WEIGHT, weights.weights());
    tensors.put(BIAS, weights.biases());
    return tensors;
  }

  public int vectorDimension() {
    return weights.vectorDimension();
  }

  /** The probability of each frame, in codebook order; they do not sum to 1. */
  public float[] probabilities(ParagraphFeatures paragraph) {
    float[] probabilities = logits(paragraph);
    for (int i = 0; i < probabilities.length; i++) {
      probabilities[i] = (float) (1 / (1 + Math.exp(-probabilities[i])));
    }
    return probabilities;
  }

  /** One logit per frame, in codebook order. */
  public float[] logits(ParagraphFeatures paragraph) {
    return weights.score(paragraph, 0, weights.biases().size());
  }
}
