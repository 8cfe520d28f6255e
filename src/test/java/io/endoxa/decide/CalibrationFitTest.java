package io.endoxa.decide;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.endoxa.codebook.Stance;
import io.endoxa.decide.SimulatedPairs.Scorer;
import io.endoxa.evaluate.Reliability;
import io.endoxa.evaluate.StancePredictions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CalibrationFitTest {
  private static final Scorer LINEAR = new Scorer(1.6, 3);
  private static final Scorer NEURAL = new Scorer(1.2, 8);
  private static final Scorer GOOD_JUDGE = new Scorer(2.5, 2);
  private static final Scorer USELESS_JUDGE = new Scorer(0, 2);
  private static final int QUESTIONS = 2;

  /** Labels with what heads and judge say about them. */
  private static final class Simulation {
    final HeldOut heldOut;
    final float[][][] judge;
    final int[][] labels;

    private Simulation(HeldOut heads, float[][][] judge, int[][] labels) {
      this.heldOut = heads.withJudge(judge);
      this.judge = judge;
      this.labels = labels;
    }

    static Simulation of(long seed, int paragraphs, Scorer... judges) {
      SimulatedPairs simulated = new SimulatedPairs(seed);
      int[][] labels = simulated.labels(QUESTIONS, paragraphs);
      HeldOut heads =
          SimulatedPairs.heldOut(
              labels, simulated.logits(labels, LINEAR), simulated.logits(labels, NEURAL));
      float[][][] judge = new float[QUESTIONS][][];
      for (int q = 0; q < QUESTIONS; q++) {
        judge[q] = simulated.logits(labels[q], judges[q]);
      }
      return new Simulation(heads, judge, labels);
    }

    float[] probabilities(Calibration calibration, int question, int paragraph) {
      return calibration.probabilities(
          heldOut.ofHeads(question, paragraph),
          question,
          () -> heldOut.ofJudge(question, paragraph));
    }
  }

  private static double logLoss(Simulation simulation, Calibration calibration, boolean judge) {
    double sum = 0;
    int paragraphs = simulation.heldOut.paragraphCount();
    for (int q = 0; q < QUESTIONS; q++) {
      for (int i = 0; i < paragraphs; i++) {
        float[] probabilities =
            judge
                ? simulation.probabilities(calibration, q, i)
                : calibration.probabilities(simulation.heldOut.ofHeads(q, i), q);
        sum -= Math.log(probabilities[simulation.labels[q][i]]);
      }
    }
    return sum / (QUESTIONS * paragraphs);
  }

  @Test
  void aGoodJudgeIsKeptAndImprovesFurtherPairs() {
    CalibrationFit fit =
        new CalibrationFit(Simulation.of(1, 2_500, GOOD_JUDGE, GOOD_JUDGE).heldOut);
    assertThat(fit.judgeUses()).allMatch(JudgeUse::kept);
    assertThat(fit.calibration().asksJudge()).isTrue();
    for (JudgeUse use : fit.judgeUses()) {
      assertThat(use.judgedLoss()).isLessThan(use.headsLoss() - 0.1);
      assertThat(use.lost()).isLessThanOrEqualTo(JudgeGate.MAX_LOSS);
      assertThat(use.callsPerThousandPairs()).isBetween(500.0, 950.0);
    }
    Simulation further = Simulation.of(2, 2_500, GOOD_JUDGE, GOOD_JUDGE);
    assertThat(logLoss(further, fit.calibration(), true))
        .isLessThan(logLoss(further, fit.calibration(), false) - 0.1);
  }

  @Test
  void aUselessJudgeIsDropped() {
    int kept = 0;
    for (int round = 0; round < 20; round++) {
      CalibrationFit fit =
          new CalibrationFit(Simulation.of(100 + round, 800, USELESS_JUDGE, USELESS_JUDGE).heldOut);
      for (JudgeUse use : fit.judgeUses()) {
        kept += use.kept() ? 1 : 0;
        assertThat(use.callsPerThousandPairs() > 0).isEqualTo(use.kept());
      }
    }
    assertThat(kept).isLessThanOrEqualTo(4);
  }

  @Test
  void theJudgeIsKeptForTheQuestionsThatItHelpsWith() {
    Simulation simulation = Simulation.of(3, 2_500, GOOD_JUDGE, USELESS_JUDGE);
    CalibrationFit fit = new CalibrationFit(simulation.heldOut);
    assertThat(fit.judgeUses()).extracting(JudgeUse::kept).containsExactly(true, false);
    assertThat(fit.calibration().questions().get(1).judged()).isNull();
    for (int i = 0; i < 100; i++) {
      int paragraph = i;
      float[][] logits = simulation.heldOut.ofHeads(1, paragraph);
      assertThat(
              fit.calibration()
                  .probabilities(
                      logits,
                      1,
                      () -> {
                        throw new AssertionError("the judge is asked");
                      }))
          .isEqualTo(fit.calibration().probabilities(logits, 1));
    }
  }

  @Test
  void withoutAJudgeTheHeadsDecideAlone() {
    HeldOut judged = Simulation.of(4, 500, GOOD_JUDGE, GOOD_JUDGE).heldOut;
    HeldOut heads = judged.withJudge(new float[QUESTIONS][500][0]);
    CalibrationFit fit = new CalibrationFit(heads);
    assertThat(fit.judgeUses()).isEmpty();
    assertThat(fit.calibration().asksJudge()).isFalse();
    assertThat(new CalibrationFit(judged).calibration().questions())
        .extracting(Calibration.OfQuestion::heads)
        .isEqualTo(
            fit.calibration().questions().stream().map(Calibration.OfQuestion::heads).toList());
  }

  @Test
  void theJudgeMayHaveReadSomePairsOnly() {
    Simulation simulation = Simulation.of(5, 2_000, GOOD_JUDGE, GOOD_JUDGE);
    float[][][] judge = new float[QUESTIONS][2_000][0];
    for (int q = 0; q < QUESTIONS; q++) {
      System.arraycopy(simulation.judge[q], 0, judge[q], 0, 1_000);
    }
    CalibrationFit fit = new CalibrationFit(simulation.heldOut.withJudge(judge));
    assertThat(fit.judgeUses()).allMatch(JudgeUse::kept).allMatch(use -> use.read() < 1_000);
    assertThat(fit.judgeUses()).allMatch(use -> use.gate().pairs() == 2_000);
  }

  @Test
  void bothKindsOfPairsAreCalibrated() {
    Calibration calibration =
        new CalibrationFit(Simulation.of(6, 2_500, GOOD_JUDGE, GOOD_JUDGE).heldOut).calibration();
    Simulation further = Simulation.of(7, 5_000, GOOD_JUDGE, GOOD_JUDGE);
    for (int q = 0; q < QUESTIONS; q++) {
      int question = q;
      List<Integer> asked = new ArrayList<>();
      List<Integer> stopped = new ArrayList<>();
      for (int i = 0; i < 5_000; i++) {
        int paragraph = i;
        boolean[] called = new boolean[1];
        calibration.probabilities(
            further.heldOut.ofHeads(q, i),
            q,
            () -> {
              called[0] = true;
              return further.heldOut.ofJudge(question, paragraph);
            });
        (called[0] ? asked : stopped).add(i);
      }
      assertThat(stopped).hasSizeGreaterThan(250);
      assertThat(calibrationError(further, calibration, q, asked)).isLessThan(0.05);
      assertThat(calibrationError(further, calibration, q, stopped)).isLessThan(0.02);
    }
  }

  @Test
  void crossFittedProbabilitiesAreCalibratedToo() {
    Simulation simulation = Simulation.of(8, 2_500, GOOD_JUDGE, GOOD_JUDGE);
    float[][][] probabilities = new CalibrationFit(simulation.heldOut).probabilities();
    for (int q = 0; q < QUESTIONS; q++) {
      assertThat(calibrationError(probabilities[q], simulation.labels[q])).isLessThan(0.05);
    }
  }

  private static double calibrationError(
      Simulation simulation, Calibration calibration, int question, List<Integer> paragraphs) {
    return calibrationError(
        paragraphs.stream()
            .map(i -> simulation.probabilities(calibration, question, i))
            .toArray(float[][]::new),
        paragraphs.stream().mapToInt(i -> simulation.labels[question][i]).toArray());
  }

  private static double calibrationError(float[][] probabilities, int[] labels) {
    List<String> clusters = new ArrayList<>();
    List<Stance> truth = new ArrayList<>();
    List<Stance> predicted = new ArrayList<>();
    List<Double> confidences = new ArrayList<>();
    for (int i = 0; i < labels.length; i++) {
      Stance said = Stance.mostLikely(probabilities[i]);
      clusters.add("example " + i);
      truth.add(Stance.at(labels[i]));
      predicted.add(said);
      confidences.add((double) probabilities[i][said.position()]);
    }
    return Reliability.of(new StancePredictions(clusters, truth, predicted, confidences))
        .calibrationError()
        .orThrow();
  }

  @Test
  void somePartOfTheParagraphsCanBeFitted() {
    HeldOut all = Simulation.of(9, 400, GOOD_JUDGE, GOOD_JUDGE).heldOut;
    int[] some = IntStream.range(0, 400).filter(i -> i % 3 > 0).toArray();
    HeldOut part = all.only(some);
    assertThat(part.paragraphCount()).isEqualTo(some.length);
    assertThat(part.ofJudge(1, 5)).isEqualTo(all.ofJudge(1, some[5]));
    assertThat(new CalibrationFit(part).probabilities()[1]).hasDimensions(some.length, 4);
  }

  @Test
  void logitsOfOtherPairsAreABug() {
    assertThatThrownBy(
            () -> new HeldOut(new float[1][1][2][4], new int[1][3], List.of("a", "b", "c")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("logits, labels and articles are not of the same pairs");
  }

  /** As a training has it: cross-validation without a judge, and other articles with one. */
  @Test
  void pairsThatNoJudgeHasReadLendTheirWeightToHeadsAndGates() {
    SimulatedPairs simulated = new SimulatedPairs(7);
    int[][] labels = simulated.labels(QUESTIONS, 2_000);
    HeldOut trained =
        SimulatedPairs.heldOut(
            labels, simulated.logits(labels, LINEAR), simulated.logits(labels, NEURAL));
    Simulation further = Simulation.of(8, 500, GOOD_JUDGE, GOOD_JUDGE);
    HeldOut both = trained.and(further.heldOut);
    CalibrationFit fit = new CalibrationFit(both);

    assertThat(both.paragraphCount()).isEqualTo(2_500);
    for (int q = 0; q < QUESTIONS; q++) {
      JudgeUse use = fit.judgeUses().get(q);
      assertThat(use.kept()).isTrue();
      // 2,500 pairs have some 600 related ones; 500 would have 125, too few for a gate.
      assertThat(use.gate().basis()).isEqualTo(JudgeGate.Basis.OWN);
      assertThat(use.gate().pairs()).isEqualTo(2_500);
      assertThat(use.read()).isLessThan(500);
      for (int i = 0; i < 2_500; i++) {
        assertThat(both.judged(q, i)).isEqualTo(i >= 2_000);
        if (i < 2_000) {
          assertThat(fit.probabilities()[q][i]).isEqualTo(fit.headsProbabilities()[q][i]);
        }
      }
      assertThat(differing(fit, q)).isEqualTo(use.read());
    }
  }

  private static long differing(CalibrationFit fit, int question) {
    return IntStream.range(0, fit.probabilities()[question].length)
        .filter(
            i ->
                !Arrays.equals(
                    fit.probabilities()[question][i], fit.headsProbabilities()[question][i]))
        .count();
  }

  @Test
  void openGatesLetTheJudgeReadEveryPair() {
    Simulation simulation = Simulation.of(3, 2_500, GOOD_JUDGE, USELESS_JUDGE);
    Calibration gated = new CalibrationFit(simulation.heldOut).calibration();
    Calibration open = gated.withOpenGates();
    long[] asked = new long[QUESTIONS];
    for (int q = 0; q < QUESTIONS; q++) {
      int question = q;
      for (int i = 0; i < 2_500; i++) {
        int pair = i;
        float[][] logits = simulation.heldOut.ofHeads(q, i);
        open.probabilities(
            logits,
            q,
            () -> {
              asked[question]++;
              return simulation.heldOut.ofJudge(question, pair);
            });
      }
    }
    assertThat(asked).containsExactly(2_500, 0);
    assertThat(open.questions().get(1)).isEqualTo(gated.questions().get(1));
  }
}
