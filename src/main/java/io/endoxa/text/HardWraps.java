package io.endoxa.text;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Tells line ends that a typewriter width made from those that separate paragraphs. */
final class HardWraps {
  /** No wrapping width in use is wider; a longer line is a paragraph of its own. */
  private static final int MAX_WIDTH = 132;

  private static final Pattern LIST_ITEM =
      Pattern.compile("(\\d{1,3}[.)]|[•▪◦‣⁃*–—-]|\\(?[a-z\\d]\\)) .*");

  private HardWraps() {}

  /** The paragraphs of consecutive lines, none of them blank, in their order. */
  static List<String> join(List<String> lines) {
    List<String> paragraphs = new ArrayList<>();
    int width = lines.stream().mapToInt(String::length).max().orElse(0);
    boolean everyLineIsWhole = lines.stream().allMatch(SentenceEnd::endsSentence);
    StringBuilder paragraph = new StringBuilder();
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i);
      if (i > 0) {
        if (width > MAX_WIDTH || everyLineIsWhole || isBreak(lines.get(i - 1), line, width)) {
          paragraphs.add(paragraph.toString());
          paragraph.setLength(0);
        } else {
          paragraph.append(' ');
        }
      }
      paragraph.append(line);
    }
    if (!paragraph.isEmpty()) {
      paragraphs.add(paragraph.toString());
    }
    return paragraphs;
  }

  private static boolean isBreak(String line, String next, int width) {
    if (line.equals(next) || LIST_ITEM.matcher(next).matches()) {
      return true;
    }
    int space = next.indexOf(' ');
    int firstWord = space < 0 ? next.length() : space;
    boolean nextWordWouldFit = line.length() + 1 + firstWord <= width;
    boolean heading = line.length() < width / 2 && !Character.isLowerCase(next.codePointAt(0));
    return nextWordWouldFit && (heading || SentenceEnd.endsSentence(line));
  }
}
