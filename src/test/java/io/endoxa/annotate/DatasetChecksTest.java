package io.endoxa.annotate;

import static org.assertj.core.api.Assertions.assertThat;

import io.endoxa.codebook.Codebook;
import io.endoxa.codebook.Stance;
import io.endoxa.text.Voice;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DatasetChecksTest {
  private static final Codebook CODEBOOK =
      Codebook.parse(
          "codebook.yaml",
          """
          id: small
          version: 1
          questions:
            - {id: deal, proposition: There was a deal., agree: a deal, disagree: no deal}
            - {id: trade, proposition: Trade comes first., agree: trade, disagree: security}
          """);

  private static final DatasetExpectations EXPECTED =
      new DatasetExpectations(
          2,
          3,
          2,
          1,
          1,
          1,
          1,
          0.5,
          List.of("irony"),
          1,
          1,
          1,
          2,
          3,
          5,
          0.3,
          0.3,
          2020,
          2025,
          5,
          0.5,
          0.05,
          0.25,
          0.6);

  private static DatasetParagraph paragraph(
      String article, int index, String text, Stance deal, Stance trade) {
    return paragraph(article, index, "Gazette", "train", text, deal, trade, Voice.AUTHOR, null);
  }

  private static DatasetParagraph paragraph(
      String article,
      int index,
      String source,
      String part,
      String text,
      Stance deal,
      Stance trade,
      Voice voice,
      @Nullable String pair) {
    return new DatasetParagraph(
        article,
        index,
        source,
        part,
        text,
        new ParagraphLabels(
            "labels.jsonl:1",
            article,
            text,
            Map.of("deal", deal, "trade", trade),
            null,
            "author",
            voice,
            List.of("irony"),
            pair));
  }

  private static CheckResult named(List<CheckResult> results, String check) {
    return results.stream().filter(r -> r.check().equals(check)).findFirst().orElseThrow();
  }

  @Test
  void sizeBalanceAndLengthsAreCounted() {
    List<DatasetParagraph> paragraphs =
        List.of(
            paragraph("a", 0, "one two three", Stance.AGREE, Stance.UNRELATED),
            paragraph("a", 1, "one two three four", Stance.DISAGREE, Stance.UNRELATED),
            paragraph("a", 2, "one", Stance.UNRELATED, Stance.UNRELATED),
            paragraph("b", 0, "one two three four five", Stance.UNRELATED, Stance.DISCUSS));

    List<CheckResult> results = DatasetComposition.check(CODEBOOK, paragraphs, EXPECTED);

    assertThat(named(results, "articles")).extracting("found", "passed").containsExactly("2", true);
    assertThat(named(results, "sources"))
        .extracting("found", "expected", "passed")
        .containsExactly("1", "at least 2", false);
    assertThat(named(results, "articles with more than 2 paragraphs").rows())
        .containsExactly("a: 3");
    assertThat(named(results, "deal agree").passed()).isTrue();
    assertThat(named(results, "trade agree").passed()).isFalse();
    assertThat(named(results, "unrelated to every question").found()).isEqualTo("1");
    // 8 pairs of paragraph and question, 3 of them with a stance.
    assertThat(
            named(results, "share of unrelated paragraph-question pairs in articles on the topic")
                .found())
        .isEqualTo("0.625");
    assertThat(named(results, "irony").found()).isEqualTo("4");
    assertThat(named(results, "words of a paragraph, median").found()).isEqualTo("4");
    assertThat(named(results, "share under 30 words").found()).isEqualTo("1.000");
    assertThat(named(results, "share over 160 words").passed()).isFalse();
  }

  @Test
  void aSourceThatPrintsOneSideIsNamed() {
    List<DatasetParagraph> paragraphs = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      paragraphs.add(paragraph("a" + i, 0, "word " + i, Stance.AGREE, Stance.UNRELATED));
    }

    CheckResult oneSided =
        named(
            DatasetComposition.check(CODEBOOK, paragraphs, EXPECTED),
            "sources that print one side of a question (8 stances or more)");

    assertThat(oneSided.rows()).containsExactly("Gazette: deal: 8 agree, 0 disagree");
  }

  @Test
  void aPhenomenonThatNobodyPromisedIsNamed() {
    DatasetExpectations other =
        DatasetExpectations.parse("checks.yaml", "phenomena: [rumour]\nper-phenomenon: 0");

    List<CheckResult> results =
        DatasetComposition.check(
            CODEBOOK, List.of(paragraph("a", 0, "one", Stance.AGREE, Stance.AGREE)), other);

    assertThat(named(results, "unknown phenomena").rows()).containsExactly("irony");
  }

  @Test
  void aPairDiffersInExactlyOneLabel() {
    List<CheckResult> results =
        MinimalPairs.check(
            List.of(
                pair("sound", Stance.AGREE, Voice.AUTHOR, "train"),
                pair("sound", Stance.DISAGREE, Voice.AUTHOR, "train"),
                pair("equal", Stance.AGREE, Voice.AUTHOR, "train"),
                pair("equal", Stance.AGREE, Voice.AUTHOR, "train"),
                pair("two", Stance.AGREE, Voice.AUTHOR, "train"),
                pair("two", Stance.DISAGREE, Voice.REPORTED, "train"),
                pair("torn", Stance.AGREE, Voice.AUTHOR, "train"),
                pair("torn", Stance.DISAGREE, Voice.AUTHOR, "test"),
                pair("single", Stance.AGREE, Voice.AUTHOR, "train")),
            EXPECTED);

    assertThat(named(results, "minimal pairs").found()).isEqualTo("1");
    assertThat(named(results, "unsound pairs").rows())
        .containsExactly(
            "equal (equal#0, equal#0): 0 labels differ [], expected one",
            "single (single#0): 1 paragraphs, expected 2",
            "torn (torn#0, torn#0): stands in train and in test",
            "two (two#0, two#0): 2 labels differ [deal, voice], expected one");
  }

  private static DatasetParagraph pair(String id, Stance deal, Voice voice, String part) {
    return pair(id, "text", deal, voice, part);
  }

  private static DatasetParagraph pair(
      String id, String text, Stance deal, Voice voice, String part) {
    return paragraph(id, 0, "Gazette", part, text, deal, Stance.UNRELATED, voice, id);
  }

  @Test
  void aPairSharesHalfOfItsWords() {
    List<CheckResult> results =
        MinimalPairs.check(
            List.of(
                // Of 4 and 4 words, 2 are common: one "the" of two, and "convoy".
                pair("half", "The convoy, the bargain", Stance.AGREE, Voice.AUTHOR, "train"),
                pair("half", "“the CONVOY left alone”", Stance.DISAGREE, Voice.AUTHOR, "train"),
                // Of 4 and 5 words, 2 are common.
                pair("less", "The convoy, the bargain", Stance.AGREE, Voice.AUTHOR, "train"),
                pair("less", "The convoy left Goris alone", Stance.DISAGREE, Voice.AUTHOR, "train"),
                pair("none", "…", Stance.AGREE, Voice.AUTHOR, "train"),
                pair("none", "—", Stance.DISAGREE, Voice.AUTHOR, "train")),
            EXPECTED);

    assertThat(named(results, "minimal pairs").found()).isEqualTo("1");
    assertThat(named(results, "unsound pairs").rows())
        .containsExactly(
            "less (less#0, less#0): the texts share 0.444 of their words, expected 0.500 or more",
            "none (none#0, none#0): the texts share 0.000 of their words, expected 0.500 or more");
  }

  @Test
  void aRunOfWordsInTwoParagraphsIsNamedOnceUnlessTheyArePair() {
    String text = "The last column left, as drivers said, before the market opened";
    List<DatasetParagraph> paragraphs =
        List.of(
            paragraph("a", 0, text, Stance.AGREE, Stance.AGREE),
            paragraph(
                "b",
                1,
                "“" + text.toUpperCase(java.util.Locale.ROOT) + "!”",
                Stance.AGREE,
                Stance.AGREE),
            pair("p", Stance.AGREE, Voice.AUTHOR, "train"),
            pair("p", Stance.DISAGREE, Voice.AUTHOR, "train"));

    assertThat(SharedWordRuns.check(paragraphs, 5).rows())
        .containsExactly("a#0 and b#1: the last column left as");
    assertThat(SharedWordRuns.check(paragraphs, 12).passed()).isTrue();
  }

  @Test
  void twoParagraphsAreNamedOnceThoughTheirRunsAlternateWithThoseOfAThird() {
    List<DatasetParagraph> paragraphs =
        List.of(
            paragraph("a", 0, "one two three. seven eight nine", Stance.AGREE, Stance.AGREE),
            paragraph("b", 0, "four five six", Stance.AGREE, Stance.AGREE),
            paragraph(
                "c",
                0,
                "one two three, four five six, seven eight nine",
                Stance.AGREE,
                Stance.AGREE));

    assertThat(SharedWordRuns.check(paragraphs, 3).rows())
        .containsExactly("a#0 and c#0: one two three", "b#0 and c#0: four five six");
  }

  @Test
  void aSourceInTwoPartsIsNamed() {
    List<CheckResult> results =
        DatasetSplits.check(
            List.of(
                paragraph(
                    "a", 0, "G", "train", "t", Stance.AGREE, Stance.AGREE, Voice.AUTHOR, null),
                paragraph("b", 0, "G", "test", "t", Stance.AGREE, Stance.AGREE, Voice.AUTHOR, null),
                paragraph("c", 0, "H", "", "t", Stance.AGREE, Stance.AGREE, Voice.AUTHOR, null)));

    assertThat(results).flatExtracting(CheckResult::rows).containsExactly("G: test, train", "c#0");
  }
}
