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
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.stream.IntStream;
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
    assertThat(scores.accuracy()).isEqualTo(Metric.of(0.7));
    assertThat(scores.macroF1().orThrow()).isCloseTo(0.7291667, within(1e-6));
    assertThat(scores.perStance().get(DISAGREE)).isEqualTo(labelScore(0.5, 0.5, 0.5, 2));
    assertThat(scores.perStance().get(UNRELATED)).isEqualTo(labelScore(0.75, 0.75, 0.75, 4));
    assertThat(scores.perStance().keySet()).containsExactly(Stance.values());
  }

  private static LabelScore labelScore(double precision, double recall, double f1, long support) {
    return new LabelScore(Metric.of(precision), Metric.of(recall), Metric.of(f1), support);
  }

  @Test
  void macroF1IgnoresStancesThatDoNotOccurInTruth() {
    // AGREE: tp 1, predicted 1, true 2: 2/3. UNRELATED: 1. DISAGREE is only predicted.
    StanceScores scores =
        StanceScores.of(List.of(AGREE, AGREE, UNRELATED), List.of(AGREE, DISAGREE, UNRELATED));
    assertThat(scores.macroF1().orThrow()).isCloseTo(5 / 6.0, within(1e-9));
  }

  @Test
  void correlationIsThatOfSeveralClasses() {
    // c hits, s examples, p predicted and t true per stance:
    // (c s - sum p t) / sqrt((s^2 - sum p^2) (s^2 - sum t^2)); here t = p = 3 2 1 4:
    // (7 * 10 - 30) / sqrt(70 * 70) = 4/7
    assertThat(StanceScores.of(TRUTH, PREDICTED).mcc().orThrow()).isCloseTo(4 / 7.0, within(1e-12));
    // t = 2 1 0 1, p = 3 0 0 1: (3 * 4 - 7) / sqrt((16 - 10) (16 - 6)) = 5 / sqrt(60)
    assertThat(
            StanceScores.of(
                    List.of(AGREE, AGREE, DISAGREE, UNRELATED),
                    List.of(AGREE, AGREE, AGREE, UNRELATED))
                .mcc()
                .orThrow())
        .isCloseTo(0.6454972, within(1e-7));
    assertThat(StanceScores.of(TRUTH, TRUTH).mcc()).isEqualTo(Metric.of(1));
  }

  @Test
  void framesHaveMicroAndMacroF1() {
    // Label 0: hits 1, predicted 2, true 1: F1 2/3. Label 1: hits 1, predicted 1, true 2: 2/3.
    // Label 2 is only predicted. Micro: 2 * 2 / (4 + 3).
    boolean[][] truth = {{true, true, false}, {false, true, false}};
    boolean[][] predicted = {{true, true, false}, {true, false, true}};
    MultiLabelScores scores = MultiLabelScores.of(truth, predicted);
    assertThat(scores.microF1().orThrow()).isCloseTo(4 / 7.0, within(1e-9));
    assertThat(scores.macroF1().orThrow()).isCloseTo(2 / 3.0, within(1e-9));
    assertThat(scores.perLabel().get(0)).isEqualTo(labelScore(0.5, 1, 2 / 3.0, 1));
  }

  @Test
  void theMajorityOfTrainingIsAlwaysSaid() {
    MajorityBaseline baseline = MajorityBaseline.fit(TRUTH);
    assertThat(baseline.stance()).isEqualTo(UNRELATED);
    assertThat(baseline.score(TRUTH).accuracy()).isEqualTo(Metric.of(0.4));
    assertThat(MajorityBaseline.fit(List.of(DISCUSS, AGREE)).stance()).isEqualTo(AGREE);
    assertThat(MajorityBaseline.fit(List.of()).stance()).isEqualTo(UNRELATED);
  }

  @Test
  void theIntervalHoldsTheEstimateAndNarrowsWithMoreClusters() {
    Metric few = accuracy(20, 7);
    Metric many = accuracy(320, 7);
    assertThat(few.value()).isEqualTo(0.75);
    assertThat(few.low()).isLessThan(0.75);
    assertThat(few.high()).isGreaterThan(0.75);
    // A cluster is wholly right or wrong, so the width is that of a share of n clusters:
    // 2 * 1.96 * sqrt(0.75 * 0.25 / n) = 0.380 for 20, 0.095 for 320.
    assertThat(width(few)).isCloseTo(0.38, within(0.05));
    assertThat(width(many)).isCloseTo(0.095, within(0.012));
  }

  private static double width(Metric metric) {
    return Objects.requireNonNull(metric.high()) - Objects.requireNonNull(metric.low());
  }

  @Test
  void equalSeedsGiveEqualIntervalsWhateverTheOrder() {
    assertThat(accuracy(20, 7)).isEqualTo(accuracy(20, 7));
    List<String> clusters =
        new ArrayList<>(List.of("a", "a", "b", "b", "c", "c", "d", "e", "f", "g"));
    StancePredictions forward = new StancePredictions(clusters, TRUTH, PREDICTED, null);
    int[] backward = IntStream.iterate(TRUTH.size() - 1, i -> i >= 0, i -> i - 1).toArray();
    ClusterBootstrap bootstrap = ClusterBootstrap.standard(1);
    assertThat(StanceScores.of(forward.only(backward), bootstrap))
        .isEqualTo(StanceScores.of(forward, bootstrap));
  }

  /** Clusters of five paragraphs; every fourth cluster is wrong throughout. */
  private static Metric accuracy(int clusters, long seed) {
    List<String> names = new ArrayList<>();
    List<Stance> truth = new ArrayList<>();
    List<Stance> predicted = new ArrayList<>();
    for (int i = 0; i < 5 * clusters; i++) {
      names.add("article" + i / 5);
      truth.add(AGREE);
      predicted.add(i / 5 % 4 == 0 ? DISCUSS : AGREE);
    }
    return StanceScores.of(
            new StancePredictions(names, truth, predicted, null), ClusterBootstrap.standard(seed))
        .accuracy();
  }

  @Test
  void frameScoresHaveIntervalsToo() {
    boolean[][] truth = {{true}, {true}, {false}, {true}};
    boolean[][] predicted = {{true}, {false}, {false}, {true}};
    Metric microF1 =
        ClusterBootstrap.standard(2)
            .labels(List.of("a", "b", "c", "d"), truth, predicted, MultiLabelScores::microF1);
    assertThat(microF1.value()).isEqualTo(0.8);
    assertThat(microF1.low()).isLessThan(0.8);
    assertThat(microF1.high()).isEqualTo(1);
  }

  @Test
  void theMeanIsOverQuestions() {
    // 0.7291667 and 1.
    Metric mean =
        ClusterBootstrap.standard(2)
            .meanMacroF1(
                IntStream.range(0, 10).mapToObj(i -> "a" + i).toList(),
                List.of(TRUTH, TRUTH),
                List.of(PREDICTED, TRUTH));
    assertThat(mean.orThrow()).isCloseTo(0.8645833, within(1e-7));
    assertThat(mean.low()).isLessThan(mean.value());
    assertThat(mean.high()).isBetween(mean.orThrow(), 1.0);
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
  void foldsWithoutGroupsAreEvenAndADrawOfTheSeed() {
    int[] folds = GroupedFolds.ungrouped(11, 3, 7);
    assertThat(IntStream.of(folds).boxed()).containsOnly(0, 1, 2);
    assertThat(
            IntStream.range(0, 3).map(f -> (int) IntStream.of(folds).filter(x -> x == f).count()))
        .containsExactly(4, 4, 3);
    assertThat(GroupedFolds.ungrouped(11, 3, 7)).isEqualTo(folds);
    assertThat(GroupedFolds.ungrouped(11, 3, 8)).isNotEqualTo(folds);
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
