package io.endoxa.classify.neural.bert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class GeluTest {
  @Test
  void agreesWithTheNormalDistribution() {
    // Python: x * 0.5 * (1 + math.erf(x / math.sqrt(2))).
    float[] x = {-8, -1.5f, -0.3f, 0, 0.3f, 1, 4};
    float[] expected = {
      -4.9e-15f, -0.10021081f, -0.11462696f, 0, 0.18537304f, 0.8413448f, 3.9998734f
    };
    try (Floats values = new Floats(7);
        Floats slope = new Floats(7)) {
      values.write(0, x, 7);
      Gelu.forward(values, 1, 7, slope, values);
      float[] y = values.copy(0, 7);
      for (int i = 0; i < 7; i++) {
        assertThat(y[i]).as("at %s", x[i]).isCloseTo(expected[i], within(1e-6f));
      }
    }
  }

  @Test
  void gradientFollowsTheLoss() {
    int rows = 6;
    float[] dy = Filled.array(rows * 10, 1, 3);
    try (Floats x = Filled.floats(rows * 10, 1.5, 2);
        Floats y = new Floats(rows * 10);
        Floats slope = new Floats(rows * 10);
        Floats d = new Floats(rows * 10)) {
      Gelu.forward(x, rows, 10, slope, y);
      d.write(0, dy, dy.length);
      Gelu.backward(d, rows, 10, slope);
      new GradientCheck(
              () -> {
                Gelu.forward(x, rows, 10, slope, y);
                return Dot.of(y, dy);
              })
          .holds("x", x, 0, d.copy(0, rows * 10));
    }
  }

  @Test
  void theExponentialIsWithinTheRoundingOfFloats() {
    for (float x = -86; x < 80; x += 0.0371f) {
      assertThat(Exponential.of(x) / Math.exp(x)).as("e to %s", x).isCloseTo(1, within(4e-6));
    }
    assertThat(Exponential.of(-1000)).isZero();
    assertThat(Exponential.of(0)).isEqualTo(1);
  }
}
