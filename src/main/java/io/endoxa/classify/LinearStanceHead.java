package io.endoxa.classify;

import io.endoxa.codebook.Stance;
import java.util.Map;
import java.util.TreeMap;

/** A linear model per question over the paragraph's vector and its weighted terms. Immutable. */
public final class LinearStanceHead implements StanceHead {
  /** The id of every linear stance head. */
  public static final String ID = "linear";

  private static final String WEIGHT = "stance.weight";
  private static final String BIAS = "stance.bias";

  private final LinearWeights weights;

  private LinearStanceHead(LinearWeights weights) {
    this.weights = weights;
  }

  /**
   * A head with these weights.
   *
   * @param weights {@code [question][stance][vector dimension + known terms]}, stances in the order
   *     of {@link Stance}
   * @param biases {@code [question][stance]}
   */
  public static LinearStanceHead of(Idf idf, float[][][] weights, float[][] biases) {
    return new LinearStanceHead(new LinearWeights(idf, Tensor.of(weights), Tensor.of(biases)));
  }

  /** Reads the head; throws {@link io.endoxa.error.UserException} naming file and tensor. */
  public static LinearStanceHead read(String file, Map<String, Tensor> tensors, int questions) {
    Idf idf = Idf.read(file, tensors);
    Tensor weights = Tensors.expect(file, tensors, WEIGHT, questions, Stance.COUNT, Tensors.ANY);
    Tensor biases = Tensors.expect(file, tensors, BIAS, questions, Stance.COUNT);
    Tensors.atLeast(file, WEIGHT, weights, idf.size());
    return new LinearStanceHead(new LinearWeights(idf, weights, biases));
  }

  /** What {@link #read} reads. */
  public Map<String, Tensor> tensors() {
    Map<String, Tensor> tensors = new TreeMap<>(weights.idf().tensor());
    tensors.put(WEIGHT, weights.weights());
    tensors.put(BIAS, weights.biases());
    return tensors;
  }

  /** The length of the vectors that this head scores. */
  public int vectorDimension() {
    return weights.vectorDimension();
  }

  /** The dimension of the {@link HashedTerms} that this head scores. */
  public int termDimension() {
    return weights.idf().dimension();
  }

  /** The positions of the words that it has weights for, ascending, among the terms' lower half. */
  public int[] knownWords() {
    return weights.idf().knownWords();
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
