package io.endoxa.decide;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.endoxa.codebook.Stance;
import io.endoxa.decide.SimulatedPairs.Scorer;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FewLabelsStackerTest {
  /** Ten of each stance. */
  private static final int[] LABELS = IntStream.range(0, 40).map(i -> i % Stance.COUNT).toArray();

  private static final Scorer GOOD = new Scorer(2.5, 3);
  private static final Scorer USELESS = new Scorer(0, 0.5);

  private static HeldOut heldOut(float[][]... heads) {
    float[][][][] logits = new float[heads.length][][][];
    for (int head = 0; head < heads.length; head++) {
      logits[head] = new float[][][] {heads[head]};
    }
    return new HeldOut(logits, new int[][] {LABELS}, SimulatedPairs.articles(LABELS.length));
  }

  /** What a head's weight makes of its usual logits. */
  private static double say(Stacker stacker, int head, float[][] logits) {
    return stacker.weights().get(head)
        * new StackerExamples(
                IntStream.range(0, 40)
                    .mapToObj(i -> new float[][] {logits[i]})
                    .toArray(float[][][]::new),
                LABELS,
                new int[40])
            .scale(0);
  }

  @Test
  void headsThatSayNothingLeaveUnrelatedToBeExpected() {
    Stacker stacker = FewLabelsStacker.fit(heldOut(new float[40][4]));

    // By hand: e / (e + 3), and 1 / (e + 3) for each other stance.
    float[] probabilities = stacker.probabilities(new float[1][4]);
    assertThat(probabilities[3]).isCloseTo(0.4754f, within(1e-3f));
    assertThat(probabilities[0]).isCloseTo(0.1749f, within(1e-3f));
  }

  @Test
  void whatIsRightOnTheLabelledParagraphsHasMoreSay() {
    SimulatedPairs simulated = new SimulatedPairs(1);
    float[][] useless = simulated.logits(LABELS, USELESS);
    float[][] good = simulated.logits(LABELS, GOOD);
    Stacker stacker = FewLabelsStacker.fit(heldOut(useless).withJudge(new float[][][] {good}));

    assertThat(stacker.weights()).hasSize(2);
    assertThat(say(stacker, 1, good)).isGreaterThan(0.6);
    assertThat(say(stacker, 0, useless)).isLessThan(0.4);
  }

  @Test
  void headsThatAreAlikeCountAlikeWhateverTheirUnit() {
    SimulatedPairs simulated = new SimulatedPairs(2);
    float[][] loud = simulated.logits(LABELS, GOOD);
    float[][] quiet = simulated.logits(LABELS, new Scorer(2.5, 0.01));
    Stacker stacker = FewLabelsStacker.fit(heldOut(loud, quiet));

    assertThat(say(stacker, 0, loud)).isCloseTo(say(stacker, 1, quiet), within(0.25));
  }

  @Test
  void aStanceThatTheJudgeSaysTooOftenIsTakenBack() {
    float[][] logits = new SimulatedPairs(3).logits(LABELS, new Scorer(2, 1));
    for (float[] ofParagraph : logits) {
      ofParagraph[Stance.AGREE.position()] += 2;
    }
    HeldOut nothing =
        new HeldOut(new float[0][][][], new int[][] {LABELS}, SimulatedPairs.articles(40));
    List<Double> biases =
        FewLabelsStacker.fit(nothing.withJudge(new float[][][] {logits})).biases();

    assertThat(biases.get(Stance.AGREE.position()))
        .isLessThan(biases.get(Stance.DISAGREE.position()) - 0.5)
        .isLessThan(biases.get(Stance.DISCUSS.position()) - 0.5);
  }

  @Test
  void severalQuestionsAreRefused() {
    HeldOut two =
        new HeldOut(new float[0][][][], new int[][] {LABELS, LABELS}, SimulatedPairs.articles(40));

    assertThatThrownBy(() -> FewLabelsStacker.fit(two))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("2 questions, expected 1");
  }
}
