package io.endoxa.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.endoxa.codebook.Stance;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ShiftedScoreTest {
  private static final Stance A = Stance.AGREE;
  private static final Stance D = Stance.DISAGREE;
  private static final Stance U = Stance.UNRELATED;

  /** Two questions about four paragraphs; {@code [paragraph · 2 + question][stance]}. */
  private static final List<List<Stance>> TRUTH = List.of(List.of(A, D, U, U), List.of(U, U, A, D));

  private static float[][] answers(float unrelated) {
    return IntStream.range(0, 8)
        .mapToObj(
            i -> {
              Stance truth = TRUTH.get(i % 2).get(i / 2);
              float[] logits = new float[Stance.COUNT];
              logits[Stance.UNRELATED.position()] = unrelated;
              logits[truth.position()] += 2;
              return logits;
            })
        .toArray(float[][]::new);
  }

  @Test
  void aJudgeThatTellsAllApartHasTheHighestScoreHoweverOftenItSaysUnrelated() {
    for (float unrelated : new float[] {-9, -1, 0, 1, 9}) {
      assertThat(ShiftedScore.of(answers(unrelated), TRUTH)).isEqualTo(1);
    }
  }

  @Test
  void oneShiftHoldsForAllQuestions() {
    float[][] logits = answers(0);
    for (int i = 1; i < logits.length; i += 2) {
      logits[i][U.position()] += 20;
    }
    // If the second question is right, the first never says unrelated but agree: F1 1/2, 1 and 0 of
    // its stances. If the first is right, the second says unrelated alone: 0, 0 and 2/3.
    assertThat(ShiftedScore.of(logits, TRUTH)).isCloseTo((1 + 1.5 / 3) / 2, within(1e-9));
  }

  @Test
  void aJudgeThatConfusesTheSidesIsNotHelpedByAShift() {
    float[][] logits = answers(0);
    for (float[] of : logits) {
      float agree = of[A.position()];
      of[A.position()] = of[D.position()];
      of[D.position()] = agree;
    }
    // Unrelated is found and the sides are not: (0 + 0 + 1) / 3.
    assertThat(ShiftedScore.of(logits, TRUTH)).isCloseTo(1.0 / 3, within(1e-9));
  }

  @Test
  void questionsOfOneStanceHaveNoScore() {
    assertThat(ShiftedScore.of(answers(0), List.of(List.of(U, U, U, U), List.of(U, U, U, U))))
        .isEqualTo(Double.NEGATIVE_INFINITY);
  }
}
