package io.endoxa.classify.neural.bert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class AttentionTest {
  private static final int WIDTH = 8;
  private static final int HEADS = 2;

  @Test
  void textsOfABatchDoNotReadEachOther() {
    ParameterLayout layout = new ParameterLayout();
    Attention attention = new Attention(layout, "attention", WIDTH, HEADS);
    try (Floats parameters = Filled.floats(layout.size(), 0.5, 1);
        Floats together = Filled.floats(7 * WIDTH, 1, 2);
        Floats alone = new Floats(4 * WIDTH);
        Floats y = new Floats(7 * WIDTH);
        Floats yAlone = new Floats(4 * WIDTH);
        Attention.State state = new Attention.State(7, 4, WIDTH, HEADS)) {
      alone.write(0, together.copy(3 * WIDTH, 4 * WIDTH), 4 * WIDTH);
      attention.forward(parameters, together, new Segments(3, 4), state, y);
      attention.forward(parameters, alone, new Segments(4), state, yAlone);
      float[] expected = yAlone.copy(0, 4 * WIDTH);
      float[] found = y.copy(3 * WIDTH, 4 * WIDTH);
      for (int i = 0; i < expected.length; i++) {
        assertThat(found[i]).isCloseTo(expected[i], within(1e-5f));
      }
    }
  }

  @Test
  void equalTokensShareAttentionEvenly() {
    ParameterLayout layout = new ParameterLayout();
    Attention attention = new Attention(layout, "attention", WIDTH, HEADS);
    float[] row = Filled.array(WIDTH, 1, 2);
    try (Floats parameters = Filled.floats(layout.size(), 0.5, 1);
        Floats x = new Floats(3 * WIDTH);
        Floats y = new Floats(3 * WIDTH);
        Attention.State state = new Attention.State(3, 3, WIDTH, HEADS)) {
      for (int i = 0; i < 3; i++) {
        x.write(i * WIDTH, row, WIDTH);
      }
      attention.forward(parameters, x, new Segments(3), state, y);
      float[] three = y.copy(2 * WIDTH, WIDTH);
      attention.forward(parameters, x, new Segments(1), state, y);
      float[] one = y.copy(0, WIDTH);
      for (int j = 0; j < WIDTH; j++) {
        assertThat(three[j]).isCloseTo(one[j], within(1e-5f));
      }
    }
  }

  @Test
  void gradientsFollowTheLoss() {
    ParameterLayout layout = new ParameterLayout();
    Attention attention = new Attention(layout, "attention", WIDTH, HEADS);
    Segments texts = new Segments(3, 5, 1);
    int size = texts.rows() * WIDTH;
    float[] dy = Filled.array(size, 1, 3);
    try (Floats parameters = Filled.floats(layout.size(), 0.5, 1);
        Floats x = Filled.floats(size, 1, 2);
        Floats y = new Floats(size);
        Floats d = new Floats(size);
        Floats dx = new Floats(size);
        Floats gradients = new Floats(layout.size());
        Attention.State state = new Attention.State(texts.rows(), 5, WIDTH, HEADS);
        Attention.Scratch scratch = new Attention.Scratch(texts.rows(), 5, WIDTH)) {
      attention.forward(parameters, x, texts, state, y);
      d.write(0, dy, size);
      attention.backward(parameters, gradients, x, d, texts, state, scratch, dx);
      GradientCheck check =
          new GradientCheck(
              () -> {
                attention.forward(parameters, x, texts, state, y);
                return Dot.of(y, dy);
              });
      for (ParameterLayout.Slot slot : layout.slots()) {
        if (slot.name().endsWith("key.bias")) {
          // It adds the same to all scores of a token, which the softmax takes away again.
          assertThat(Arrays.stream(doubles(gradients, slot)).map(Math::abs).max().orElseThrow())
              .isLessThan(1e-5);
        } else {
          check.holds(slot, parameters, gradients);
        }
      }
      check.holds("x", x, 0, dx.copy(0, size));
    }
  }

  private static double[] doubles(Floats values, ParameterLayout.Slot slot) {
    float[] copy = values.copy(slot.offset(), slot.length());
    double[] doubles = new double[copy.length];
    for (int i = 0; i < copy.length; i++) {
      doubles[i] = copy[i];
    }
    return doubles;
  }
}
