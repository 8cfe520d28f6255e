package io.endoxa.decide;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FrameThresholdTest {
  /** F1 = 2 hits / (predicted + true), counted anew for one threshold. */
  private static double f1(float[] probabilities, boolean[] present, double threshold) {
    int hits = 0;
    int predicted = 0;
    int truth = 0;
    for (int i = 0; i < probabilities.length; i++) {
      boolean said = probabilities[i] >= threshold;
      predicted += said ? 1 : 0;
      truth += present[i] ? 1 : 0;
      hits += said && present[i] ? 1 : 0;
    }
    return predicted + truth == 0 ? 0 : 2.0 * hits / (predicted + truth);
  }

  private static boolean choosesFewer(float[] probabilities, double best, double threshold) {
    for (float probability : probabilities) {
      if (probability >= best && probability < threshold) {
        return true;
      }
    }
    return false;
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void noThresholdOfAFineGridIsBetterAndOfEqualsTheHighestIsTaken(long seed) {
    Random random = new Random(seed);
    float[] probabilities = new float[40];
    boolean[] present = new boolean[40];
    for (int i = 0; i < probabilities.length; i++) {
      // Rounded, so that ties occur.
      probabilities[i] = random.nextInt(1, 25) / 25f;
      present[i] = random.nextFloat() < probabilities[i];
    }

    double best = FrameThreshold.best(probabilities, present);

    double reached = f1(probabilities, present, best);
    for (int i = 1; i < 1000; i++) {
      double threshold = i / 1000.0;
      assertThat(f1(probabilities, present, threshold)).isLessThanOrEqualTo(reached + 1e-12);
      if (choosesFewer(probabilities, best, threshold)) {
        assertThat(f1(probabilities, present, threshold)).isLessThan(reached);
      }
    }
  }

  @Test
  void itLiesHalfwayBetweenNeighbours() {
    assertThat(
            FrameThreshold.best(
                new float[] {0.1f, 0.9f, 0.7f, 0.3f}, new boolean[] {false, true, true, false}))
        .isEqualTo(0.5, within(1e-7));
  }

  @Test
  void neighboursThatTouchAreStillToldApart() {
    float below = 0.3f;
    for (int i = 0; i < 100; i++) {
      float above = Math.nextUp(below);
      double best = FrameThreshold.best(new float[] {below, above}, new boolean[] {false, true});
      assertThat(best).isGreaterThan(below).isLessThanOrEqualTo(above);
      below = above;
    }
  }

  @Test
  void aFrameThatEveryExampleHasIsPresentEverywhere() {
    assertThat(FrameThreshold.best(new float[] {0.4f, 0.2f}, new boolean[] {true, true}))
        .isEqualTo(0.1, within(1e-7));
  }

  @Test
  void aFrameThatNoExampleHasKeepsTheMiddle() {
    assertThat(FrameThreshold.best(new float[] {0.9f, 0.2f}, new boolean[2])).isEqualTo(0.5);
    assertThat(FrameThreshold.best(new float[0], new boolean[0])).isEqualTo(0.5);
  }
}
