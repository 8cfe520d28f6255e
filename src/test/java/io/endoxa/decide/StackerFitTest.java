package io.endoxa.decide;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.endoxa.decide.SimulatedPairs.Scorer;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class StackerFitTest {
  private static final Scorer WEAK = new Scorer(1.5, 4);
  private static final Scorer STRONG = new Scorer(3, 0.5);
  private static final Scorer USELESS = new Scorer(0, 2);

  private static StackerFit fit(HeldOut heldOut) {
    return new StackerFit(examples(heldOut), heldOut.headCount());
  }

  private static List<StackerExamples> examples(HeldOut heldOut) {
    int[] all = IntStream.range(0, heldOut.paragraphCount()).toArray();
    return IntStream.range(0, heldOut.questionCount())
        .mapToObj(q -> heldOut.examples(q, all, false))
        .toList();
  }

  private static double loss(StackerFit fit, int question) {
    return Arrays.stream(fit.heldOutLosses(question)).average().orElseThrow();
  }

  @Test
  void weightsAndBiasesAreThoseOfTheSimulation() {
    SimulatedPairs simulated = new SimulatedPairs(1);
    int[][] labels = simulated.labels(2, 4_000);
    StackerFit fit =
        fit(
            SimulatedPairs.heldOut(
                labels, simulated.logits(labels, WEAK), simulated.logits(labels, STRONG)));
    for (Stacker stacker : fit.stackers()) {
      assertThat(stacker.weights().get(0)).isCloseTo(1.5 / 4, within(0.04));
      assertThat(stacker.weights().get(1)).isCloseTo(3 / 0.5, within(0.5));
      assertThat(stacker.biases().get(3) - stacker.biases().get(0))
          .isCloseTo(Math.log(0.75 / 0.1), within(0.6));
    }
  }

  @Test
  void aUselessHeadHasHardlyAnySay() {
    SimulatedPairs simulated = new SimulatedPairs(2);
    int[][] labels = simulated.labels(1, 3_000);
    float[][][] strong = simulated.logits(labels, STRONG);
    StackerFit with =
        fit(SimulatedPairs.heldOut(labels, strong, simulated.logits(labels, USELESS)));
    StackerFit without = fit(SimulatedPairs.heldOut(labels, strong));
    // Beside a range of 3 / 0.5 times the other's logits.
    assertThat(with.stackers().get(0).weights().get(1)).isBetween(0.0, 0.05);
    assertThat(loss(with, 0)).isCloseTo(loss(without, 0), within(0.003));
  }

  @Test
  void twoHeadsAreBetterThanEither() {
    SimulatedPairs simulated = new SimulatedPairs(3);
    int[][] labels = simulated.labels(1, 3_000);
    float[][][] one = simulated.logits(labels, WEAK);
    float[][][] other = simulated.logits(labels, new Scorer(2, 1));
    double together = loss(fit(SimulatedPairs.heldOut(labels, one, other)), 0);
    assertThat(together).isLessThan(loss(fit(SimulatedPairs.heldOut(labels, one)), 0) - 0.1);
    assertThat(together).isLessThan(loss(fit(SimulatedPairs.heldOut(labels, other)), 0) - 0.05);
  }

  @Test
  void aQuestionWithFewExamplesTakesAfterTheOthers() {
    SimulatedPairs simulated = new SimulatedPairs(5);
    int[][] labels = simulated.labels(2, 1_500);
    HeldOut heldOut = SimulatedPairs.heldOut(labels, simulated.logits(labels, STRONG));
    StackerExamples many = examples(heldOut).get(0);
    StackerExamples few = heldOut.examples(1, IntStream.range(0, 10).toArray(), false);
    StackerFit fit = new StackerFit(List.of(many, few), 1);
    double shared = fit.stackers().get(0).weights().get(0);
    assertThat(fit.stackers().get(1).weights().get(0)).isCloseTo(shared, within(0.1 * shared));
  }

  @Test
  void questionsThatDifferHaveWeightsOfTheirOwn() {
    SimulatedPairs simulated = new SimulatedPairs(6);
    int[][] labels = simulated.labels(2, 3_000);
    float[][][] head = {
      simulated.logits(labels[0], new Scorer(3, 1)), simulated.logits(labels[1], new Scorer(1, 1))
    };
    StackerFit fit = fit(SimulatedPairs.heldOut(labels, head));
    assertThat(fit.stackers().get(0).weights().get(0)).isCloseTo(3, within(0.4));
    assertThat(fit.stackers().get(1).weights().get(0)).isCloseTo(1, within(0.15));
  }

  @Test
  void withoutExamplesTheHeadsAreAveraged() {
    StackerExamples none = new StackerExamples(new float[0][][], new int[0], new int[0]);
    StackerFit fit = new StackerFit(List.of(none, none), 2);
    assertThat(fit.stackers()).containsOnly(Stacker.mean(2));
    assertThat(fit.heldOutLosses(1)).isEmpty();
  }

  @Test
  void aFewExamplesThatAreAllRightDoNotMakeSure() {
    float[][][] logits = new float[6][1][4];
    for (int i = 0; i < 6; i++) {
      logits[i][0][0] = 1;
    }
    StackerFit fit =
        new StackerFit(
            List.of(new StackerExamples(logits, new int[6], new int[] {0, 1, 2, 3, 4, 5})), 1);
    assertThat(fit.stackers().get(0).probabilities(logits[0])[0]).isBetween(0.5f, 0.99999f);
  }

  @Test
  void equalExamplesGiveEqualStackers() {
    SimulatedPairs simulated = new SimulatedPairs(7);
    int[][] labels = simulated.labels(2, 300);
    HeldOut heldOut =
        SimulatedPairs.heldOut(
            labels, simulated.logits(labels, WEAK), simulated.logits(labels, STRONG));
    assertThat(fit(heldOut).stackers()).isEqualTo(fit(heldOut).stackers());
  }
}
