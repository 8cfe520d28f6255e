package io.endoxa.classify;

import io.endoxa.codebook.Stance;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/**
 * Scores with the network that {@code classify.neural} trains, in plain Java. Immutable.
 *
 * <p>With p the paragraph's vector, t its weighted terms and {@code [x; y]} for one after the
 * other:
 *
 * <pre>
 *   hidden  h = relu(Wh [p; t] + bh)
 *   logits  Wq h + bq, for every question q
 * </pre>
 */
public final class NeuralStanceHead implements StanceHead {
  /** The id of every neural stance head. */
  public static final String ID = "neural";

  private static final String HIDDEN = "hidden.weight";
  private static final String HIDDEN_BIAS = "hidden.bias";
  private static final String STANCE = "stance.weight";
  private static final String STANCE_BIAS = "stance.bias";

  private final LinearWeights hidden;
  private final DenseLayer stances;

  private NeuralStanceHead(LinearWeights hidden, DenseLayer stances) {
    this.hidden = hidden;
    this.stances = stances;
  }

  /**
   * A head with these weights; takes over the arrays.
   *
   * @param hidden {@code [hidden][vector dimension + known terms]}
   * @param hiddenBiases {@code [hidden]}
   * @param stances {@code [question and stance][hidden]}, questions in codebook order, stances in
   *     the order of {@link Stance}
   * @param stanceBiases {@code [question and stance]}
   */
  public static NeuralStanceHead of(
      Idf idf, float[][] hidden, float[] hiddenBiases, float[][] stances, float[] stanceBiases) {
    return new NeuralStanceHead(
        new LinearWeights(idf, Tensor.of(hidden), Tensor.of(hiddenBiases)),
        new DenseLayer(Tensor.of(stances), Tensor.of(stanceBiases)));
  }

  /**
   * Reads a trained network; throws {@link io.endoxa.error.UserException} naming file and tensor.
   */
  public static NeuralStanceHead read(String file, Map<String, Tensor> tensors, int questions) {
    Idf idf = Idf.read(file, tensors);
    Tensor weights = Tensors.expect(file, tensors, HIDDEN, Tensors.ANY, Tensors.ANY);
    int units = weights.shape()[0];
    Tensors.atLeast(file, HIDDEN, weights, idf.size());
    int outputs = questions * Stance.COUNT;
    return new NeuralStanceHead(
        new LinearWeights(idf, weights, Tensors.expect(file, tensors, HIDDEN_BIAS, units)),
        new DenseLayer(
            Tensors.expect(file, tensors, STANCE, outputs, units),
            Tensors.expect(file, tensors, STANCE_BIAS, outputs)));
  }

  /** What {@link #read} reads. */
  public Map<String, Tensor> tensors() {
    Map<String, Tensor> tensors = new TreeMap<>(hidden.idf().tensor());
    tensors.put(HIDDEN, hidden.weights());
    tensors.put(HIDDEN_BIAS, hidden.biases());
    tensors.put(STANCE, stances.weights());
    tensors.put(STANCE_BIAS, stances.biases());
    return tensors;
  }

  /** The length of the vectors that this head scores. */
  public int vectorDimension() {
    return hidden.vectorDimension();
  }

  @Override
  public String id() {
    return ID;
  }

  @Override
  public float[] logits(ParagraphFeatures paragraph, int question) {
    float[] units = hidden.score(paragraph, 0, hidden.biases().size());
    for (int i = 0; i < units.length; i++) {
      units[i] = Math.max(0, units[i]);
    }
    int first = question * Stance.COUNT;
    return Arrays.copyOfRange(stances.apply(units), first, first + Stance.COUNT);
  }
}
