package io.endoxa.decide;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.endoxa.decide.JudgeGate.Basis;
import io.endoxa.decide.JudgeGate.Fitted;
import io.endoxa.decide.SimulatedPairs.Scorer;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class JudgeGateTest {
  /** Related pairs at 1/n, 2/n ... 1, and as many unrelated ones at 1. */
  private static double[] unrelated(int related) {
    return IntStream.rangeClosed(1, 2 * related)
        .mapToDouble(i -> Math.min(1, (double) i / related))
        .toArray();
  }

  private static boolean[] related(int related) {
    boolean[] all = new boolean[2 * related];
    Arrays.fill(all, 0, related, true);
    return all;
  }

  private static List<Fitted> fit(double maxLoss, int... related) {
    return JudgeGate.fit(
        IntStream.of(related).mapToObj(JudgeGateTest::unrelated).toArray(double[][]::new),
        IntStream.of(related).mapToObj(JudgeGateTest::related).toArray(boolean[][]::new),
        maxLoss);
  }

  @Test
  void aPairPassesUpToTheThreshold() {
    JudgeGate gate = new JudgeGate(0.9);
    assertThat(gate.passes(0.9)).isTrue();
    assertThat(gate.passes(0.9000001)).isFalse();
    assertThat(new JudgeGate(1).passes(1)).isTrue();
  }

  @Test
  void theGateLosesNoMoreThanItMay() {
    // floor(0.1 (59 + 1)) - 1 = 5 of 59 may be lost: the threshold is the 54th.
    Fitted fitted = fit(0.1, 59).get(0);
    assertThat(fitted.gate().threshold()).isCloseTo(54.0 / 59, within(1e-12));
    assertThat(fitted).isEqualTo(new Fitted(fitted.gate(), Basis.OWN, 118, 54, 59, 5));
  }

  @Test
  void halfAPercentNeeds199RelatedPairs() {
    assertThat(fit(0.005, 198).get(0).basis()).isEqualTo(Basis.OPEN);
    Fitted fitted = fit(0.005, 199).get(0);
    assertThat(fitted.basis()).isEqualTo(Basis.OWN);
    assertThat(fitted.lost()).isZero();
    assertThat(fit(0.005, 399).get(0).lost()).isEqualTo(1);
  }

  @Test
  void aQuestionWithFewRelatedPairsTakesTheGateOfAll() {
    List<Fitted> fitted =
        JudgeGate.fit(
            new double[][] {unrelated(59), {0.2, 0.5}, {0.99}},
            new boolean[][] {related(59), {true, false}, {true}},
            0.1);
    // Of 61 related pairs 5 may be lost: 1/59, ..., 54/59 = 0.915, ... and 0.2, 0.99 leave 55/59.
    assertThat(fitted)
        .extracting(Fitted::basis)
        .containsExactly(Basis.OWN, Basis.POOLED, Basis.POOLED);
    assertThat(fitted.get(1).gate().threshold()).isCloseTo(55.0 / 59, within(1e-12));
    // Opened as far as its own related pair needs.
    assertThat(fitted.get(2).gate().threshold()).isEqualTo(0.99);
    assertThat(fitted.get(2).lost()).isZero();
  }

  @Test
  void withTooFewRelatedPairsEveryPairPasses() {
    List<Fitted> fitted = fit(0.005, 30, 40);
    assertThat(fitted).extracting(Fitted::basis).containsOnly(Basis.OPEN);
    assertThat(fitted).extracting(Fitted::passed).containsExactly(60, 80);
    assertThat(JudgeGate.fit(new double[][] {{}}, new boolean[][] {{}}, 0.005).get(0).gate())
        .isEqualTo(new JudgeGate(1));
  }

  @Test
  void theLossOfFurtherPairsIsWhatItMayBe() {
    Scorer scorer = new Scorer(3, 1);
    double loss = 0;
    double passed = 0;
    int rounds = 100;
    for (int round = 0; round < rounds; round++) {
      SimulatedPairs simulated = new SimulatedPairs(round);
      int[][] labels = simulated.labels(1, 2_000);
      Fitted fitted =
          JudgeGate.fit(
                  new double[][] {unrelated(simulated, labels[0], scorer)},
                  new boolean[][] {related(labels[0])},
                  JudgeGate.MAX_LOSS)
              .get(0);
      int[][] further = simulated.labels(1, 5_000);
      double[] unrelated = unrelated(simulated, further[0], scorer);
      boolean[] related = related(further[0]);
      int lost = 0;
      int all = 0;
      for (int i = 0; i < related.length; i++) {
        boolean passes = fitted.gate().passes(unrelated[i]);
        passed += passes ? 1.0 / related.length / rounds : 0;
        all += related[i] ? 1 : 0;
        lost += related[i] && !passes ? 1 : 0;
      }
      loss += (double) lost / all / rounds;
    }
    // With some 500 related pairs 1 may be lost: an expected loss of 2 / 501 = 0.4 %.
    assertThat(loss).isBetween(0.002, 0.005);
    assertThat(passed).isLessThan(0.8);
  }

  private static double[] unrelated(SimulatedPairs simulated, int[] labels, Scorer scorer) {
    Stacker truth =
        new Stacker(
            List.of(scorer.strength() / scorer.scale()),
            Arrays.stream(SimulatedPairs.SHARES).map(Math::log).boxed().toList());
    return Arrays.stream(simulated.logits(labels, scorer))
        .mapToDouble(row -> truth.probabilities(new float[][] {row})[3])
        .toArray();
  }

  private static boolean[] related(int[] labels) {
    boolean[] related = new boolean[labels.length];
    for (int i = 0; i < labels.length; i++) {
      related[i] = labels[i] != 3;
    }
    return related;
  }

  @Test
  void thresholdsAndLossesOutOfRangeAreBugs() {
    assertThatThrownBy(() -> new JudgeGate(1.1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("threshold 1.1 is not from 0 to 1");
    assertThatThrownBy(() -> fit(0, 300))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("maxLoss 0.0 is not between 0 and 1");
  }
}
