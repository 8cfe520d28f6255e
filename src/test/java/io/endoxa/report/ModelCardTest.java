package io.endoxa.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.endoxa.evaluate.Metric;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ModelCardTest {
  /** Of huggingface/hub-docs, modelcard.md. */
  private static final Set<String> FIELDS =
      Set.of(
          "language",
          "license",
          "license_name",
          "license_link",
          "library_name",
          "pipeline_tag",
          "tags",
          "datasets",
          "metrics",
          "base_model",
          "model-index");

  private static final Set<String> DATASET_FIELDS =
      Set.of("type", "name", "config", "split", "revision", "args");
  private static final Set<String> METRIC_FIELDS =
      Set.of("type", "value", "name", "config", "args", "verifyToken");

  private static final String CARD = card(Samples.quality());

  private static String card(QualityReport quality) {
    return ModelCard.of(
        CardSamples.model(),
        quality,
        ModelCard.figures(quality, null, null, "scripts/endoxa run jobs/train.yaml"));
  }

  @Test
  void theFrontMatterHasTheFieldsThatTheHubDocuments() throws IOException {
    assertIsOfTheHub(CardSamples.frontMatter(CARD));
    assertIsOfTheHub(
        CardSamples.frontMatter(Files.readString(Path.of("models/south-caucasus/card.md"))));
  }

  @SuppressWarnings("unchecked")
  private static List<Map<String, Object>> list(Map<String, Object> fields, String key) {
    return (List<Map<String, Object>>) Objects.requireNonNull(fields.get(key), key);
  }

  @SuppressWarnings("unchecked")
  private static void assertIsOfTheHub(Map<String, Object> fields) {
    assertThat(fields.keySet()).isSubsetOf(FIELDS);
    assertThat((List<String>) fields.get("language")).containsExactly("en");
    assertThat(fields).containsEntry("license", "unknown");
    assertThat(list(fields, "model-index")).hasSize(1);
    for (Map<String, Object> model : list(fields, "model-index")) {
      assertThat(model).containsOnlyKeys("name", "results");
      List<Map<String, Object>> results = list(model, "results");
      assertThat(results).hasSizeGreaterThan(1);
      for (Map<String, Object> result : results) {
        assertThat(result).containsOnlyKeys("task", "dataset", "metrics");
        assertThat((Map<String, Object>) result.get("task"))
            .containsEntry("type", "text-classification")
            .containsOnlyKeys("type", "name");
        assertThat((Map<String, Object>) result.get("dataset"))
            .containsKeys("type", "name", "split")
            .allSatisfy((key, value) -> assertThat(DATASET_FIELDS).contains(key));
        for (Map<String, Object> metric : list(result, "metrics")) {
          assertThat(METRIC_FIELDS).containsAll(metric.keySet());
          assertThat((Double) metric.get("value")).isBetween(-1.0, 1.0);
        }
      }
    }
  }

  @Test
  void theModelIndexHasTheFiguresOfTheModelWithTheirIntervals() {
    assertThat(CARD)
        .startsWith(
            """
            ---
            language:
            - en
            license: unknown
            library_name: endoxa
            pipeline_tag: text-classification
            tags:
            - stance-detection
            - framing
            - news
            - small-v2
            datasets:
            - small
            """)
        .contains(
            """
              - task:
                  type: text-classification
                  name: stance on deal
                dataset:
                  type: small
                  name: small
                  split: 3 folds by source
                metrics:
                - type: f1
                  value: 0.612
                  name: macro-F1 (95 % 0.500-0.700)
            """)
        .contains("    name: frames\n", "      name: micro-F1 (95 % 0.400-0.600)\n");
  }

  @Test
  void theCardNamesCodebookEncoderSeedAndId() {
    assertThat(CARD)
        .contains("---\n\n# Model card: small-v2\n\n")
        .contains("minilm-l6-v2/int8 (licence Apache-2.0)", "Seed 7. Model id 0123456789abcdef.")
        .contains("| deal     |  There was a deal. |", "| trade    | Trade comes first. |");
  }

  @Test
  void theCardSaysWhatTheModelWasTrainedOnAndWith() {
    assertThat(CARD)
        .contains(
            """
            ## Training data

            Dataset small: 1,582 labelled paragraphs of 72 articles from 16 sources, published from 2020-01-05 to 2025-12-30.

            ### Agreement of two annotators
            """)
        .contains("| kappa deal | 0.812 |")
        .contains("Trained on CPUs alone, with java 17, spark 4.1.0.")
        .contains("| linear.safetensors | 2,220,960 | e904 |");
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
    assertThat(CARD.substring(CARD.indexOf("## Out of scope")))
        .contains("other languages than English", "- The paragraphs are few.\n")
        .contains("they are off by the model's errors");
  }

  @Test
  void aNewCardTakesOverTheFiguresOfAnOldOne() {
    String figures = ModelCard.figuresOf(CARD).orElseThrow();

    assertThat(ModelCard.of(CardSamples.model(), Samples.quality(), figures)).isEqualTo(CARD);
    assertThat(
            ModelCard.figuresOf(
                "# Model card\n\n## Quality\n\nGood.\n\n## What the judge costs\n\nMuch.\n\n## Limits\n\n- Many.\n"))
        .contains("\nGood.\n\n### What the judge costs\n\nMuch.\n");
    assertThat(ModelCard.figuresOf("# Model card\n")).isEmpty();
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
    assertThat(card(withoutFrames)).doesNotContain("micro-F1 0", "name: micro-F1");
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

    assertThat(ModelCard.figures(Samples.quality(), search, null, "c"))
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
