package io.endoxa.classify.neural.bert;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TransformerLayerTest {
  private static final TransformerShape SHAPE = new TransformerShape(1, 8, 2, 12);

  @ParameterizedTest
  @ValueSource(doubles = {0, 0.2})
  void gradientsFollowTheLossWithAndWithoutDropout(double rate) {
    ParameterLayout layout = new ParameterLayout();
    TransformerLayer layer = new TransformerLayer(layout, "layer", SHAPE);
    Dropout dropout = new Dropout(rate);
    Segments texts = new Segments(4, 6);
    int size = texts.rows() * SHAPE.width();
    float[] dy = Filled.array(size, 1, 3);
    try (Floats parameters = Filled.floats(layout.size(), 0.5, 1);
        Floats x = Filled.floats(size, 1, 2);
        Floats y = new Floats(size);
        Floats d = new Floats(size);
        Floats gradients = new Floats(layout.size());
        TransformerLayer.State state = new TransformerLayer.State(SHAPE, texts.rows(), 6);
        TransformerLayer.Scratch scratch = new TransformerLayer.Scratch(SHAPE, texts.rows(), 6)) {
      layer.forward(parameters, x, texts, dropout, 11, state, scratch, y);
      d.write(0, dy, size);
      layer.backward(parameters, gradients, x, texts, dropout, 11, state, scratch, d, true);
      float[] dx = d.copy(0, size);
      GradientCheck check =
          new GradientCheck(
              () -> {
                layer.forward(parameters, x, texts, dropout, 11, state, scratch, y);
                return Dot.of(y, dy);
              });
      int checked = 0;
      for (ParameterLayout.Slot slot : layout.slots()) {
        if (!slot.name().endsWith("key.bias")) {
          check.holds(slot, parameters, gradients);
          checked++;
        }
      }
      assertThat(checked).isEqualTo(15);
      check.holds("x", x, 0, dx);
    }
  }
}
