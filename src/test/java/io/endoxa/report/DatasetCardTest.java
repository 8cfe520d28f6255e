package io.endoxa.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.endoxa.codebook.Stance;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DatasetCardTest {
  /** Of huggingface/hub-docs, datasetcard.md. */
  private static final Set<String> FIELDS =
      Set.of(
          "language",
          "license",
          "license_name",
          "license_link",
          "license_details",
          "tags",
          "annotations_creators",
          "language_creators",
          "language_details",
          "multilinguality",
          "pretty_name",
          "size_categories",
          "source_datasets",
          "task_categories",
          "task_ids",
          "paperswithcode_id",
          "configs",
          "dataset_info");

  private static final String CARD =
      DatasetCard.of(
          CardSamples.DATASET,
          Samples.CODEBOOK,
          List.of(
              new DatasetCard.Part("train", 1200, 60, 12, Map.of()),
              new DatasetCard.Part(
                  "all", 1582, 72, 16, Map.of("deal", Map.of(Stance.AGREE, 1_024L)))),
          null,
          "scripts/endoxa run jobs/check-dataset.yaml");

  @Test
  void theFrontMatterHasTheFieldsThatTheHubDocuments() {
    Map<String, Object> fields = CardSamples.frontMatter(CARD);

    assertThat(fields.keySet()).isSubsetOf(FIELDS);
    assertThat(fields)
        .containsEntry("license", "unknown")
        .containsEntry("annotations_creators", List.of("expert-generated"))
        .containsEntry("task_categories", List.of("text-classification"))
        .containsEntry("size_categories", List.of("1K<n<10K"))
        .containsEntry("language", List.of("en"));
  }

  @Test
  void whatTheDatasetDoesNotSayIsLeftOut() {
    assertThat(CardSamples.frontMatter(CARD)).doesNotContainKey("language_creators");
    assertThat(CARD).doesNotContain("Agreement");
  }

  @Test
  void theCardHasPartsStancesAndLimits() {
    assertThat(CARD)
        .contains("# Dataset card: small\n")
        .contains("| train |      1,200 |       60 |      12 |")
        .contains("| all   |      1,582 |       72 |      16 |")
        .contains("| deal                 | 1,024 |        0 |       0 |         0 |")
        .contains("## Limits\n\n- The paragraphs are few.\n")
        .endsWith(
            "The command that gives these figures: `scripts/endoxa run jobs/check-dataset.yaml`\n");
  }

  @Test
  void sizesAreNamedAsTheHubNamesThem() {
    assertThat(
            List.of(999L, 1000L, 9_999L, 10_000L, 5_000_000L).stream()
                .map(DatasetCard::sizeCategory))
        .containsExactly("n<1K", "1K<n<10K", "1K<n<10K", "10K<n<100K", "1M<n<10M");
  }
}
