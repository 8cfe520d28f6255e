package io.endoxa.classify.neural.bert;

import io.endoxa.classify.Tensor;
import io.endoxa.error.UserException;
import java.util.Arrays;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;

/** The form of a BERT encoder: which weights it has, and how their shapes belong together. */
final class EncoderForm {
  private static final int ANY = -1;
  private static final String NEXT =
      " Expected a BERT encoder as PyTorch exports it, or as ONNX Runtime's dynamic quantiser makes it"
          + " of that.";

  private final SortedMap<String, Tensor> weights;
  private final Set<String> unknown;

  private EncoderForm(SortedMap<String, Tensor> weights) {
    this.weights = weights;
    this.unknown = new TreeSet<>(weights.keySet());
  }

  /**
   * Checks that these are the weights of a BERT encoder and nothing else.
   *
   * @param geluCount how many activations the graph computes with the error function
   * @throws UserException naming the weight
   */
  static void require(SortedMap<String, Tensor> weights, long geluCount) {
    EncoderForm form = new EncoderForm(weights);
    int hidden = form.weight("embeddings.word_embeddings.weight", ANY, ANY).shape()[1];
    form.weight("embeddings.position_embeddings.weight", ANY, hidden);
    form.weight("embeddings.token_type_embeddings.weight", ANY, hidden);
    form.norm("embeddings", hidden);
    int layers = 0;
    do {
      form.layer("encoder.layer." + layers, hidden);
      layers++;
    } while (form.has("encoder.layer." + layers + "."));
    if (!form.unknown.isEmpty()) {
      throw new UserException(
          "ONNX graph: has the weights %s, which BERT has not.%s"
              .formatted(String.join(", ", form.unknown), NEXT));
    }
    if (geluCount != layers) {
      throw new UserException(
          ("ONNX graph: has %d activations with the error function, expected one for each of %d"
                  + " layers.%s")
              .formatted(geluCount, layers, NEXT));
    }
  }

  private void layer(String layer, int hidden) {
    for (String part : new String[] {"self.query", "self.key", "self.value", "output.dense"}) {
      dense(layer + ".attention." + part, hidden, hidden);
    }
    norm(layer + ".attention.output", hidden);
    int inner = dense(layer + ".intermediate.dense", hidden, ANY);
    dense(layer + ".output.dense", inner, hidden);
    norm(layer + ".output", hidden);
  }

  /** Gives the number of outputs. */
  private int dense(String name, int inputs, int outputs) {
    int found = weight(name + ".weight", inputs, outputs).shape()[1];
    weight(name + ".bias", found);
    return found;
  }

  private void norm(String name, int length) {
    weight(name + ".LayerNorm.weight", length);
    weight(name + ".LayerNorm.bias", length);
  }

  private boolean has(String prefix) {
    SortedMap<String, Tensor> rest = weights.tailMap(prefix);
    return !rest.isEmpty() && rest.firstKey().startsWith(prefix);
  }

  private Tensor weight(String name, int... shape) {
    Tensor weight = weights.get(name);
    if (weight == null) {
      throw new UserException("ONNX graph: weight '%s' is missing.%s".formatted(name, NEXT));
    }
    unknown.remove(name);
    boolean fits = weight.shape().length == shape.length;
    for (int i = 0; fits && i < shape.length; i++) {
      fits = shape[i] == ANY || shape[i] == weight.shape()[i];
    }
    if (!fits) {
      throw new UserException(
          "ONNX graph: weight '%s' has shape %s, expected %s.%s"
              .formatted(
                  name,
                  Arrays.toString(weight.shape()),
                  Arrays.toString(shape).replace("" + ANY, "any"),
                  NEXT));
    }
    return weight;
  }
}
