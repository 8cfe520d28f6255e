package io.endoxa.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ModelCardTest {
  private static final String CARD =
      ModelCard.of(
          Samples.CODEBOOK,
          "minilm-l6-v2/int8",
          7,
          Samples.quality(),
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
    assertThat(ModelCard.of(Samples.CODEBOOK, "e", 7, withoutFrames, "c"))
        .doesNotContain("micro-F1");
  }
}
