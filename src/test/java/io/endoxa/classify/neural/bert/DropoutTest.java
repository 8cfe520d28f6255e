package io.endoxa.classify.neural.bert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class DropoutTest {
  private static float[] ones(Dropout dropout, long seed) {
    int size = 1_000 * 8;
    float[] values = new float[size];
    Arrays.fill(values, 1);
    try (Floats floats = new Floats(size)) {
      floats.write(0, values, size);
      dropout.apply(floats, 1_000, 8, seed);
      return floats.copy(0, size);
    }
  }

  @Test
  void dropsItsShareAndKeepsTheMean() {
    float[] values = ones(new Dropout(0.1), 3);
    long dropped = 0;
    double sum = 0;
    for (float value : values) {
      dropped += value == 0 ? 1 : 0;
      sum += value;
    }
    assertThat(dropped / 8_000.0).isCloseTo(0.1, within(0.01));
    assertThat(sum / 8_000).isCloseTo(1, within(0.01));
  }

  @Test
  void aSeedAlwaysDropsTheSame() {
    assertThat(ones(new Dropout(0.3), 4)).isEqualTo(ones(new Dropout(0.3), 4));
    assertThat(ones(new Dropout(0.3), 4)).isNotEqualTo(ones(new Dropout(0.3), 5));
  }

  @Test
  void noneChangesNothing() {
    assertThat(ones(Dropout.NONE, 1)).containsOnly(1f);
  }

  @Test
  void aRateOfOneIsRefused() {
    assertThatThrownBy(() -> new Dropout(1)).hasMessageContaining("expected from 0 to below 1");
  }
}
