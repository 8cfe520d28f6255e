package io.endoxa.evaluate;

import static io.endoxa.codebook.Stance.AGREE;
import static io.endoxa.codebook.Stance.DISAGREE;
import static io.endoxa.codebook.Stance.DISCUSS;
import static io.endoxa.codebook.Stance.UNRELATED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.endoxa.codebook.Stance;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every figure that may have no value says why, and none crashes or stands at 0 or 1 instead. */
class UndefinedMetricsTest {
  private static final ClusterBootstrap BOOTSTRAP = ClusterBootstrap.standard(7);
  private static final StancePredictions NOTHING =
      new StancePredictions(List.of(), List.of(), List.of(), List.of());
  private static final StancePredictions ONE_STANCE =
      new StancePredictions(
          List.of("a", "b", "c"),
          List.of(UNRELATED, UNRELATED, UNRELATED),
          List.of(UNRELATED, UNRELATED, UNRELATED),
          List.of(0.9, 0.9, 0.9));
  private static final StancePredictions ONE_SAID =
      new StancePredictions(
          List.of("a", "b", "c"),
          List.of(AGREE, UNRELATED, UNRELATED),
          List.of(UNRELATED, UNRELATED, UNRELATED),
          null);

  private static LabelScore of(StanceScores scores, Stance stance) {
    return Objects.requireNonNull(scores.perStance().get(stance));
  }

  @Test
  void anEmptyQuestionHasNoFigures() {
    StanceScores scores = StanceScores.of(NOTHING, BOOTSTRAP);

    assertThat(List.of(scores.accuracy(), scores.macroF1(), scores.mcc()))
        .containsOnly(Metric.none("no examples"));
    assertThat(scores.perStance().values())
        .containsOnly(
            new LabelScore(
                Metric.none("it is never predicted"),
                Metric.none("no example has it"),
                Metric.none("no example has it"),
                0));
    assertThat(Reliability.of(NOTHING))
        .isEqualTo(new Reliability(Metric.none("no examples"), List.of()));
    assertThat(coverage(RiskCoverage.of(NOTHING))).containsOnly(Metric.none("no examples"));
  }

  private static Stream<Metric> coverage(RiskCoverage of) {
    assertThat(of.coverages())
        .extracting(RiskCoverage.AtRisk::risk)
        .containsExactly(0.05, 0.1, 0.2);
    return Stream.concat(
        Stream.of(of.area()), of.coverages().stream().map(RiskCoverage.AtRisk::coverage));
  }

  @Test
  void sayingTheOnlyStanceThereIsScoresNothing() {
    StanceScores scores = StanceScores.of(ONE_STANCE, BOOTSTRAP);

    assertThat(scores.accuracy()).isEqualTo(Metric.of(1, 1, 1));
    assertThat(List.of(scores.macroF1(), scores.mcc()))
        .containsOnly(Metric.none("every example is 'unrelated'"));
    assertThat(of(scores, UNRELATED).f1()).isEqualTo(Metric.of(1, 1, 1));
    assertThat(of(scores, AGREE).f1()).isEqualTo(Metric.none("no example has it"));
  }

  @Test
  void aStanceThatIsOnlySaidHasAPrecisionAlone() {
    StanceScores scores = StanceScores.of(List.of(AGREE, UNRELATED), List.of(AGREE, DISAGREE));

    assertThat(of(scores, DISAGREE))
        .isEqualTo(
            new LabelScore(
                Metric.of(0),
                Metric.none("no example has it"),
                Metric.none("no example has it"),
                0));
    assertThat(of(scores, UNRELATED))
        .isEqualTo(
            new LabelScore(Metric.none("it is never predicted"), Metric.of(0), Metric.of(0), 1));
    assertThat(of(scores, DISCUSS).precision()).isEqualTo(Metric.none("it is never predicted"));
  }

  @Test
  void whoAlwaysSaysTheSameHasNoCorrelation() {
    StanceScores scores = StanceScores.of(ONE_SAID, BOOTSTRAP);

    assertThat(scores.mcc()).isEqualTo(Metric.none("every prediction is 'unrelated'"));
    // F1 of unrelated 2 * 2 / (3 + 2), of agree 0.
    assertThat(scores.macroF1().orThrow()).isCloseTo(0.4, within(1e-12));
  }

  @Test
  void whoGivesNoProbabilitiesIsNotCalledUncalibrated() {
    assertThat(Reliability.of(ONE_SAID))
        .isEqualTo(new Reliability(Metric.none("it gives no probabilities"), List.of()));
    assertThat(coverage(RiskCoverage.of(ONE_SAID)))
        .containsOnly(Metric.none("it gives no probabilities"));
  }

  @Test
  void aSingleClusterHasNoInterval() {
    Metric accuracy =
        StanceScores.of(
                new StancePredictions(
                    List.of("a", "a"), List.of(AGREE, DISAGREE), List.of(AGREE, AGREE), null),
                BOOTSTRAP)
            .accuracy();

    assertThat(accuracy).isEqualTo(Metric.of(0.5));
    assertThat(accuracy.low()).isNull();
  }

  @Test
  void samplesWithoutAValueAreLeftOut() {
    // A sample that draws the same article three times has one stance and no macro-F1.
    Metric macroF1 =
        StanceScores.of(
                new StancePredictions(
                    List.of("a", "b", "c"),
                    List.of(AGREE, DISAGREE, DISCUSS),
                    List.of(AGREE, DISAGREE, DISCUSS),
                    null),
                BOOTSTRAP)
            .macroF1();
    assertThat(macroF1).isEqualTo(Metric.of(1, 1, 1));
  }

  @Test
  void aMeanIsOverTheQuestionsThatHaveAValue() {
    MeanScores means = MeanScores.of(List.of(ONE_STANCE, ONE_SAID, NOTHING), BOOTSTRAP);

    assertThat(means.questions()).isEqualTo(1);
    assertThat(means.macroF1().orThrow()).isCloseTo(0.4, within(1e-12));
    assertThat(means.accuracy().orThrow()).isCloseTo((1 + 2 / 3.0) / 2, within(1e-12));
    assertThat(means.mcc())
        .isEqualTo(
            Metric.none(
                "no question has a value, the first because: every example is 'unrelated'"));
    assertThat(MeanScores.of(List.of(), BOOTSTRAP).macroF1())
        .isEqualTo(Metric.none("no questions"));
  }

  @Test
  void aDifferenceOfNothingHasNoSignificance() {
    assertThat(Difference.of("x", List.of(ONE_STANCE), List.of(ONE_STANCE), BOOTSTRAP))
        .isEqualTo(
            new Difference(
                "x",
                Metric.none(
                    "no question has a value, the first because: every example is 'unrelated'"),
                null));
    assertThat(Difference.of("x", List.of(), List.of(), BOOTSTRAP).macroF1())
        .isEqualTo(Metric.none("no questions"));
  }

  @Test
  void framesThatNobodyHasAreNoScore() {
    Metric none = Metric.none("no example has any label");
    boolean[][] empty = {{false, false}, {false, false}};
    boolean[][] said = {{true, false}, {false, false}};

    for (MultiLabelScores scores :
        List.of(
            MultiLabelScores.of(new boolean[0][], new boolean[0][]),
            MultiLabelScores.of(empty, empty),
            MultiLabelScores.of(empty, said))) {
      assertThat(List.of(scores.microF1(), scores.macroF1())).containsOnly(none);
    }
    assertThat(BOOTSTRAP.labels(List.of("a", "b"), empty, said, MultiLabelScores::microF1))
        .isEqualTo(none);
    assertThat(
            BOOTSTRAP.labels(
                List.of(), new boolean[0][], new boolean[0][], MultiLabelScores::macroF1))
        .isEqualTo(none);
  }

  @Test
  void aSpreadNeedsTwoSeedsThatHaveAValue() {
    assertThat(SeedSpread.of("neural", List.of(Metric.of(0.5))).mean())
        .isEqualTo(Metric.none("fewer than two seeds"));
    assertThat(
            SeedSpread.of("neural", List.of(Metric.of(0.5), Metric.none("no examples")))
                .deviation())
        .isEqualTo(Metric.none("no examples"));
    // statistics.mean and statistics.stdev of [0.5, 0.6, 0.7]
    SeedSpread spread =
        SeedSpread.of("neural", List.of(Metric.of(0.5), Metric.of(0.6), Metric.of(0.7)));
    assertThat(spread.mean().orThrow()).isCloseTo(0.6, within(1e-12));
    assertThat(spread.deviation().orThrow()).isCloseTo(0.1, within(1e-12));
  }

  @Test
  void aMetricIsAValueOrAReason() {
    assertThatThrownBy(() -> Metric.of(Double.NaN))
        .hasMessage("NaN is no figure; say the reason instead");
    assertThatThrownBy(() -> new Metric(null, null, null, null))
        .hasMessage("value null, interval null to null, reason null");
    assertThatThrownBy(() -> Metric.none("no examples").orThrow())
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("there is no value: no examples");
  }

  @Test
  void onlyWhatASeedChangesHasASpread() {
    NamedPredictions baseline = new NamedPredictions("majority", true, List.of(ONE_SAID));
    NamedPredictions linear = new NamedPredictions("linear", false, List.of(ONE_SAID));
    StancePredictions better =
        new StancePredictions(ONE_SAID.clusters(), ONE_SAID.truth(), ONE_SAID.truth(), null);

    List<SeedSpread> spreads =
        SeedSpread.of(
            List.of(
                List.of(baseline, linear, new NamedPredictions("judge", false, List.of(ONE_SAID))),
                List.of(baseline, linear, new NamedPredictions("judge", false, List.of(better)))));

    assertThat(spreads).extracting(SeedSpread::predictor).containsExactly("judge");
    // 0.4 and 1
    assertThat(spreads.get(0).mean().orThrow()).isCloseTo(0.7, within(1e-12));
  }
}
