package io.endoxa.report;

import static io.endoxa.codebook.Stance.AGREE;
import static io.endoxa.codebook.Stance.DISAGREE;
import static io.endoxa.codebook.Stance.UNRELATED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.endoxa.evaluate.ClusterBootstrap;
import io.endoxa.provenance.Json;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class QualityReportTest {
  private static final ClusterBootstrap BOOTSTRAP = new ClusterBootstrap(0.95, 50, 1);
  private static final List<String> ARTICLES = List.of("a", "a", "b", "c");

  @Test
  void aPredictorIsScoredByStance() {
    QualityReport.Predictor scored =
        QualityReport.Predictor.of(
            "model",
            ARTICLES,
            List.of(AGREE, AGREE, DISAGREE, UNRELATED),
            List.of(AGREE, DISAGREE, DISAGREE, UNRELATED),
            BOOTSTRAP);

    // By hand: agree 2·1/(1+2), disagree 2·1/(2+1), unrelated 1; discuss does not occur.
    assertThat(scored.f1().get("agree")).isEqualTo(2 / 3.0, within(1e-12));
    assertThat(scored.f1().get("disagree")).isEqualTo(2 / 3.0, within(1e-12));
    assertThat(scored.f1().get("unrelated")).isEqualTo(1);
    assertThat(scored.f1().get("discuss")).isZero();
    assertThat(scored.macroF1()).isEqualTo(7 / 9.0, within(1e-12));
    assertThat(scored.accuracy()).isEqualTo(0.75);
    assertThat(scored.low()).isBetween(0.0, scored.macroF1());
    assertThat(scored.high()).isBetween(scored.macroF1(), 1.0);
  }

  @Test
  void framesAreScoredBesideTheMostFrequentOne() {
    boolean[][] truth = {{true, false}, {true, true}, {false, false}, {true, false}};
    boolean[][] predicted = {{true, false}, {false, true}, {false, true}, {true, false}};

    QualityReport.OfFrames scored =
        QualityReport.OfFrames.of(
            List.of("economic", "legality"), ARTICLES, truth, predicted, BOOTSTRAP);

    // By hand: 3 hits, 4 predicted, 4 true; economic 2·2/(2+3), legality 2·1/(2+1).
    assertThat(scored.microF1()).isEqualTo(0.75, within(1e-12));
    assertThat(scored.f1().get("economic")).isEqualTo(0.8, within(1e-12));
    assertThat(scored.f1().get("legality")).isEqualTo(2 / 3.0, within(1e-12));
    assertThat(scored.macroF1()).isEqualTo((0.8 + 2 / 3.0) / 2, within(1e-12));
    // Economic everywhere: 3 hits, 4 predicted, 4 true.
    assertThat(scored.mostFrequentMicroF1()).isEqualTo(0.75, within(1e-12));
  }

  @Test
  void theMeanIsOverQuestions() {
    assertThat(Samples.quality().meanMacroF1("majority")).isEqualTo(0.225, within(1e-12));
    assertThat(new QualityReport("x", 0, 0, 0, List.of(), Map.of(), null).meanMacroF1("model"))
        .isZero();
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
}
