package io.endoxa.annotate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.endoxa.codebook.Codebook;
import io.endoxa.codebook.Stance;
import io.endoxa.error.UserException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DatasetExpectationsTest {
  private static final Codebook CODEBOOK =
      Codebook.parse(
          "codebook.yaml",
          """
          id: small
          version: 1
          questions:
            - {id: deal, proposition: There was a deal., agree: a deal, disagree: no deal}
          """);
  private static final List<DatasetParagraph> PARAGRAPHS =
      List.of(
          new DatasetParagraph(
              "a",
              0,
              "Quay",
              "",
              "one two",
              new ParagraphLabels(
                  "labels.jsonl:1",
                  "a",
                  "one",
                  Map.of("deal", Stance.AGREE),
                  null,
                  "",
                  null,
                  List.of("irony"),
                  null)));

  private static List<CheckResult> check(String promises) {
    return DatasetComposition.check(
        CODEBOOK, PARAGRAPHS, DatasetExpectations.parse("checks.yaml", promises));
  }

  @Test
  void whatIsNotPromisedIsNotChecked() {
    assertThat(check("")).isEmpty();
    assertThat(check("max-paragraphs: 3\nagree: 2\nmax-median-words: 1"))
        .extracting(r -> r.check() + ": " + r.found() + ", " + r.expected() + ", " + r.passed())
        .containsExactly(
            "articles with more than 3 paragraphs: 0, none, true",
            "deal agree: 1, at least 2, false",
            "words of a paragraph, median: 2, at most 1, false");
  }

  @Test
  void aDatasetWithoutPartsHasNoSplitsToCheck() {
    assertThat(DatasetSplits.check(PARAGRAPHS)).isEmpty();
  }

  @Test
  void aPromiseThatNobodyKnowsIsNamed() {
    assertThatThrownBy(() -> DatasetExpectations.parse("checks.yaml", "kapa: 0.6"))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("checks.yaml:1: key 'kapa' is unknown. Did you mean 'kappa'?");
  }
}
