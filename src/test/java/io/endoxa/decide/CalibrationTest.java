package io.endoxa.decide;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.endoxa.codebook.Stance;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CalibrationTest {
  private static final float[][] LOGITS = {
    {2, 0, 0, 0}, {3, 1, 0, 0}, {0, 2, 0, 0}, {1, 0, 3, 0},
    {0, 0, 0, 4}, {4, 0, 0, 0}, {0, 3, 0, 0}, {1, 0, 2, 0}
  };
  private static final int[] LABELS = {0, 0, 1, 2, 3, 1, 1, 0};

  @Test
  void theTemperatureHasTheLeastNegativeLogLikelihood() {
    // Plain Python: bisection on the derivative of the loss by b = 1/T, which is the sum over
    // examples of (sum of v exp(v b) / sum of exp(v b)) - v[label]; 1/b = 1.2385855369.
    assertThat(TemperatureScaling.fit(LOGITS, LABELS)).isCloseTo(1.23858554, within(1e-5));
  }

  @Test
  void theTemperatureStaysInItsRange() {
    float[][] sure = {{1, 0, 0, 0}, {0, 1, 0, 0}};
    assertThat(TemperatureScaling.fit(sure, new int[] {0, 1})).isCloseTo(0.05, within(1e-6));
    assertThat(TemperatureScaling.fit(sure, new int[] {1, 0})).isCloseTo(20, within(1e-4));
    assertThat(TemperatureScaling.fit(new float[0][], new int[0])).isEqualTo(1);
  }

  @Test
  void probabilitiesSumToOneEvenForExtremeLogits() {
    Random random = new Random(8);
    for (int i = 0; i < 1_000; i++) {
      float[] logits = new float[4];
      double scale = Math.pow(10, random.nextInt(6));
      for (int s = 0; s < 4; s++) {
        logits[s] = (float) (random.nextGaussian() * scale);
      }
      double sum = 0;
      for (float probability : Softmax.of(logits, 0.05)) {
        assertThat(probability).isBetween(0f, 1f);
        sum += probability;
      }
      assertThat(sum).isCloseTo(1, within(1e-6));
    }
  }

  @Test
  void logitsOfHeadsAreScaledAveragedAndScaledAgain() {
    // ([4 0 0 0]/2 + [0 3 0 0]/1) / 2 = [1 1.5 0 0]; divided by 0.5 = [2 3 0 0];
    // exp(2) / (exp(2) + exp(3) + 2) = 0.250698...
    Calibration calibration = new Calibration(List.of(List.of(2.0), List.of(1.0)), List.of(0.5));
    float[] probabilities =
        calibration.probabilities(new float[][] {{4, 0, 0, 0}, {0, 3, 0, 0}}, 0);
    double sum = Math.exp(2) + Math.exp(3) + 2;
    assertThat((double) probabilities[0]).isCloseTo(Math.exp(2) / sum, within(1e-6));
    assertThat((double) probabilities[1]).isCloseTo(Math.exp(3) / sum, within(1e-6));
  }

  @Test
  void fittingOneHeadLeavesNothingToTheBlend() {
    Calibration calibration =
        Calibration.fit(new float[][][][] {{LOGITS, {}}}, new int[][] {LABELS, {}});
    assertThat(calibration.temperatures().get(0).get(0)).isCloseTo(1.238586, within(1e-5));
    assertThat(calibration.blended().get(0)).isCloseTo(1, within(1e-4));
    assertThat(calibration.blended().get(1)).isEqualTo(1);
  }

  @Test
  void aTemperatureOfZeroIsABug() {
    assertThatThrownBy(() -> new Calibration(List.of(List.of(0.0)), List.of(1.0)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("temperature 0.0 is not above 0");
  }

  @Test
  void aConfidentDecisionIsALabel() {
    Decision decision = new DecisionRule(0.6).decide(new float[] {0.1f, 0.7f, 0.1f, 0.1f});
    assertThat(decision.stance()).isEqualTo(Stance.DISAGREE);
    assertThat(decision.confidence()).isEqualTo(0.7f);
    assertThat(decision.probability(Stance.AGREE)).isEqualTo(0.1f);
    assertThat(decision.abstained()).isFalse();
    assertThat(decision.abstainReason()).isEmpty();
  }

  @Test
  void anAbstentionKeepsTheMostLikelyStanceAndSaysWhy() {
    Decision decision = new DecisionRule(0.6).decide(new float[] {0.1f, 0.1f, 0.5f, 0.3f});
    assertThat(decision.stance()).isEqualTo(Stance.DISCUSS);
    assertThat(decision.abstained()).isTrue();
    assertThat(decision.abstainReason().map(AbstainReason::label)).contains("low_confidence");
  }

  @Test
  void ofEquallyLikelyStancesTheFirstIsTaken() {
    Decision decision = new DecisionRule(0).decide(new float[] {0.1f, 0.4f, 0.4f, 0.1f});
    assertThat(decision.stance()).isEqualTo(Stance.DISAGREE);
  }

  @Test
  void aDecisionDoesNotShareItsProbabilities() {
    float[] given = {0.25f, 0.25f, 0.25f, 0.25f};
    Decision decision = new DecisionRule(0).decide(given);
    given[0] = 9;
    decision.probabilities()[1] = 9;
    assertThat(decision.probabilities()).containsOnly(0.25f);
  }

  @Test
  void probabilitiesThatDoNotSumToOneAreABug() {
    assertThatThrownBy(() -> new DecisionRule(0).decide(new float[] {0.5f, 0.5f, 0.5f, 0}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("probabilities [0.5, 0.5, 0.5, 0.0], expected 4 that sum to 1");
  }
}
