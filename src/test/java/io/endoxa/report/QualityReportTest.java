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
  void framesAreScoredBesideTheMostFrequentOne() {
    boolean[][] truth = {{true, false}, {true, true}, {false, false}, {true, false}};
    boolean[][] predicted = {{true, false}, {false, true}, {false, true}, {true, false}};

    FrameQuality scored =
        FrameQuality.of(List.of("economic", "legality"), ARTICLES, truth, predicted, BOOTSTRAP);

    // By hand: 3 hits, 4 predicted, 4 true; economic 2·2/(2+3), legality 2·1/(2+1).
    assertThat(scored.microF1().value()).isCloseTo(0.75, within(1e-12));
    assertThat(frame(scored, "economic").f1().orThrow()).isCloseTo(0.8, within(1e-12));
    assertThat(frame(scored, "legality").f1().orThrow()).isCloseTo(2 / 3.0, within(1e-12));
    assertThat(scored.macroF1().orThrow()).isCloseTo((0.8 + 2 / 3.0) / 2, within(1e-12));
    // Economic everywhere: 3 hits, 4 predicted, 4 true.
    assertThat(scored.mostFrequentMicroF1().orThrow()).isCloseTo(0.75, within(1e-12));
  }

  private static LabelScore frame(FrameQuality scored, String frame) {
    return Objects.requireNonNull(scored.perFrame().get(frame));
  }

  @Test
  void framesThatNobodyHasAreNoScore() {
    boolean[][] none = {{false}, {false}};
    FrameQuality scored =
        FrameQuality.of(List.of("economic"), List.of("a", "b"), none, none, BOOTSTRAP);
    assertThat(List.of(scored.microF1(), scored.macroF1(), scored.mostFrequentMicroF1()))
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
