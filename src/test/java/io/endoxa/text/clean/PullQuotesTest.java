package io.endoxa.text.clean;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class PullQuotesTest {
  private static final String BODY =
      "The column left before dawn. Nobody on the square had been told why it went so early. By noon"
          + " the posts were empty.";

  @Test
  void aSentenceOfTheBodyThatStandsAloneIsAPullQuote() {
    assertThat(
            PullQuotes.find(
                List.of(
                    BODY,
                    "Nobody on the square had been told why it went so early.",
                    "“Nobody on the square had been told why it went so early”")))
        .containsExactly(false, true, true);
  }

  @Test
  void partOfASentenceWillDo() {
    assertThat(PullQuotes.find(List.of(BODY, "… had been told why it went so early. By noon")))
        .containsExactly(false, true);
  }

  @Test
  void aParagraphOfItsOwnAndARepeatedParagraphStay() {
    String alone = "The mayor of the town on the other bank said the same.";
    assertThat(PullQuotes.find(List.of(BODY, alone, alone))).containsOnly(false);
  }

  @Test
  void fewWordsRecurByChanceAndStay() {
    assertThat(PullQuotes.find(List.of(BODY, "The column left before dawn."))).containsOnly(false);
  }

  @Test
  void aPullQuoteIsDroppedWithItsReason() {
    CleanText clean =
        new TextCleaner()
            .clean(BODY + "\n\nNobody on the square had been told why it went so early.");
    assertThat(clean.text()).isEqualTo(BODY);
    assertThat(clean.dropped())
        .containsExactly(
            new DroppedLine(
                "Nobody on the square had been told why it went so early.", "pull quote"));
  }
}
