package io.endoxa.text.voice;

import io.endoxa.text.TextSpan;
import java.util.List;
import java.util.regex.Pattern;

/** What stands between quotation marks of any style. */
final class Quotations {
  /** A quotation that does not end in its paragraph goes on in the next one. */
  private static final Pattern QUOTATION =
      Pattern.compile(
          "\"[^\"]+(?:\"|$)|“[^”]+(?:”|$)|«[^»]+(?:»|$)|„[^“”]+(?:[“”]|$)"
              + "|(?<!\\w)‘[^‘’]+’(?!\\w)|(?<!\\w)'[^']{3,400}[.,?!]'(?!\\w)");

  private static final Pattern OPEN = Pattern.compile("\"[^\"]+|“[^”]+|«[^»]+|„[^“”]+");

  private static final String OPENING = "\"“«„";

  private Quotations() {}

  /** Those of at least so many words; shorter ones are terms, titles and scare quotes. */
  static List<TextSpan> of(String paragraph, int leastWords) {
    return QUOTATION
        .matcher(paragraph)
        .results()
        .filter(quotation -> words(quotation.group()) >= leastWords)
        .map(quotation -> new TextSpan(quotation.start(), quotation.end()))
        .toList();
  }

  private static int words(String text) {
    int words = 1;
    for (int i = 0; i < text.length(); i++) {
      words += text.charAt(i) == ' ' ? 1 : 0;
    }
    return words;
  }

  /** The paragraph with an empty quotation in place of each. */
  static String without(String paragraph) {
    return QUOTATION.matcher(paragraph).replaceAll("\"\"");
  }

  /** The paragraph with spaces between the marks of each, so that offsets stay. */
  static String blanked(String paragraph) {
    StringBuilder blanked = new StringBuilder(paragraph);
    QUOTATION
        .matcher(paragraph)
        .results()
        .forEach(
            quotation -> {
              for (int i = quotation.start() + 1; i < quotation.end() - 1; i++) {
                blanked.setCharAt(i, ' ');
              }
            });
    return blanked.toString();
  }

  /**
   * Whether the paragraph's last quotation has no end, as one that the next paragraph goes on with.
   */
  static boolean staysOpen(String paragraph) {
    return QUOTATION
        .matcher(paragraph)
        .results()
        .anyMatch(
            quotation ->
                quotation.end() == paragraph.length() && OPEN.matcher(quotation.group()).matches());
  }

  static boolean opens(String paragraph) {
    return !paragraph.isEmpty() && OPENING.indexOf(paragraph.charAt(0)) >= 0;
  }
}
