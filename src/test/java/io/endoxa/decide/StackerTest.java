package io.endoxa.decide;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class StackerTest {
  private static final float[][] FIRST = {
    {2, 0, 0, 0}, {3, 1, 0, 0}, {0, 2, 0, 0}, {1, 0, 3, 0},
    {0, 0, 0, 4}, {4, 0, 0, 0}, {0, 3, 0, 0}, {1, 0, 2, 0}
  };
  private static final float[][] SECOND = {
    {0, 1, 0, 0}, {1, 0, 0, 0}, {0, 1, 0, 2}, {0, 0, 1, 0},
    {0, 1, 0, 0}, {2, 1, 0, 0}, {1, 0, 0, 0}, {0, 0, 0, 1}
  };
  private static final int[] LABELS = {0, 0, 1, 2, 3, 1, 1, 0};
  private static final double[] CENTRE = {0.5, 0.5, 0, 0, 0, 0};

  private static StackerExamples examples(float[][] first, float[][] second) {
    return new StackerExamples(
        IntStream.range(0, LABELS.length)
            .mapToObj(i -> new float[][] {first[i], second[i]})
            .toArray(float[][][]::new),
        LABELS,
        IntStream.range(0, LABELS.length).toArray());
  }

  private static double[] least(float[][] first, float[][] second, double penalty) {
    double[] penalties = new double[CENTRE.length];
    Arrays.fill(penalties, penalty);
    return new StackerLoss(examples(first, second), CENTRE, penalties, true).least();
  }

  private static float[][] times(float factor, float[][] logits) {
    return Arrays.stream(logits)
        .map(
            row -> new float[] {factor * row[0], factor * row[1], factor * row[2], factor * row[3]})
        .toArray(float[][]::new);
  }

  @Test
  void logitsOfHeadsAreWeighedAndShifted() {
    // 0.5 [4 0 0 0] + 1 [0 3 0 0] + [0 0 1 0] = [2 3 1 0].
    Stacker stacker = new Stacker(List.of(0.5, 1.0), List.of(0.0, 0.0, 1.0, 0.0));
    float[] probabilities = stacker.probabilities(new float[][] {{4, 0, 0, 0}, {0, 3, 0, 0}});
    double sum = Math.exp(2) + Math.exp(3) + Math.exp(1) + 1;
    assertThat((double) probabilities[0]).isCloseTo(Math.exp(2) / sum, within(1e-6));
    assertThat((double) probabilities[1]).isCloseTo(Math.exp(3) / sum, within(1e-6));
    assertThat((double) probabilities[2]).isCloseTo(Math.exp(1) / sum, within(1e-6));
    assertThat((double) probabilities[3]).isCloseTo(1 / sum, within(1e-6));
  }

  @Test
  void aTemperatureDividesEveryLogit() {
    Stacker stacker = new Stacker(List.of(1.0), List.of(1.0, 0.0, 0.0, -2.0));
    float[][] logits = {{4, 2, 0, 1}};
    assertThat(stacker.at(2).probabilities(logits))
        .isEqualTo(Softmax.of(stacker.logits(logits), 2));
  }

  @Test
  void theMeanOfHeadsTreatsThemAlike() {
    assertThat(Stacker.mean(2).logits(new float[][] {{4, 0, 0, 2}, {0, 3, 0, 2}}))
        .containsExactly(2, 1.5f, 0, 2);
  }

  @Test
  void aWeightBelowZeroIsABug() {
    assertThatThrownBy(() -> new Stacker(List.of(-0.1), List.of(0.0, 0.0, 0.0, 0.0)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("weight -0.1 is below 0 or not a number");
    assertThatThrownBy(() -> new Stacker(List.of(1.0), List.of(0.0)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("biases [0.0], expected 4");
  }

  @Test
  void logitsOfAnotherNumberOfHeadsAreABug() {
    assertThatThrownBy(() -> Stacker.mean(2).probabilities(new float[][] {{0, 0, 0, 0}}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("logits of 1 heads, weights of 2");
  }

  @Test
  void theFitHasTheLeastPenalisedLogLoss() {
    // SciPy 1.17: minimize(loss, centre, method="L-BFGS-B", bounds=[(0, None)] * 2 + [(None, None)]
    // * 4, options={"ftol": 1e-15, "gtol": 1e-10}) with loss = sum of log(sum(exp z)) - z[label] +
    // 1/2 |parameters - centre|^2.
    assertThat(least(FIRST, SECOND, 1))
        .containsExactly(
            new double[] {0.78140943, 0.01694261, 0.09373191, 0.49708086, -0.32477783, -0.26603496},
            within(1e-5));
  }

  @Test
  void aHeadThatSpeaksAgainstTheTruthIsSilenced() {
    // As above, with -2 times the first head's logits as the second head, and 0.05 instead of 1/2.
    assertThat(least(FIRST, times(-2, FIRST), 0.1))
        .containsExactly(
            new double[] {0.86454027, 0, 0.21714560, 0.92168170, -0.58327349, -0.55555584},
            within(1e-5));
  }

  @Test
  void noSmallStepFromTheFitIsAnImprovement() {
    Random random = new Random(4);
    for (int round = 0; round < 200; round++) {
      int heads = 1 + random.nextInt(4);
      int size = 1 + random.nextInt(30);
      float[][][] logits = new float[size][heads][4];
      int[] labels = new int[size];
      double scale = Math.pow(10, random.nextInt(3) - 1);
      for (int i = 0; i < size; i++) {
        labels[i] = random.nextInt(4);
        for (float[] ofHead : logits[i]) {
          for (int stance = 0; stance < 4; stance++) {
            ofHead[stance] = (float) (scale * random.nextGaussian());
          }
        }
      }
      double[] centre = new double[heads + 4];
      Arrays.fill(centre, 0, heads, 0.5);
      double[] penalties = new double[heads + 4];
      Arrays.fill(penalties, 0.1);
      StackerLoss loss =
          new StackerLoss(
              new StackerExamples(logits, labels, new int[size]), centre, penalties, true);
      double[] least = loss.least();
      List<Double> better = new ArrayList<>();
      for (int i = 0; i < least.length; i++) {
        for (double step : new double[] {-1e-3, 1e-3}) {
          double[] moved = least.clone();
          moved[i] += step;
          if (i >= heads || moved[i] >= 0) {
            better.add(loss.value(least) - loss.value(moved));
          }
        }
      }
      assertThat(better).allMatch(gain -> gain < 1e-7);
    }
  }
}
