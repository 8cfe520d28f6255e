package io.endoxa.text.source;

import io.endoxa.text.VisibleText;
import java.util.List;
import java.util.Random;

/** Texts such as no person writes and every archive holds: words among all that goes wrong. */
final class RandomText {
  private static final List<String> LINE_ENDS =
      List.of(
          "\n",
          "\n",
          "\n\n",
          "\n\n",
          "\r\n",
          "\r\n\r\n",
          "\r",
          "\u0085",
          "\u2028",
          "\u2029",
          "\n \t\n",
          "\u000B",
          "\f");
  private static final List<String> INVISIBLE =
      List.of(
          "\u200B", "\u200D", "\u202E", "\u2066", "\uFEFF", "\u00AD", "\uFE0F", "\u2060", "\u0007",
          "\u3164", "\uFFFE");
  private static final List<String> SPACES =
      List.of(" ", " ", " ", "  ", "\t", "\u00A0", "\u2003", "\u3000");
  private static final List<String> ODD =
      List.of(
          "e\u0301",
          "\uD83D\uDE00",
          "👩‍👩‍👧",
          "ﷺ",
          "ﬁ",
          "\u0301",
          "Ⅳ",
          "١٢",
          "北京",
          "\uD835\uDD38",
          "İ",
          "ß",
          "ǅ",
          "한글",
          "A\u0327\u0301");
  private static final List<String> MARKS =
      List.of(
          ".", ".", ".", ",", ",", "?", "!", "…", "...", ":", ";", " – ", "—", "\"", "“", "”", "«",
          "»", "’", "‘", "(", ")", "[1]", "*", ">", "|", "-", "/");
  private static final List<String> FURNITURE =
      List.of(
          "Share",
          "Read also: The bridge opens",
          "Advertisement",
          "Home > News > World",
          "* * *",
          "By Ann Mason",
          "Skip to content",
          "Tags: bridge, ferry",
          "Photo: Ann Mason / Quay Wire",
          "12 May 2024",
          "Comments (3)",
          "Ann Mason is a reporter at the Quay Wire.",
          "The views expressed here are the author's own.",
          "1. The bridge opened.",
          "2. The ferry stops.",
          "• Apples",
          "> He said so.",
          "(a) first",
          "Related articles",
          "Follow us on Telegram",
          "News | Opinion | Sport",
          "Editing by Leo Ferry");
  private static final List<String> WORDS =
      List.of(
          "the",
          "bridge",
          "ferry",
          "opened",
          "on",
          "Monday",
          "said",
          "Ann",
          "Mason",
          "river",
          "a",
          "and",
          "of",
          "to",
          "peace-",
          "keeping",
          "was",
          "not",
          "nine",
          "years",
          "Baku",
          "U.S.",
          "Mr.",
          "3.5",
          "he",
          "that",
          "according",
          "мост",
          "Կամուրջ",
          "ხიდი",
          "brücke",
          "according to",
          "1994",
          "&amp;",
          "<b>",
          "harbour",
          "apples",
          "quay",
          "nobody");

  private final Random random;

  RandomText(Random random) {
    this.random = random;
  }

  private String of(List<String> choices) {
    return choices.get(random.nextInt(choices.size()));
  }

  /** Perhaps blank, perhaps some pages; line ends of all systems. */
  String next() {
    StringBuilder text = new StringBuilder();
    int blocks = random.nextInt(3);
    for (int i = 0; i <= blocks; i++) {
      text.append(block());
      text.append(of(LINE_ENDS));
      if (random.nextInt(3) > 0) {
        text.append(of(LINE_ENDS));
      }
    }
    return text.toString();
  }

  /** One that a reader takes for an article unless cleaning leaves nothing. */
  String notBlank() {
    String text = next();
    return VisibleText.of(text).text().isBlank() ? "The bridge opened." + text : text;
  }

  private String block() {
    int kind = random.nextInt(10);
    if (kind == 0) {
      return of(FURNITURE);
    }
    if (kind == 1) {
      String sentence = sentence(12);
      return sentence + " " + sentence(5) + "\n\n" + sentence;
    }
    if (kind == 2) {
      return hardWrapped();
    }
    StringBuilder block = new StringBuilder();
    int sentences = random.nextInt(3);
    for (int i = 0; i <= sentences; i++) {
      block.append(sentence(14)).append(random.nextInt(9) == 0 ? of(LINE_ENDS) : of(SPACES));
    }
    return block.toString();
  }

  private String hardWrapped() {
    StringBuilder block = new StringBuilder();
    int lines = 2 + random.nextInt(4);
    for (int i = 0; i < lines; i++) {
      block.append(random.nextInt(8) == 0 ? "> " : "");
      block.append(sentence(6)).append(random.nextInt(3) == 0 ? of(FURNITURE) : "").append('\n');
    }
    return block.toString();
  }

  private String sentence(int mostWords) {
    StringBuilder sentence = new StringBuilder();
    int words = 1 + random.nextInt(mostWords);
    for (int i = 0; i < words; i++) {
      sentence.append(random.nextInt(25) == 0 ? of(ODD) : of(WORDS));
      if (random.nextInt(6) == 0) {
        sentence.append(of(MARKS));
      }
      if (random.nextInt(12) == 0) {
        sentence.append(of(INVISIBLE));
      }
      sentence.append(i + 1 < words ? of(SPACES) : "");
    }
    return sentence.append(random.nextInt(5) == 0 ? "" : ".").toString();
  }
}
