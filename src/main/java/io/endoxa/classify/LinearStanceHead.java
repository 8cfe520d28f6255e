package io.endoxa.classify;

import io.endoxa.codebook.Stance;
import java.util.Map;

/** A linear model per question over the paragraph's vector and its weighted terms. Immutable. */
public final class LinearStanceHead implements StanceHead {
  /** The id of every linear stance head. */
  public static final String ID = "linear";

  static final String IDF = "idf";
  private static final String WEIGHT = "stance.weight";
  private static final String BIAS = "stance.bias";

  private final LinearWeights weights;

  private LinearStanceHead(LinearWeights weights) {
    this.weights = weights;
  }

  /**
   * A head with these weights.
   *
   * @param weights {@code [question][stance][vector dimension + terms]}, stances in the order of
   *     {@link Stance}
   * @param biases {@code [question][stance]}
   */
  public static LinearStanceHead of(Idf idf, float[][][] weights, float[][] biases) {
    return new LinearStanceHead(new LinearWeights(idf, Tensor.of(weights), Tensor.of(biases)));
  }

  /** Reads the head; throws {@link io.endoxa.error.UserException} naming file and tensor. */
  public static LinearStanceHead read(String file, Map<String, Tensor> tensors, int questions) {
    Idf idf = idf(file, tensors);
    Tensor weights = Tensors.expect(file, tensors, WEIGHT, questions, Stance.COUNT, Tensors.ANY);
    Tensor biases = Tensors.expect(file, tensors, BIAS, questions, Stance.COUNT);
    Tensors.atLeast(file, WEIGHT, weights, idf.dimension());
    return new LinearStanceHead(new LinearWeights(idf, weights, biases));
  }

  static Idf idf(String file, Map<String, Tensor> tensors) {
    return new Idf(Tensors.expect(file, tensors, IDF, Tensors.ANY).data());
  }

  /** What {@link #read} reads. */
  public Map<String, Tensor> tensors() {
    return Map.of(
        IDF, Tensor.of(weights.idf().weights()), WEIGHT, weights.weights(), BIAS, weights.biases());
  }

  /** The length of the vectors that this head scores. */
  public int vectorDimension() {
    return weights.vectorDimension();
  }

  /** How many positions the terms have. */
  public int termDimension() {
    return weights.idf().dimension();
  }

  @Override
  public String id() {
    return ID;
  }

  @Override
  public float[] logits(ParagraphFeatures paragraph, int question) {
    return weights.score(paragraph, question * Stance.COUNT, Stance.COUNT);
  }
}
