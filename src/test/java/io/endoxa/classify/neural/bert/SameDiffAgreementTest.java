package io.endoxa.classify.neural.bert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** One layer against an engine that finds its gradients by itself. */
class SameDiffAgreementTest {
  private static final TransformerShape SHAPE = new TransformerShape(1, 8, 2, 12);
  private static final int TOKENS = 5;
  private static final int SIZE = TOKENS * 8;

  @Test
  void aLayerHasTheOutputAndTheGradientsOfSameDiff() {
    ParameterLayout layout = new ParameterLayout();
    TransformerLayer layer = new TransformerLayer(layout, "layer", SHAPE);
    Segments text = new Segments(TOKENS);
    float[] dy = Filled.array(SIZE, 1, 3);
    try (Floats parameters = Filled.floats(layout.size(), 0.5, 1);
        Floats x = Filled.floats(SIZE, 1, 2);
        Floats y = new Floats(SIZE);
        Floats d = new Floats(SIZE);
        Floats gradients = new Floats(layout.size());
        TransformerLayer.State state = new TransformerLayer.State(SHAPE, TOKENS, TOKENS);
        TransformerLayer.Scratch scratch = new TransformerLayer.Scratch(SHAPE, TOKENS, TOKENS)) {
      layer.forward(parameters, x, text, Dropout.NONE, 0, state, scratch, y);
      d.write(0, dy, SIZE);
      layer.backward(parameters, gradients, x, text, Dropout.NONE, 0, state, scratch, d, true);

      SameDiff graph = SameDiff.create();
      SDVariable input = variable(graph, "x", x.copy(0, SIZE), TOKENS, 8);
      Map<String, SDVariable> weights = new HashMap<>();
      for (ParameterLayout.Slot slot : layout.slots()) {
        weights.put(
            slot.name(),
            variable(
                graph,
                slot.name(),
                parameters.copy(slot.offset(), slot.length()),
                slot.dimensions()));
      }
      SDVariable output = layer(graph, input, weights);
      SDVariable loss = output.mul(graph.constant(array(dy, TOKENS, 8))).sum("loss");
      assertThat(loss).isNotNull();
      graph.setLossVariables("loss");
      equal("y", y.copy(0, SIZE), output.eval());

      String[] names = new String[weights.size() + 1];
      weights.keySet().toArray(names);
      names[weights.size()] = "x";
      Map<String, INDArray> expected = graph.calculateGradients(Map.of(), names);
      for (ParameterLayout.Slot slot : layout.slots()) {
        equal(
            slot.name(),
            gradients.copy(slot.offset(), slot.length()),
            Objects.requireNonNull(expected.get(slot.name())));
      }
      equal("x", d.copy(0, SIZE), Objects.requireNonNull(expected.get("x")));
    }
  }

  private static SDVariable layer(SameDiff graph, SDVariable x, Map<String, SDVariable> weights) {
    SDVariable[] contexts = new SDVariable[2];
    for (int head = 0; head < 2; head++) {
      SDVariable query = part(graph, linear(x, weights, "attention.self.query"), head);
      SDVariable key = part(graph, linear(x, weights, "attention.self.key"), head);
      SDVariable value = part(graph, linear(x, weights, "attention.self.value"), head);
      SDVariable scores = query.mmul(key.permute(1, 0)).div(Math.sqrt(4));
      contexts[head] = graph.nn.softmax(scores, 1).mmul(value);
    }
    SDVariable attended =
        linear(graph.concat(1, contexts), weights, "attention.output.dense").add(x);
    SDVariable middle = norm(graph, attended, weights, "attention.output.LayerNorm");
    SDVariable inner = linear(middle, weights, "intermediate.dense");
    SDVariable gelu = inner.mul(0.5).mul(graph.math.erf(inner.div(Math.sqrt(2))).add(1));
    return norm(
        graph, linear(gelu, weights, "output.dense").add(middle), weights, "output.LayerNorm");
  }

  private static SDVariable part(SameDiff graph, SDVariable x, int head) {
    return graph.slice(x, new int[] {0, head * 4}, TOKENS, 4);
  }

  private static SDVariable linear(SDVariable x, Map<String, SDVariable> weights, String name) {
    return x.mmul(weights.get("layer." + name + ".weight"))
        .add(weights.get("layer." + name + ".bias"));
  }

  private static SDVariable norm(
      SameDiff graph, SDVariable x, Map<String, SDVariable> weights, String name) {
    SDVariable centred = x.sub(x.mean(true, 1));
    SDVariable variance = centred.mul(centred).mean(true, 1);
    return centred
        .div(graph.math.sqrt(variance))
        .mul(weights.get("layer." + name + ".weight"))
        .add(weights.get("layer." + name + ".bias"));
  }

  private static SDVariable variable(SameDiff graph, String name, float[] values, int... shape) {
    return graph.var(name, array(values, shape));
  }

  private static INDArray array(float[] values, int... shape) {
    long[] sizes = new long[shape.length];
    for (int i = 0; i < shape.length; i++) {
      sizes[i] = shape[i];
    }
    return Nd4j.createFromArray(values).reshape(sizes);
  }

  private static void equal(String name, float[] found, INDArray expected) {
    float[] values = expected.dup('c').data().asFloat();
    assertThat(found).as(name).hasSameSizeAs(values);
    double scale = 1;
    for (float value : values) {
      scale = Math.max(scale, Math.abs(value));
    }
    for (int i = 0; i < values.length; i++) {
      assertThat((double) found[i])
          .as("%s, number %d", name, i)
          .isCloseTo(values[i], within(2e-4 * scale));
    }
  }
}
