package io.endoxa.classify.neural.bert;

import io.endoxa.classify.Tensor;
import io.endoxa.error.UserException;
import java.util.Map;
import java.util.Objects;

/**
 * The sizes of a BERT transformer.
 *
 * @param width numbers per token, a multiple of {@code heads} and of 4
 * @param innerWidth numbers per token between the two dense maps of a layer
 */
record TransformerShape(int layers, int width, int heads, int innerWidth) {
  /** The heads of the small models that Endoxa knows are 32 wide; the weights do not tell. */
  private static final int HEAD_WIDTH = 32;

  TransformerShape {
    if (layers < 1 || width % heads != 0 || width % 4 != 0) {
      throw new IllegalArgumentException(
          "%d layers, width %d, %d heads".formatted(layers, width, heads));
    }
  }

  /** Reads the sizes off the tensors of a transformer with heads that are 32 wide. */
  static TransformerShape of(Map<String, Tensor> tensors) {
    int layers = 0;
    while (tensors.containsKey(layer(layers) + ".intermediate.dense.weight")) {
      layers++;
    }
    if (layers == 0) {
      throw new UserException(
          "the weights have no tensor '%s.intermediate.dense.weight'. Expected those of a BERT transformer."
              .formatted(layer(0)));
    }
    int[] widen =
        Objects.requireNonNull(tensors.get(layer(0) + ".intermediate.dense.weight")).shape();
    return new TransformerShape(layers, widen[0], widen[0] / HEAD_WIDTH, widen[1]);
  }

  /** The beginning of the names of a layer's tensors. */
  static String layer(int index) {
    return "encoder.layer." + index;
  }
}
