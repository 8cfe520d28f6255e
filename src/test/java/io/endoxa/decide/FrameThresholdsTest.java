package io.endoxa.decide;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FrameThresholdsTest {
  private static final double[] GRID = {0.1, 0.3, 0.5, 0.7, 0.9};

  private static double fit(float[] probabilities, boolean... present) {
    return FrameThresholds.fit(new float[][] {probabilities}, new boolean[][] {present}).get(0);
  }

  /** Micro-F1 = 2 hits / (predicted + true), counted anew. */
  private static double microF1(float[][] probabilities, boolean[][] present, double[] thresholds) {
    int hits = 0;
    int both = 0;
    for (int frame = 0; frame < probabilities.length; frame++) {
      for (int i = 0; i < probabilities[frame].length; i++) {
        boolean said = probabilities[frame][i] >= thresholds[frame];
        both += (said ? 1 : 0) + (present[frame][i] ? 1 : 0);
        hits += said && present[frame][i] ? 1 : 0;
      }
    }
    return both == 0 ? 0 : 2.0 * hits / both;
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void noOtherThresholdsOfThreeFramesAreBetter(long seed) {
    Random random = new Random(seed);
    float[][] probabilities = new float[3][30];
    boolean[][] present = new boolean[3][30];
    for (int frame = 0; frame < 3; frame++) {
      for (int i = 0; i < 30; i++) {
        // Even tenths, so that ties occur and the grid has every threshold that makes a difference.
        probabilities[frame][i] = 2 * random.nextInt(5) / 10f;
        present[frame][i] = random.nextFloat() < probabilities[frame][i] / (1 + frame);
      }
    }

    List<Double> best = FrameThresholds.fit(probabilities, present);

    double reached =
        microF1(probabilities, present, best.stream().mapToDouble(Double::doubleValue).toArray());
    for (double a : GRID) {
      for (double b : GRID) {
        for (double c : GRID) {
          assertThat(microF1(probabilities, present, new double[] {a, b, c}))
              .isLessThanOrEqualTo(reached + 1e-12);
        }
      }
    }
  }

  /**
   * One example of twenty has the second frame, and nothing tells which: alone it would be found
   * everywhere, for an F1 of 2/21 instead of 0. Beside a frame that is known, that would cost 1.0 -
   * 2 * 11 / (10 + 20 + 11).
   */
  @Test
  void aRareFrameIsNotFoundEverywhereForItsOwnSake() {
    float[][] probabilities = new float[2][20];
    boolean[][] present = new boolean[2][20];
    for (int i = 0; i < 20; i++) {
      present[0][i] = i < 10;
      probabilities[0][i] = i < 10 ? 0.9f : 0.1f;
      present[1][i] = i == 7;
      probabilities[1][i] = 0.05f;
    }

    List<Double> thresholds = FrameThresholds.fit(probabilities, present);

    assertThat(thresholds.get(0)).isEqualTo(0.5, within(1e-7));
    assertThat(thresholds.get(1)).isEqualTo((1 + 0.05) / 2, within(1e-7));
  }

  @Test
  void aThresholdLiesHalfwayBetweenNeighbours() {
    assertThat(fit(new float[] {0.1f, 0.9f, 0.7f, 0.3f}, false, true, true, false))
        .isEqualTo(0.5, within(1e-7));
  }

  @Test
  void neighboursThatTouchAreStillToldApart() {
    float below = 0.3f;
    for (int i = 0; i < 100; i++) {
      float above = Math.nextUp(below);
      double best = fit(new float[] {below, above}, false, true);
      assertThat(best).isGreaterThan(below).isLessThanOrEqualTo(above);
      below = above;
    }
  }

  @Test
  void aFrameThatEveryExampleHasIsPresentEverywhere() {
    assertThat(fit(new float[] {0.4f, 0.2f}, true, true)).isEqualTo(0.1, within(1e-7));
    assertThat(fit(new float[] {0.4f, 0}, true, true)).isZero();
  }

  @Test
  void aFrameThatNoExampleHasIsPresentNowhere() {
    assertThat(fit(new float[] {0.9f, 0.2f}, false, false)).isEqualTo(0.95, within(1e-7));
    assertThat(FrameThresholds.fit(new float[0][], new boolean[0][])).isEmpty();
  }

  /** A head that has seen no example of a frame gives it 0.5 everywhere. */
  @Test
  void aFrameWithoutExamplesIsPresentNowhere() {
    assertThat(fit(new float[0])).isEqualTo(1);
  }
}
