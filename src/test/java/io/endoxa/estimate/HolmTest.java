package io.endoxa.estimate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class HolmTest {
  /** {@code p.adjust(c(0.01, 0.04, 0.03, 0.005), "holm")} in R. */
  @Test
  void valuesAreThoseOfR() {
    assertThat(Holm.adjusted(List.of(0.01, 0.04, 0.03, 0.005)))
        .containsExactly(new double[] {0.03, 0.06, 0.06, 0.02}, Offset.offset(1e-12));
  }

  @Test
  void noneIsAboveOneAndOneTestAloneStaysAsItIs() {
    assertThat(Holm.adjusted(List.of(0.9, 0.8))).containsExactly(1, 1);
    assertThat(Holm.adjusted(List.of(0.2))).containsExactly(0.2);
    assertThat(Holm.adjusted(List.of())).isEmpty();
  }
}
