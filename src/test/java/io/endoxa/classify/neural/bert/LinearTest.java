package io.endoxa.classify.neural.bert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class LinearTest {
  @Test
  void multipliesByTheWeightAndAddsTheBias() {
    ParameterLayout layout = new ParameterLayout();
    Linear linear = new Linear(layout, "map", 2, 3);
    try (Floats parameters = new Floats(layout.size());
        Floats x = new Floats(4);
        Floats y = new Floats(6)) {
      parameters.write(0, new float[] {1, 2, 3, 4, 5, 6, 0.5f, 0, -1}, 9);
      x.write(0, new float[] {1, 0, 2, -1}, 4);
      linear.forward(parameters, x, 2, y);
      // Row 2: 2 · (1, 2, 3) - (4, 5, 6) + (0.5, 0, -1).
      assertThat(y.copy(0, 6)).containsExactly(1.5f, 2, 2, -1.5f, -1, -1);
    }
  }

  @Test
  void gradientsFollowTheLoss() {
    ParameterLayout layout = new ParameterLayout();
    Linear linear = new Linear(layout, "map", 8, 5);
    int rows = 7;
    float[] dy = Filled.array(rows * 5, 1, 3);
    try (Floats parameters = Filled.floats(layout.size(), 0.5, 1);
        Floats x = Filled.floats(rows * 8, 1, 2);
        Floats y = new Floats(rows * 5);
        Floats gradients = new Floats(layout.size());
        Floats d = new Floats(rows * 5);
        Floats dx = new Floats(rows * 8)) {
      d.write(0, dy, dy.length);
      linear.backward(parameters, gradients, x, d, rows, dx, 0);
      GradientCheck check =
          new GradientCheck(
              () -> {
                linear.forward(parameters, x, rows, y);
                return Dot.of(y, dy);
              });
      layout.slots().forEach(slot -> check.holds(slot, parameters, gradients));
      check.holds("x", x, 0, dx.copy(0, rows * 8));
    }
  }

  @Test
  void gradientsOfTheInputAreAddedWhenToldSo() {
    ParameterLayout layout = new ParameterLayout();
    Linear linear = new Linear(layout, "map", 1, 1);
    try (Floats parameters = new Floats(2);
        Floats one = new Floats(1);
        Floats gradients = new Floats(2);
        Floats dx = new Floats(1)) {
      parameters.write(0, new float[] {3, 0}, 2);
      one.write(0, new float[] {1}, 1);
      dx.write(0, new float[] {10}, 1);
      linear.backward(parameters, gradients, one, one, 1, dx, 1);
      assertThat(dx.copy(0, 1)[0]).isCloseTo(13, within(1e-6f));
    }
  }
}
