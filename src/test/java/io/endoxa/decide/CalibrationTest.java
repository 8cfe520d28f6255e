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
  private static final List<Double> NO_BIAS = List.of(0.0, 0.0, 0.0, 0.0);

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
  void theJudgeIsAskedAboutPairsThatPassTheGate() {
    Calibration calibration =
        new Calibration(
            List.of(
                new Calibration.OfQuestion(
                    new Stacker(List.of(1.0), NO_BIAS),
                    new Calibration.Judged(
                        new JudgeGate(0.6), new Stacker(List.of(0.0, 1.0), NO_BIAS)))));
    float[] judge = {0, 3, 0, 0};
    float[][] plainlyUnrelated = {{0, 0, 0, 4}};
    float[][] doubtful = {{0, 0, 0, 1}};

    assertThat(calibration.probabilities(plainlyUnrelated, 0, CalibrationTest::neverAsked))
        .isEqualTo(Softmax.of(plainlyUnrelated[0]));
    assertThat(calibration.probabilities(doubtful, 0, () -> judge)).isEqualTo(Softmax.of(judge));
    assertThat(calibration.probabilities(doubtful, 0)).isEqualTo(Softmax.of(doubtful[0]));
    assertThat(calibration.asksJudge()).isTrue();
  }

  @Test
  void withoutAJudgeNobodyIsAsked() {
    Calibration neutral = Calibration.neutral(2, 3);
    float[][] logits = {{4, 0, 0, 0}, {0, 3, 0, 0}};
    assertThat(neutral.asksJudge()).isFalse();
    assertThat(neutral.probabilities(logits, 2, CalibrationTest::neverAsked))
        .isEqualTo(Softmax.of(new float[] {2, 1.5f, 0, 0}));
  }

  private static float[] neverAsked() {
    throw new AssertionError("the judge is asked");
  }

  @Test
  void aStackerThatDoesNotCountTheJudgeIsABug() {
    Stacker one = new Stacker(List.of(1.0), NO_BIAS);
    assertThatThrownBy(
            () -> new Calibration.OfQuestion(one, new Calibration.Judged(new JudgeGate(1), one)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("1 weights with the judge, 1 without");
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
  void whereNoConfidenceIsEnoughEveryDecisionAbstains() {
    Decision decision = DecisionRule.NEVER.decide(new float[] {1, 0, 0, 0});
    assertThat(decision.stance()).isEqualTo(Stance.AGREE);
    assertThat(decision.abstainReason().map(AbstainReason::label)).contains("target_unreachable");
    assertThatThrownBy(() -> new DecisionRule(1.5))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("minConfidence 1.5 is not from 0 to 1");
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
