package io.endoxa.text;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Cuts a text at its blank lines. Stateless and thread-safe. */
public final class ParagraphSplitter {
  private static final Pattern BLANK_LINES = Pattern.compile("\\n[ \\t]*\\n\\s*");

  /** The paragraphs in their order, without white space around them; none for a blank text. */
  public List<TextSpan> split(String cleanText) {
    List<TextSpan> paragraphs = new ArrayList<>();
    Matcher gap = BLANK_LINES.matcher(cleanText);
    int start = 0;
    while (gap.find()) {
      addStripped(cleanText, start, gap.start(), paragraphs);
      start = gap.end();
    }
    addStripped(cleanText, start, cleanText.length(), paragraphs);
    return paragraphs;
  }

  /** Adds the span without white space at its ends, if anything is left of it. */
  static void addStripped(String text, int from, int to, List<TextSpan> spans) {
    int start = from;
    int end = to;
    while (start < end && Character.isWhitespace(text.charAt(start))) {
      start++;
    }
    while (end > start && Character.isWhitespace(text.charAt(end - 1))) {
      end--;
    }
    if (start < end) {
      spans.add(new TextSpan(start, end));
    }
  }
}
