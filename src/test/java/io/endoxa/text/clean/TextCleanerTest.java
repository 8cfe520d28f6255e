package io.endoxa.text.clean;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import io.endoxa.text.VisibleText;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TextCleanerTest {
  private final TextCleaner cleaner = new TextCleaner();

  private String clean(String raw) {
    return cleaner.clean(raw).text();
  }

  private void assertDropped(String line, String reason) {
    CleanText clean = cleaner.clean("The bridge opens.\n\n" + line + "\n\nTraffic follows.");
    assertThat(clean.text()).isEqualTo("The bridge opens.\n\nTraffic follows.");
    assertThat(clean.dropped()).containsExactly(new DroppedLine(line, reason));
  }

  @Test
  void invisibleCharactersAreRemovedAndCounted() {
    CleanText clean =
        cleaner.clean(
            "\uFEFFThe br\u00ADidge\u200B \u202Eopens\u202C\u0000 \uD800now.\uFE0F\u2066");

    assertThat(clean.text()).isEqualTo("The bridge opens now.");
    assertThat(clean.invisibleCharacters()).isEqualTo(9);
  }

  @Test
  void aLetterCarriesNoMoreMarksForInvisibleCharactersBetweenThem() {
    for (String invisible : new String[] {"\u200B", "\uFE0F", "\u0000"}) {
      CleanText once = cleaner.clean("x" + ("\u0323" + invisible).repeat(100) + " opens.");

      assertThat(once.text()).isEqualTo("x" + "\u0323".repeat(30) + " opens.");
      assertThat(once.invisibleCharacters()).isEqualTo(170);
      assertThat(clean(once.text())).isEqualTo(once.text());
    }
  }

  @Test
  void everySpaceIsAPlainOne() {
    assertThat(clean("The\u00A0 bridge\u2009\topens\u3000now. "))
        .isEqualTo("The bridge opens now.");
  }

  @Test
  void lettersAreComposed() {
    assertThat(clean("Cafe\u0301 opens.")).isEqualTo("Caf\u00e9 opens.");
    assertThat(clean("Cafe\u200B\u0301 opens.")).isEqualTo("Caf\u00e9 opens.");
  }

  @Test
  void curlyQuotesAndOtherScriptsStay() {
    String text = "“It’s open”, said Əli — თბილისი, Երևան, 北京 😀.";

    assertThat(clean(text)).isEqualTo(text);
    assertThat(cleaner.clean(text).invisibleCharacters()).isZero();
  }

  @Test
  void lineEndsOfEverySystemAreRead() {
    assertThat(clean("One.\r\n\r\nTwo.\r\rThree.\u2029Four."))
        .isEqualTo("One.\n\nTwo.\n\nThree.\n\nFour.");
  }

  @Test
  void hardWrappedLinesAreJoined() {
    String raw =
        """
        The bridge over the strait, which took nine years
        to build and cost twice what was planned, opened
        on Monday. Nobody in the town seemed surprised
        at the delay.

        Ferries stop in May.
        """;

    assertThat(clean(raw))
        .isEqualTo(
            "The bridge over the strait, which took nine years to build and cost twice what was"
                + " planned, opened on Monday. Nobody in the town seemed surprised at the delay."
                + "\n\nFerries stop in May.");
  }

  @Test
  void manyCutWordsTakeNoLongerThanTheirText() {
    String raw = "ab-\ncd-\n".repeat(64_000);

    assertTimeout(Duration.ofSeconds(5), () -> clean(raw));
  }

  @Test
  void longLinesWithoutBlankLinesAreParagraphs() {
    String first = "The bridge took nine years and the town waited for it. ".repeat(4).strip();
    String second = "Ferries will stop in May, and their crews look for work. ".repeat(4).strip();

    assertThat(clean(first + "\nA heading\n" + second))
        .isEqualTo(first + "\n\nA heading\n\n" + second);
  }

  @Test
  void aShortLineThatEndsItsSentenceEndsItsParagraph() {
    String raw =
        """
        The bridge over the strait, which took nine years
        to build, opened on Monday.
        Ferries will stop in May, the company that runs
        them said.
        """;

    assertThat(clean(raw).split("\n\n")).hasSize(2);
  }

  @Test
  void repeatedCaptionsAndListItemsAreParagraphs() {
    assertThat(clean("The bridge on its first day\nThe bridge on its first day"))
        .isEqualTo("The bridge on its first day\n\nThe bridge on its first day");
    assertThat(clean("  1. The bridge opened on\n     Monday.\n  2. The ferries stop in May."))
        .isEqualTo("1. The bridge opened on Monday.\n\n2. The ferries stop in May.");
  }

  @Test
  void pageFurnitureIsDroppedWithItsReason() {
    assertDropped("Skip to content", "skip link");
    assertDropped("Read also:", "pointer to other articles");
    assertDropped("READ MORE: Ferries will stop in May", "pointer to other articles");
    assertDropped("Latest", "pointer to other articles");
    assertDropped("Share this article", "sharing prompt");
    assertDropped("Facebook", "sharing prompt");
    assertDropped("Subscribe to our newsletter and never miss a bridge", "subscription prompt");
    assertDropped("Follow us on Telegram and Instagram!", "subscription prompt");
    assertDropped("Comments (12)", "comments");
    assertDropped("Leave a comment", "comments");
    assertDropped("Advertisement", "advertisement");
    assertDropped("Back to top", "menu");
    assertDropped("Home > World > Bridges", "breadcrumb");
    assertDropped("News | Opinion | Arts & Letters", "menu");
    assertDropped("Photo: A. Mason / Harbour Gazette", "credit");
    assertDropped("© 2024 Harbour Gazette. All rights reserved.", "credit");
    assertDropped("https://gazette.example/bridge?page=2", "link");
    assertDropped("Tags: bridges, ferries", "tags");
    assertDropped("* * *", "no words");
    assertDropped("Facebook | Twitter | Telegram", "sharing prompt");
    assertDropped("1.2k shares", "sharing prompt");
    assertDropped("Join our Telegram channel for more", "subscription prompt");
    assertDropped("Already a subscriber? Log in", "subscription prompt");
    assertDropped("Please log in to comment", "comments");
    assertDropped("What do you think? Tell us in the comments below", "comments");
    assertDropped("We use cookies to make this site work.", "cookie notice");
    assertDropped("By Ann Mason and Leo Ferry, harbour desk", "byline");
    assertDropped("Published: 12 June 2024, 14:05", "date");
    assertDropped("Wednesday, 12 June 2024 - 14:05", "date");
    assertDropped("3 hours ago", "date");
    assertDropped("5 min read", "reading time");
    assertDropped("Continue reading the main story", "pointer to other articles");
    assertDropped("Image caption The bridge on its first day", "credit");
    assertDropped("Reporting by Ann Mason; Editing by Leo Ferry", "staff credit");
    assertDropped(
        "The views expressed in this article are the author's own and do not necessarily reflect"
            + " those of the Gazette.",
        "disclaimer");
    assertDropped(
        "This article was originally published by the Harbour Review.", "publication note");
    assertDropped(
        "This material may not be published or rewritten without leave.", "publication note");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Share prices fell on Monday.",
        "Share of renters doubles in nine years",
        "Latest talks on the bridge end without result",
        "Comments by the mayor draw anger",
        "Subscribe or perish: how papers live",
        "Related protests continue in three towns",
        "Follow the money, said the auditor.",
        "Register to vote before the third of May.",
        "Copyright law divides the house",
        "Home/office deals thrive",
        "Read more slowly, and remember more.",
        "The mayor > the council > the town, as he put it.",
        "Video shows the moment when the bridge opened",
        "1. The bridge opens",
        "“No.”",
        "1995",
        "By Land and Sea",
        "By noon the bridge was full",
        "Posted to the far bank",
        "Published works of a ferryman",
        "Updated rules for bridges",
        "By Any Means",
        "Ann Mason is a lawyer in the town.",
        "The views of the two authors differ, and neither convinced the mayor.",
        "Reporting by the harbour office has been late for years.",
      })
  void linesThatMayBeTheArticleStay(String line) {
    assertThat(clean("The bridge opens.\n\n" + line + "\n\nTraffic follows.")).contains(line);
  }

  @Test
  void anAuthorBoxIsDroppedAtTheEndAlone() {
    String box = "Ann Mason is a reporter at the Harbour Gazette. She lives by the pier.";
    CleanText clean =
        cleaner.clean("The bridge opens.\n\n" + box + "\n\nFollow her on Telegram: @mason");

    assertThat(clean.text()).isEqualTo("The bridge opens.");
    assertThat(clean.dropped())
        .extracting(DroppedLine::reason)
        .containsExactly("subscription prompt", "author box");
    assertThat(clean(box + "\n\nThe bridge opens.")).startsWith(box);
    assertThat(clean(box)).isEqualTo(box);
  }

  @Test
  void aQuoteMarkerGoesWhereverAParagraphBeginsWithIt() {
    assertThat(clean("The bridge opens.\n> > Ferries stop."))
        .isEqualTo("The bridge opens.\n\nFerries stop.");
    assertThat(clean("It is > 3.")).isEqualTo("It is > 3.");
  }

  @Test
  void blockQuotesLoseTheirMarkersAndDialogueKeepsItsLines() {
    assertThat(clean("> The bridge over the strait\n> opens on Monday, says\n> the mayor."))
        .isEqualTo("The bridge over the strait opens on Monday, says the mayor.");
    assertThat(clean("— Who pays for the bridge?\n— Nobody, for now."))
        .isEqualTo("— Who pays for the bridge?\n\n— Nobody, for now.");
  }

  @Test
  void wordsThatALineEndCutsAreJoined() {
    assertThat(
            clean(
                "The harbour of the town was full of ferries, and the har-\n"
                    + "bour master of Nagorno-\nKarabakh spoke of the post-\nwar years."))
        .isEqualTo(
            "The harbour of the town was full of ferries, and the harbour master of Nagorno-"
                + "Karabakh spoke of the post-war years.");
  }

  @Test
  void aWrappedLineIsNotTakenForFurniture() {
    assertThat(clean("The mayor spoke of the council and of its\ncomments"))
        .isEqualTo("The mayor spoke of the council and of its comments");
  }

  @Test
  void nothingIsLeftOfNothing() {
    assertThat(cleaner.clean("")).isEqualTo(new CleanText("", List.of(), 0));
    assertThat(clean(" \n\t\r\n\u200B")).isEmpty();
  }

  @Test
  void randomTextComesOutVisibleAndTidy() {
    Random random = new Random(11);
    for (int round = 0; round < 500; round++) {
      StringBuilder raw = new StringBuilder();
      for (int i = random.nextInt(200); i > 0; i--) {
        int kind = random.nextInt(4);
        raw.appendCodePoint(
            kind == 0 ? ' ' : kind == 1 ? random.nextInt(0x100) : random.nextInt(0x110000));
      }
      String text = clean(raw.toString());
      assertThat(VisibleText.of(text)).isEqualTo(new VisibleText(text, 0));
      assertThat(text).doesNotContain("  ").doesNotContain("\n\n\n").isEqualTo(text.strip());
    }
  }

  /** Sorting the marks of one letter takes the square of their number. */
  @Test
  void aLetterKeepsThirtyMarksAndNoMore() {
    CleanText clean =
        new TextCleaner().clean("The bridge opens a" + "\u0323".repeat(50) + "t noon.");

    assertThat(clean.text()).isEqualTo("The bridge opens \u1EA1" + "\u0323".repeat(29) + "t noon.");
    assertThat(clean.invisibleCharacters()).isEqualTo(20);
  }
}
