package io.endoxa.classify.neural.bert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class LayerNormTest {
  @Test
  void normsEachRow() {
    ParameterLayout layout = new ParameterLayout();
    LayerNorm norm = new LayerNorm(layout, "norm", 4);
    try (Floats parameters = new Floats(8);
        Floats x = new Floats(4);
        LayerNorm.State state = new LayerNorm.State(1, 4)) {
      parameters.write(0, new float[] {1, 1, 2, 1, 0, 0, 0, 5}, 8);
      x.write(0, new float[] {1, 2, 3, 6}, 4);
      norm.forward(parameters, x, 1, state, x);
      // Mean 3, variance (4 + 1 + 0 + 9) / 4 = 3.5, deviation 1.870829.
      float[] y = x.copy(0, 4);
      assertThat(y[0]).isCloseTo(-1.0690450f, within(1e-6f));
      assertThat(y[1]).isCloseTo(-0.5345225f, within(1e-6f));
      assertThat(y[2]).isCloseTo(0, within(1e-6f));
      assertThat(y[3]).isCloseTo(1.6035675f + 5, within(1e-6f));
    }
  }

  @Test
  void gradientsFollowTheLoss() {
    ParameterLayout layout = new ParameterLayout();
    LayerNorm norm = new LayerNorm(layout, "norm", 12);
    int rows = 5;
    float[] dy = Filled.array(rows * 12, 1, 3);
    try (Floats parameters = Filled.floats(layout.size(), 1, 1);
        Floats x = Filled.floats(rows * 12, 2, 2);
        Floats y = new Floats(rows * 12);
        Floats gradients = new Floats(layout.size());
        Floats d = new Floats(rows * 12);
        LayerNorm.State state = new LayerNorm.State(rows, 12)) {
      norm.forward(parameters, x, rows, state, y);
      d.write(0, dy, dy.length);
      norm.backward(parameters, gradients, d, rows, state, d);
      GradientCheck check =
          new GradientCheck(
              () -> {
                norm.forward(parameters, x, rows, state, y);
                return Dot.of(y, dy);
              });
      layout.slots().forEach(slot -> check.holds(slot, parameters, gradients));
      check.holds("x", x, 0, d.copy(0, rows * 12));
    }
  }
}
