package io.endoxa.classify.neural.bert;

import io.endoxa.classify.Tensor;
import io.endoxa.error.UserException;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The sizes of a BERT transformer.
 *
 * @param width numbers per token, a multiple of {@code heads} and of 4
 * @param innerWidth numbers per token between the two dense maps of a layer
 */
record TransformerShape(int layers, int width, int heads, int innerWidth) {
  /** The heads of the small models that Endoxa knows are 32 wide; the weights do not tell. */
  private static final long HEAD_WIDTH = 32;

  private static final String NEXT =
      " The judge is trained with attention heads that are 32 wide alone. Start from an encoder that has"
          + " such heads, as minilm-l6-v2 has.";

  TransformerShape {
    if (layers < 1 || width % heads != 0 || width % 4 != 0) {
      throw new IllegalArgumentException(
          "%d layers, width %d, %d heads".formatted(layers, width, heads));
    }
  }

  /**
   * Throws {@link UserException} if a graph has heads of another width.
   *
   * @param widths those that the graph names; none if it names none
   */
  static void requireHeads(Set<Long> widths) {
    if (!Set.of(HEAD_WIDTH).containsAll(widths)) {
      throw new UserException(
          "ONNX graph: has attention heads that are %s wide.%s"
              .formatted(
                  widths.stream().map(String::valueOf).collect(Collectors.joining(", ")), NEXT));
    }
  }

  /**
   * Reads the sizes off the tensors of a transformer with heads that are 32 wide.
   *
   * @throws UserException if there is no layer, or the width is no multiple of 32
   */
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
    if (widen[0] % HEAD_WIDTH != 0) {
      throw new UserException(
          "the weights have %d numbers per token, expected a multiple of %d.%s"
              .formatted(widen[0], HEAD_WIDTH, NEXT));
    }
    return new TransformerShape(layers, widen[0], (int) (widen[0] / HEAD_WIDTH), widen[1]);
  }

  /** The beginning of the names of a layer's tensors. */
  static String layer(int index) {
    return "encoder.layer." + index;
  }
}
