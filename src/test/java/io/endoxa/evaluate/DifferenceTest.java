package io.endoxa.evaluate;

import static io.endoxa.codebook.Stance.AGREE;
import static io.endoxa.codebook.Stance.DISAGREE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.endoxa.codebook.Stance;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.function.IntPredicate;
import org.junit.jupiter.api.Test;

class DifferenceTest {
  private static final ClusterBootstrap BOOTSTRAP = ClusterBootstrap.standard(7);

  /** Articles of four paragraphs, agree and disagree in turn; {@code right} by paragraph. */
  private static StancePredictions predictions(int articles, IntPredicate right) {
    List<String> clusters = new ArrayList<>();
    List<Stance> truth = new ArrayList<>();
    List<Stance> predicted = new ArrayList<>();
    for (int i = 0; i < 4 * articles; i++) {
      clusters.add("article" + i / 4);
      truth.add(i % 2 == 0 ? AGREE : DISAGREE);
      predicted.add((i % 2 == 0) == right.test(i) ? AGREE : DISAGREE);
    }
    return new StancePredictions(clusters, truth, predicted, null);
  }

  @Test
  void whatIsBetterInEveryArticleIsBetterInEverySample() {
    StancePredictions good = predictions(10, i -> true);
    // Of four paragraphs the last is wrong: agree 2, disagree 1 hit of 2 true; predicted 3 and 1.
    // F1 2 * 2 / (3 + 2) and 2 * 1 / (1 + 2), mean 11/15, in every sample.
    StancePredictions less = predictions(10, i -> i % 4 != 3);

    Difference difference = Difference.of("less", List.of(good), List.of(less), BOOTSTRAP);

    assertThat(difference.than()).isEqualTo("less");
    assertThat(difference.macroF1().orThrow()).isCloseTo(4 / 15.0, within(1e-12));
    assertThat(difference.macroF1().low()).isCloseTo(4 / 15.0, within(1e-12));
    // No sample of 1,000 on the other side: 2 * (0 + 1) / (1000 + 1)
    assertThat(difference.p()).isCloseTo(0.001998, within(1e-6));
    assertThat(Difference.of("good", List.of(less), List.of(good), BOOTSTRAP).macroF1().high())
        .isCloseTo(-4 / 15.0, within(1e-12));
  }

  @Test
  void equalPredictionsDoNotDiffer() {
    StancePredictions same = predictions(10, i -> i % 3 != 0);
    assertThat(Difference.of("same", List.of(same), List.of(same), BOOTSTRAP))
        .isEqualTo(new Difference("same", Metric.of(0, 0, 0), 1.0));
  }

  @Test
  void whatBothFindHardDoesNotWidenTheInterval() {
    StancePredictions first = predictions(20, i -> i / 4 % 3 != 0);
    StancePredictions second = predictions(20, i -> i / 4 % 3 != 0 && i % 8 != 5);

    Metric difference =
        Difference.of("second", List.of(first), List.of(second), BOOTSTRAP).macroF1();

    assertThat(width(difference))
        .isLessThan(width(StanceScores.of(first, BOOTSTRAP).macroF1()) / 2);
  }

  private static double width(Metric metric) {
    return Objects.requireNonNull(metric.high()) - Objects.requireNonNull(metric.low());
  }

  @Test
  void chanceIsRarelyCalledSignificant() {
    ClusterBootstrap quick = new ClusterBootstrap(0.95, 200, 1);
    Random random = new Random(3);
    int significant = 0;
    for (int repetition = 0; repetition < 200; repetition++) {
      Difference difference =
          Difference.of(
              "other",
              List.of(predictions(30, i -> random.nextDouble() < 0.7)),
              List.of(predictions(30, i -> random.nextDouble() < 0.7)),
              quick);
      significant += Objects.requireNonNull(difference.p()) < 0.05 ? 1 : 0;
    }
    // 5 % of 200 are 10; a binomial of 200 and 0.07 exceeds 24 once in 300 times.
    assertThat(significant).isBetween(1, 24);
  }

  @Test
  void onlyTheSameExamplesAreCompared() {
    assertThatThrownBy(
            () ->
                Difference.of(
                    "other",
                    List.of(predictions(2, i -> true)),
                    List.of(predictions(3, i -> true)),
                    BOOTSTRAP))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the predictions are of different examples");
  }

  @Test
  void aRandomSplitIsHeldAgainstAGroupedOne() {
    Leakage leakage =
        Leakage.of(
            "linear",
            List.of(predictions(10, i -> true)),
            List.of(predictions(10, i -> i % 4 != 3)),
            BOOTSTRAP);

    assertThat(leakage.paragraphs()).isEqualTo(40);
    assertThat(leakage.random().orThrow()).isEqualTo(1);
    assertThat(leakage.grouped().orThrow()).isCloseTo(11 / 15.0, within(1e-12));
    assertThat(leakage.difference().macroF1().orThrow()).isCloseTo(4 / 15.0, within(1e-12));
  }
}
