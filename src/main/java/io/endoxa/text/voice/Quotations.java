package io.endoxa.text.voice;

import io.endoxa.text.TextSpan;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What of one paragraph stands between quotation marks of any style. */
final class Quotations {
  /**
   * A quotation that does not end in its paragraph goes on in the next one. It looks for a mark
   * first, since most characters are none.
   */
  private static final Pattern QUOTATION =
      Pattern.compile(
          "(?=[\"“«„‘'])(?:\"[^\"]+(?:\"|$)|“[^”]+(?:”|$)|«[^»]+(?:»|$)|„[^“”]+(?:[“”]|$)"
              + "|(?<!\\w)‘[^‘’]+’(?!\\w)|(?<!\\w)'[^']{3,400}[.,?!]'(?!\\w))");

  private static final Pattern OPEN = Pattern.compile("\"[^\"]+|“[^”]+|«[^»]+|„[^“”]+");

  private static final String OPENING = "\"“«„";

  private final String paragraph;
  private final List<TextSpan> all = new ArrayList<>();

  Quotations(String paragraph) {
    this.paragraph = paragraph;
    Matcher quotation = QUOTATION.matcher(paragraph);
    while (quotation.find()) {
      all.add(new TextSpan(quotation.start(), quotation.end()));
    }
  }

  /** Those of at least so many words; shorter ones are terms, titles and scare quotes. */
  List<TextSpan> ofWords(int least) {
    return all.stream().filter(quotation -> words(quotation.of(paragraph)) >= least).toList();
  }

  private static int words(String text) {
    int words = 1;
    for (int i = 0; i < text.length(); i++) {
      words += text.charAt(i) == ' ' ? 1 : 0;
    }
    return words;
  }

  /** The paragraph with an empty quotation in place of each. */
  String without() {
    StringBuilder without = new StringBuilder(paragraph.length());
    int end = 0;
    for (TextSpan quotation : all) {
      without.append(paragraph, end, quotation.start()).append("\"\"");
      end = quotation.end();
    }
    return without.append(paragraph, end, paragraph.length()).toString();
  }

  /** The paragraph with spaces between the marks of each, so that offsets stay. */
  String blanked() {
    StringBuilder blanked = new StringBuilder(paragraph);
    for (TextSpan quotation : all) {
      for (int i = quotation.start() + 1; i < quotation.end() - 1; i++) {
        blanked.setCharAt(i, ' ');
      }
    }
    return blanked.toString();
  }

  /** Whether the last one has no end, as one that the next paragraph goes on with. */
  boolean stayOpen() {
    return all.stream()
        .anyMatch(
            quotation ->
                quotation.end() == paragraph.length()
                    && OPEN.matcher(quotation.of(paragraph)).matches());
  }

  /** Whether a paragraph begins with a quotation. */
  static boolean opens(String paragraph) {
    return !paragraph.isEmpty() && OPENING.indexOf(paragraph.charAt(0)) >= 0;
  }
}
