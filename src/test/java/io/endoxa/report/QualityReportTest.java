package io.endoxa.report;

import static io.endoxa.codebook.Stance.AGREE;
import static io.endoxa.codebook.Stance.DISAGREE;
import static io.endoxa.codebook.Stance.UNRELATED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.endoxa.codebook.Stance;
import io.endoxa.evaluate.ClusterBootstrap;
import io.endoxa.evaluate.Difference;
import io.endoxa.evaluate.LabelScore;
import io.endoxa.evaluate.Metric;
import io.endoxa.evaluate.NamedPredictions;
import io.endoxa.evaluate.StancePredictions;
import io.endoxa.provenance.Json;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class QualityReportTest {
  private static final ClusterBootstrap BOOTSTRAP = new ClusterBootstrap(0.95, 50, 1);
  private static final List<String> ARTICLES = List.of("a", "a", "b", "c");
  private static final List<Stance> TRUTH = List.of(AGREE, AGREE, DISAGREE, UNRELATED);
  private static final NamedPredictions MAJORITY =
      predictions("majority", true, List.of(AGREE, AGREE, AGREE, AGREE));
  private static final NamedPredictions OTHER =
      predictions("tf-idf", true, List.of(AGREE, AGREE, UNRELATED, UNRELATED));
  private static final NamedPredictions JUDGE =
      predictions("judge", false, List.of(AGREE, DISAGREE, DISAGREE, UNRELATED));

  private static NamedPredictions predictions(String name, boolean baseline, List<Stance> said) {
    return new NamedPredictions(
        name, baseline, List.of(new StancePredictions(ARTICLES, TRUTH, said, null)));
  }

  @Test
  void aPredictorIsScoredByStance() {
    QuestionScores scored = QuestionScores.of(JUDGE, 0, MAJORITY, BOOTSTRAP);

    // By hand: agree 2·1/(1+2), disagree 2·1/(2+1), unrelated 1; discuss does not occur.
    assertThat(f1(scored, "agree")).isCloseTo(2 / 3.0, within(1e-12));
    assertThat(f1(scored, "disagree")).isCloseTo(2 / 3.0, within(1e-12));
    assertThat(f1(scored, "unrelated")).isEqualTo(1);
    assertThat(stance(scored, "discuss").f1()).isEqualTo(Metric.none("no example has it"));
    assertThat(scored.macroF1().orThrow()).isCloseTo(7 / 9.0, within(1e-12));
    assertThat(scored.accuracy().value()).isEqualTo(0.75);
    assertThat(scored.macroF1().low()).isBetween(0.0, scored.macroF1().orThrow());
    assertThat(scored.macroF1().high()).isBetween(scored.macroF1().orThrow(), 1.0);
    // Agree everywhere: F1 2·2/(4+2) of agree, 0 of two others: 2/9.
    assertThat(Objects.requireNonNull(scored.againstBaseline()).macroF1().orThrow())
        .isCloseTo(5 / 9.0, within(1e-12));
  }

  private static double f1(QuestionScores scored, String stance) {
    return stance(scored, stance).f1().orThrow();
  }

  private static LabelScore stance(QuestionScores scored, String stance) {
    return Objects.requireNonNull(scored.stances().get(stance));
  }

  @Test
  void theBestBaselineIsTheOneToBeat() {
    // tf-idf: agree 1, disagree 0, unrelated 2·1/(2+1): 5/9.
    NamedPredictions best =
        NamedPredictions.bestBaseline(List.of(MAJORITY, OTHER, JUDGE)).orElseThrow();
    assertThat(best.name()).isEqualTo("tf-idf");
    assertThat(NamedPredictions.bestBaseline(List.of(JUDGE))).isEmpty();

    Difference difference =
        Objects.requireNonNull(PredictorQuality.of(JUDGE, best, BOOTSTRAP).againstBaseline());
    assertThat(difference.than()).isEqualTo("tf-idf");
    assertThat(difference.macroF1().orThrow()).isCloseTo(2 / 9.0, within(1e-12));
    assertThat(PredictorQuality.of(OTHER, best, BOOTSTRAP).againstBaseline()).isNull();
    assertThat(PredictorQuality.of(JUDGE, null, BOOTSTRAP).againstBaseline()).isNull();
  }

  @Test
  void aSliceIsScoredOverAllQuestions() {
    NamedPredictions twoQuestions =
        new NamedPredictions(
            "model", false, List.of(JUDGE.questions().get(0), OTHER.questions().get(0)));

    Slice slice = Slice.of("voice", "mixed", new int[] {1, 2}, twoQuestions, null, BOOTSTRAP);

    // Truth agree disagree twice; said disagree disagree, agree unrelated: one of two agree is
    // found, 2·1/(1+2); one of two disagree, 2·1/(2+2).
    assertThat(slice.macroF1().orThrow()).isCloseTo((2 / 3.0 + 0.5) / 2, within(1e-12));
    assertThat(slice.accuracy().value()).isEqualTo(0.5);
    assertThat(slice.articles()).isEqualTo(2);
    assertThat(slice.paragraphs()).isEqualTo(2);
    assertThat(slice.baselineMacroF1()).isEqualTo(Metric.none("there is no baseline"));
    assertThat(Slice.of("source", "Quay", new int[] {3}, JUDGE, OTHER, BOOTSTRAP).macroF1())
        .isEqualTo(Metric.none("every example is 'unrelated'"));
  }

  @Test
  void framesAreScoredBesideTheirBaselines() {
    boolean[][] truth = {{true, false}, {true, true}, {false, false}, {true, false}};
    boolean[][] predicted = {{true, false}, {false, true}, {false, true}, {true, false}};
    boolean[][] tfIdf = {{true, false}, {true, false}, {true, false}, {false, false}};

    FrameQuality scored =
        FrameQuality.of(
            List.of("economic", "legality"), ARTICLES, truth, tfIdf, predicted, BOOTSTRAP);

    assertThat(scored.predictors())
        .extracting(FrameQuality.OfPredictor::name)
        .containsExactly("every frame", "most frequent", "tf-idf", "model");
    // By hand, 2 hits over predicted and true. Every frame: 4 hits, 8 predicted, 4 true. Economic
    // everywhere: 3, 4, 4. tf-idf: 2, 3, 4. The model: 3, 4, 4.
    assertThat(scored.predictors())
        .extracting(of -> of.microF1().value())
        .containsExactly(8 / 12.0, 0.75, 4 / 7.0, 0.75);
    assertThat(scored.model().microF1().low()).isBetween(0.0, 0.75);
    // Economic 2·2/(2+3), legality 2·1/(2+1).
    assertThat(f1(scored, "economic")).isCloseTo(0.8, within(1e-12));
    assertThat(f1(scored, "legality")).isCloseTo(2 / 3.0, within(1e-12));
    assertThat(scored.model().macroF1().orThrow()).isCloseTo((0.8 + 2 / 3.0) / 2, within(1e-12));
    assertThat(scored.model().claimedMacroF1())
        .isEqualTo(Metric.none("no frame stands in 50 paragraphs"));
  }

  @Test
  void aFrameOfFewParagraphsIsNotClaimed() {
    boolean[][] truth = new boolean[60][2];
    boolean[][] predicted = new boolean[60][2];
    for (int i = 0; i < 60; i++) {
      truth[i] = new boolean[] {i < 50, i < 49};
      predicted[i] = new boolean[] {i < 50, false};
    }

    FrameQuality scored =
        FrameQuality.of(
            List.of("economic", "legality"),
            Collections.nCopies(60, "a"),
            truth,
            null,
            predicted,
            BOOTSTRAP);

    assertThat(frame(scored, "economic").claimed()).isTrue();
    assertThat(frame(scored, "legality").claimed()).isFalse();
    assertThat(scored.predictors()).hasSize(3);
    assertThat(scored.model().macroF1().value()).isEqualTo(0.5);
    assertThat(scored.model().claimedMacroF1().value()).isEqualTo(1);
  }

  private static double f1(FrameQuality scored, String frame) {
    return frame(scored, frame).score().f1().orThrow();
  }

  private static FrameQuality.OfFrame frame(FrameQuality scored, String frame) {
    return Objects.requireNonNull(scored.perFrame().get(frame));
  }

  @Test
  void framesThatNobodyHasAreNoScore() {
    boolean[][] none = {{false}, {false}};
    FrameQuality scored =
        FrameQuality.of(List.of("economic"), List.of("a", "b"), none, none, none, BOOTSTRAP);
    assertThat(scored.predictors())
        .flatExtracting(FrameQuality.OfPredictor::microF1, FrameQuality.OfPredictor::macroF1)
        .containsOnly(Metric.none("no example has any label"));
  }

  @Test
  void aPredictorThatWasNotMeasuredHasNoMean() {
    assertThat(Samples.quality().meanMacroF1("majority")).isEqualTo(Metric.of(0.225));
    assertThat(Samples.quality().meanMacroF1("oracle"))
        .isEqualTo(Metric.none("'oracle' was not measured"));
  }

  @Test
  void aPredictorThatIsNotThereIsOurMistake() {
    assertThatThrownBy(() -> Samples.quality().questions().get(0).predictor("oracle"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("no predictor oracle");
  }

  @Test
  void aReportIsReadBackFromItsJson() {
    QualityReport report = Samples.quality();
    assertThat(Json.read(QualityReport.FILE, Json.bytes(report), QualityReport.class))
        .isEqualTo(report);
  }

  @Test
  void aFigureWithoutAValueIsNullInJsonWithItsReason() {
    assertThat(new String(Json.bytes(Metric.none("no examples")), StandardCharsets.UTF_8))
        .isEqualTo(
            """
            {
              "high" : null,
              "low" : null,
              "reason" : "no examples",
              "value" : null
            }
            """);
  }
}
