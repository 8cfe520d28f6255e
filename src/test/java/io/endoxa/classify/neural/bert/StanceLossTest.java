package io.endoxa.classify.neural.bert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.endoxa.codebook.Stance;
import org.junit.jupiter.api.Test;

class StanceLossTest {
  private static final float[] LOGITS = {1, 0, -1, 0.5f};

  @Test
  void isTheNegativeLogarithmOfTheTrueStance() {
    float[] gradient = new float[4];
    // e^1 + e^0 + e^-1 + e^0.5 = 5.7348825; ln = 1.7465673.
    assertThat(new StanceLoss(0).of(LOGITS, Stance.DISAGREE, 1, gradient))
        .isCloseTo(1.7465673, within(1e-6));
    assertThat(gradient[1]).isCloseTo(0.1743715f - 1, within(1e-6f));
    assertThat(gradient[0]).isCloseTo(0.4739908f, within(1e-6f));
  }

  @Test
  void smoothingSharesTheTruth() {
    float[] gradient = new float[4];
    // 0.9 · 1.7465673 + 0.1 · (1.7465673 - (1 + 0 - 1 + 0.5) / 4) = 1.7340673.
    assertThat(new StanceLoss(0.1).of(LOGITS, Stance.DISAGREE, 2, gradient))
        .isCloseTo(2 * 1.7340673, within(1e-6));
    float sum = gradient[0] + gradient[1] + gradient[2] + gradient[3];
    assertThat(sum).isCloseTo(0, within(1e-6f));
  }
}
