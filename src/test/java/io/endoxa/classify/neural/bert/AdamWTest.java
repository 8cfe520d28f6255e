package io.endoxa.classify.neural.bert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class AdamWTest {
  @Test
  void movesAgainstTheGradientAndShrinksWeightsAlone() {
    ParameterLayout layout = new ParameterLayout();
    layout.add("weight", 1, 2);
    layout.add("bias", 1);
    try (AdamW adam = new AdamW(layout, 0, 0.1, 100);
        Floats parameters = new Floats(3);
        Floats one = new Floats(3);
        Floats other = new Floats(3);
        Workers workers = new Workers(2)) {
      parameters.write(0, new float[] {1, -1, 2}, 3);
      one.write(0, new float[] {0.3f, 0, 1}, 3);
      other.write(0, new float[] {0.1f, 0, 1}, 3);
      double norm = adam.step(parameters, List.of(one, other), 0.01, 1, workers);
      assertThat(norm).isCloseTo(Math.sqrt(0.4 * 0.4 + 4), within(1e-6));
      // The first step is the rate times the sign: 1 · (1 - 0.001) - 0.01; the bias does not
      // shrink.
      assertThat(parameters.copy(0, 3)[0]).isCloseTo(0.989f, within(1e-6f));
      assertThat(parameters.copy(0, 3)[1]).isCloseTo(-0.999f, within(1e-6f));
      assertThat(parameters.copy(0, 3)[2]).isCloseTo(1.99f, within(1e-6f));
      assertThat(one.copy(0, 3)).containsOnly(0);
      assertThat(other.copy(0, 3)).containsOnly(0);
      one.write(0, new float[] {-0.4f, 0, 0}, 3);
      adam.step(parameters, List.of(one, other), 0.01, 2, workers);
      // Python: m = 0.9 · 0.04 - 0.04 = -0.004, v = 0.999 · 0.00016 + 0.00016 = 0.00031984;
      // m / (1 - 0.81) = -0.0210526, sqrt(v / (1 - 0.998001)) = 0.4; 0.989 · 0.999 + 0.01 ·
      // 0.0526316.
      assertThat(parameters.copy(0, 3)[0]).isCloseTo(0.9885373f, within(1e-6f));
    }
  }

  @Test
  void aLongGradientIsCut() {
    ParameterLayout layout = new ParameterLayout();
    layout.add("weight", 1, 2);
    try (AdamW adam = new AdamW(layout, 0, 0, 1);
        Floats parameters = new Floats(2);
        Floats gradient = new Floats(2);
        Workers workers = new Workers(1)) {
      gradient.write(0, new float[] {30, 40}, 2);
      assertThat(adam.step(parameters, List.of(gradient), 0.01, 1, workers)).isEqualTo(50);
      assertThat(adam.first().copy(0, 2)[0]).isCloseTo(0.06f, within(1e-6f));
      assertThat(adam.first().copy(0, 2)[1]).isCloseTo(0.08f, within(1e-6f));
    }
  }

  @Test
  void frozenParametersStay() {
    ParameterLayout layout = new ParameterLayout();
    layout.add("lower", 4);
    layout.add("upper", 4);
    try (AdamW adam = new AdamW(layout, 4, 0, 1);
        Floats parameters = new Floats(8);
        Floats gradient = Filled.floats(8, 1, 1);
        Workers workers = new Workers(2)) {
      adam.step(parameters, List.of(gradient), 0.01, 1, workers);
      assertThat(parameters.copy(0, 4)).containsOnly(0);
      assertThat(parameters.copy(4, 4)).doesNotContain(0);
    }
  }
}
