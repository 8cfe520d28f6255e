package io.endoxa.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.endoxa.evaluate.Metric;
import java.util.List;
import org.junit.jupiter.api.Test;

class ModelCardTest {
  private static final String CARD =
      ModelCard.of(
          Samples.CODEBOOK,
          "minilm-l6-v2/int8",
          7,
          Samples.quality(),
          null,
          null,
          "scripts/endoxa run jobs/train.yaml");

  @Test
  void theCardNamesCodebookEncoderAndSeed() {
    assertThat(CARD)
        .startsWith("# Model card: small-v2\n\n")
        .contains("minilm-l6-v2/int8", "Seed 7.")
        .contains("| deal     |  There was a deal. |", "| trade    | Trade comes first. |");
  }

  @Test
  void theCardHasItsFiguresWithTheCommandThatGivesThem() {
    assertThat(CARD)
        .contains("3 folds by source: 1,582 paragraphs of 72 articles from 16 sources.")
        .contains("| deal     |    0.200 |  0.310 | 0.600 | 0.612 | 0.500-0.700 | 0.040 |")
        .contains("frames: micro-F1 0.500 (95 % 0.400-0.600)")
        .contains("`scripts/endoxa run jobs/train.yaml`");
  }

  @Test
  void theCardSaysWhatTheModelIsNotFor() {
    assertThat(CARD.substring(CARD.indexOf("## Limits")))
        .contains("invented", "English only", "corrected estimates");
  }

  @Test
  void aCodebookWithoutFramesHasNoLineOfThem() {
    QualityReport quality = Samples.quality();
    QualityReport withoutFrames =
        new QualityReport(
            quality.split(),
            quality.articles(),
            quality.paragraphs(),
            quality.sources(),
            quality.predictors(),
            quality.bestBaseline(),
            quality.questions(),
            quality.slices(),
            quality.leakage(),
            quality.seeds(),
            null);
    assertThat(ModelCard.of(Samples.CODEBOOK, "e", 7, withoutFrames, null, null, "c"))
        .doesNotContain("micro-F1");
  }

  @Test
  void aSearchShowsWhatWasTried() {
    SearchReport search =
        new SearchReport(
            List.of(
                new SearchReport.Tried(
                    "neural",
                    "epochs 8",
                    Metric.of(0.5),
                    List.of(Metric.of(0.6), Metric.none("no examples"), Metric.of(0.4)),
                    true),
                new SearchReport.Tried(
                    "neural",
                    "epochs 12",
                    Metric.none("no examples"),
                    List.of(Metric.none("no examples")),
                    false)));

    assertThat(ModelCard.of(Samples.CODEBOOK, "e", 7, Samples.quality(), search, null, "c"))
        .contains(
            """

            ### Search among settings: mean macro-F1 of heads in cross-validation, of a judge on the development part

            | head, setting     | macro-F1 | lowest fold | highest fold | taken |
            |---|---:|---:|---:|---:|
            | neural, epochs 8  |    0.500 |       0.400 |        0.600 |   yes |
            | neural, epochs 12 |        - |           - |            - |       |
            """);
  }

  @Test
  void theBestIsTheHighestScoreThatExists() {
    Metric none = Metric.none("no examples");
    assertThat(SearchReport.best(List.of(none, Metric.of(0.1), Metric.of(0.2), Metric.of(0.2))))
        .isEqualTo(2);
    assertThat(SearchReport.best(List.of(none, none))).isZero();
    assertThat(SearchReport.best(List.of())).isZero();
  }
}
