package io.endoxa.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import io.endoxa.annotate.CheckResult;
import io.endoxa.annotate.DatasetParagraph;
import io.endoxa.annotate.ParagraphLabels;
import io.endoxa.codebook.Codebook;
import io.endoxa.codebook.Stance;
import io.endoxa.spark.LinearHeadTrainer;
import io.endoxa.spark.SharedSpark;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LeakageProbesTest {
  private static final Codebook CODEBOOK =
      Codebook.parse(
          "codebook.yaml",
          """
          id: small
          version: 1
          questions:
            - {id: deal, proposition: There was a deal., agree: a deal, disagree: no deal}
          """);

  private static DatasetParagraph paragraph(
      String article, int index, String source, String text, Stance deal) {
    return new DatasetParagraph(
        article,
        index,
        source,
        "",
        text,
        new ParagraphLabels(
            "labels.jsonl:1",
            article,
            text,
            Map.of("deal", deal),
            null,
            "",
            null,
            List.of(),
            null));
  }

  private static List<CheckResult> check(List<DatasetParagraph> paragraphs) {
    LinearHeadTrainer trainer =
        new LinearHeadTrainer(
            SharedSpark.session(),
            LinearHeadTrainer.Settings.standard(/* regularisation= */ 1e-3, /* vectorScale= */ 1));
    return new LeakageProbes(trainer, CODEBOOK, paragraphs, 0.05).check();
  }

  /** Six outlets, two articles each, whose beginnings say the stance and nothing else does. */
  @Test
  void beginningsThatGiveTheStanceAwayAreFound() {
    List<DatasetParagraph> paragraphs = new ArrayList<>();
    for (int article = 0; article < 12; article++) {
      for (int index = 0; index < 4; index++) {
        boolean agree = index % 2 == 0;
        paragraphs.add(
            paragraph(
                "a" + article,
                index,
                "Outlet " + article / 2,
                (agree ? "Sources close by" : "Officials denied again") + " word" + article,
                agree ? Stance.AGREE : Stance.DISAGREE));
      }
    }

    List<CheckResult> results = check(paragraphs);

    assertThat(results)
        .extracting(CheckResult::check)
        .containsExactly(
            "outlet alone: macro-F1 of deal",
            "length alone: macro-F1 of deal",
            "first three words alone: macro-F1 of deal");
    assertThat(results.get(1).passed()).isTrue();
    assertThat(results.get(2).passed()).isFalse();
    // The majority of a tie is one stance: precision 1/2, recall 1, F1 2/3; the other's is 0.
    assertThat(results.get(2))
        .extracting(CheckResult::found, CheckResult::expected)
        .containsExactly("1.000", "at most 0.383");
  }

  /** Three outlets of three articles each; each outlet has one stance. */
  @Test
  void outletsThatGiveTheStanceAwayAreFound() {
    List<DatasetParagraph> paragraphs = new ArrayList<>();
    for (int article = 0; article < 9; article++) {
      for (int index = 0; index < 4; index++) {
        paragraphs.add(
            paragraph(
                "a" + article,
                index,
                "Outlet " + article / 3,
                "word%d again".formatted(4 * article + index),
                Stance.at(article / 3)));
      }
    }

    assertThat(check(paragraphs).get(0))
        .extracting(CheckResult::check, CheckResult::found, CheckResult::passed)
        .containsExactly("outlet alone: macro-F1 of deal", "1.000", false);
  }

  @Test
  void aQuestionOfOneStanceIsNotProbed() {
    List<DatasetParagraph> paragraphs = new ArrayList<>();
    for (int article = 0; article < 4; article++) {
      paragraphs.add(paragraph("a" + article, 0, "Outlet " + article, "word", Stance.AGREE));
    }

    assertThat(check(paragraphs))
        .extracting(CheckResult::found)
        .containsOnly("not run: every example is 'agree'");
  }

  @Test
  void aProbeWithTooFewGroupsIsNotRun() {
    List<CheckResult> results =
        check(
            List.of(
                paragraph("a", 0, "Quay", "one", Stance.AGREE),
                paragraph("b", 0, "Pier", "two", Stance.DISAGREE)));

    assertThat(results)
        .extracting(CheckResult::check, CheckResult::found, CheckResult::wasRun)
        .contains(
            tuple("outlet alone: macro-F1", "not run: 2 articles, cross-validation needs 3", false),
            tuple("length alone: macro-F1", "not run: 2 sources, cross-validation needs 3", false))
        .hasSize(3);
  }
}
