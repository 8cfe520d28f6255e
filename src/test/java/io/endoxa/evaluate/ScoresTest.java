package io.endoxa.evaluate;

import static io.endoxa.codebook.Stance.AGREE;
import static io.endoxa.codebook.Stance.DISAGREE;
import static io.endoxa.codebook.Stance.DISCUSS;
import static io.endoxa.codebook.Stance.UNRELATED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.endoxa.codebook.Stance;
import io.endoxa.error.UserException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ScoresTest {
  private static final List<Stance> TRUTH =
      List.of(
          AGREE, AGREE, AGREE, DISAGREE, DISAGREE, DISCUSS, UNRELATED, UNRELATED, UNRELATED,
          UNRELATED);
  private static final List<Stance> PREDICTED =
      List.of(
          AGREE, AGREE, DISAGREE, DISAGREE, UNRELATED, DISCUSS, UNRELATED, UNRELATED, AGREE,
          UNRELATED);

  @Test
  void scoresAreThoseOfPlainCounting() {
    // Plain Python per stance s: tp = sum(t == p == s), F1 = 2 tp / (predicted + true).
    // F1 2/3, 1/2, 1, 3/4: mean 0.7291667. Seven of ten are right.
    StanceScores scores = StanceScores.of(TRUTH, PREDICTED);
    assertThat(scores.accuracy()).isEqualTo(0.7);
    assertThat(scores.macroF1()).isCloseTo(0.7291667, within(1e-6));
    assertThat(scores.perStance().get(DISAGREE)).isEqualTo(new LabelScore(0.5, 0.5, 0.5, 2));
    assertThat(scores.perStance().get(UNRELATED)).isEqualTo(new LabelScore(0.75, 0.75, 0.75, 4));
    assertThat(scores.perStance().keySet()).containsExactly(Stance.values());
  }

  @Test
  void macroF1IgnoresStancesThatDoNotOccurInTruth() {
    // AGREE: tp 1, predicted 1, true 2: 2/3. DISAGREE is only predicted.
    StanceScores scores = StanceScores.of(List.of(AGREE, AGREE), List.of(AGREE, DISAGREE));
    assertThat(scores.macroF1()).isCloseTo(2 / 3.0, within(1e-9));
  }

  @Test
  void noExamplesScoreZero() {
    assertThat(StanceScores.of(List.of(), List.of()).macroF1()).isZero();
    assertThat(MultiLabelScores.of(new boolean[0][], new boolean[0][]).microF1()).isZero();
  }

  @Test
  void framesHaveMicroAndMacroF1() {
    // Label 0: hits 1, predicted 2, true 1: F1 2/3. Label 1: hits 1, predicted 1, true 2: 2/3.
    // Label 2 is only predicted. Micro: 2 * 2 / (4 + 3).
    boolean[][] truth = {{true, true, false}, {false, true, false}};
    boolean[][] predicted = {{true, true, false}, {true, false, true}};
    MultiLabelScores scores = MultiLabelScores.of(truth, predicted);
    assertThat(scores.microF1()).isCloseTo(4 / 7.0, within(1e-9));
    assertThat(scores.macroF1()).isCloseTo(2 / 3.0, within(1e-9));
    assertThat(scores.perLabel().get(0)).isEqualTo(new LabelScore(0.5, 1, 2 / 3.0, 1));
  }

  @Test
  void calibrationErrorIsTheWeightedDistanceOfBins() {
    // Plain Python: bins ceil(10 c) - 1; sum of n/7 * |mean right - mean c| = 0.2728571.
    double[] confidences = {0.95, 0.91, 0.55, 0.6, 0.32, 0.99, 0.41};
    boolean[] right = {true, false, true, false, false, true, true};
    assertThat(CalibrationError.expected(confidences, right)).isCloseTo(0.2728571, within(1e-6));
    assertThat(CalibrationError.expected(new double[0], new boolean[0])).isZero();
    assertThat(CalibrationError.expected(new double[] {0, 1}, new boolean[] {false, true}))
        .isZero();
  }

  @Test
  void theMajorityOfTrainingIsAlwaysSaid() {
    MajorityBaseline baseline = MajorityBaseline.fit(TRUTH);
    assertThat(baseline.stance()).isEqualTo(UNRELATED);
    assertThat(baseline.score(TRUTH).accuracy()).isEqualTo(0.4);
    assertThat(MajorityBaseline.fit(List.of(DISCUSS, AGREE)).stance()).isEqualTo(AGREE);
    assertThat(MajorityBaseline.fit(List.of()).stance()).isEqualTo(UNRELATED);
  }

  @Test
  void theIntervalHoldsTheEstimateAndNarrowsWithMoreClusters() {
    Interval few = accuracyInterval(20, 7);
    Interval many = accuracyInterval(320, 7);
    assertThat(few.estimate()).isEqualTo(0.75);
    assertThat(few.low()).isLessThan(0.75);
    assertThat(few.high()).isGreaterThan(0.75);
    // A cluster is wholly right or wrong, so the width is that of a share of n clusters:
    // 2 * 1.96 * sqrt(0.75 * 0.25 / n) = 0.380 for 20, 0.095 for 320.
    assertThat(few.high() - few.low()).isCloseTo(0.38, within(0.05));
    assertThat(many.high() - many.low()).isCloseTo(0.095, within(0.012));
  }

  @Test
  void equalSeedsGiveEqualIntervalsWhateverTheOrder() {
    assertThat(accuracyInterval(20, 7)).isEqualTo(accuracyInterval(20, 7));
    List<String> clusters =
        new ArrayList<>(List.of("a", "a", "b", "b", "c", "c", "d", "e", "f", "g"));
    Interval forward =
        ClusterBootstrap.standard(1).stances(clusters, TRUTH, PREDICTED, StanceScores::macroF1);
    List<Stance> truth = new ArrayList<>(TRUTH);
    List<Stance> predicted = new ArrayList<>(PREDICTED);
    for (List<?> list : List.of(clusters, truth, predicted)) {
      Collections.reverse(list);
    }
    assertThat(
            ClusterBootstrap.standard(1).stances(clusters, truth, predicted, StanceScores::macroF1))
        .isEqualTo(forward);
  }

  /** Clusters of five paragraphs; every fourth cluster is wrong throughout. */
  private static Interval accuracyInterval(int clusters, long seed) {
    List<String> names = new ArrayList<>();
    List<Stance> truth = new ArrayList<>();
    List<Stance> predicted = new ArrayList<>();
    for (int i = 0; i < 5 * clusters; i++) {
      names.add("article" + i / 5);
      truth.add(AGREE);
      predicted.add(i / 5 % 4 == 0 ? DISCUSS : AGREE);
    }
    return ClusterBootstrap.standard(seed).stances(names, truth, predicted, StanceScores::accuracy);
  }

  @Test
  void frameScoresHaveIntervalsToo() {
    boolean[][] truth = {{true}, {true}, {false}, {true}};
    boolean[][] predicted = {{true}, {false}, {false}, {true}};
    Interval interval =
        ClusterBootstrap.standard(2)
            .labels(List.of("a", "b", "c", "d"), truth, predicted, MultiLabelScores::microF1);
    assertThat(interval.estimate()).isEqualTo(0.8);
    assertThat(interval.low()).isLessThan(0.8);
    assertThat(interval.high()).isEqualTo(1);
  }

  @Test
  void quantilesLieOnALineBetweenNeighbours() {
    // python3: statistics.quantiles([1, 2, 4, 8], n=10, method='inclusive')[0] = 1.3
    assertThat(ClusterBootstrap.quantile(new double[] {1, 2, 4, 8}, 0.1))
        .isCloseTo(1.3, within(1e-12));
    assertThat(ClusterBootstrap.quantile(new double[] {5}, 0.975)).isEqualTo(5);
  }

  @Test
  void foldsAreEvenAndNeverSplitAnArticle() {
    // Sizes b 4, a 3, c 3, d 1, e 1: b to 0, a to 1, c to 2, then d to 1 (3 = 3, first), e to 2.
    List<String> groups = List.of("a", "b", "c", "b", "a", "d", "c", "b", "e", "a", "b", "c");
    assertThat(GroupedFolds.assign(groups, 3)).containsExactly(1, 0, 2, 0, 1, 1, 2, 0, 2, 1, 0, 2);
  }

  @Test
  void foldsOfManyArticlesNeverSplitOne() {
    Random random = new Random(5);
    List<String> groups = new ArrayList<>();
    for (int i = 0; i < 500; i++) {
      groups.add("article" + random.nextInt(60));
    }
    int[] folds = GroupedFolds.assign(groups, 5);
    int[] sizes = new int[5];
    for (int i = 0; i < folds.length; i++) {
      assertThat(folds[i]).isEqualTo(folds[groups.indexOf(groups.get(i))]);
      sizes[folds[i]]++;
    }
    for (int size : sizes) {
      assertThat(size).isBetween(97, 103);
    }
  }

  @Test
  void fewerArticlesThanFoldsAreRefused() {
    assertThatThrownBy(() -> GroupedFolds.assign(List.of("a", "b", "a"), 5))
        .isInstanceOf(UserException.class)
        .hasMessage(
            "found 2 sources with labels, expected at least 5."
                + " Label more sources or set fewer folds.");
  }
}
