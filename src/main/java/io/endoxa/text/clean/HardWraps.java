package io.endoxa.text.clean;

import io.endoxa.text.SentenceEnd;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Tells line ends that a typewriter width made from those that separate paragraphs. */
final class HardWraps {
  /** No wrapping width in use is wider; a longer line is a paragraph of its own. */
  private static final int MAX_WIDTH = 132;

  private static final Pattern LIST_ITEM =
      Pattern.compile("(\\d{1,3}[.)]|[•▪◦‣⁃*–—-]|\\(?[a-z\\d]\\)) .*");

  /** A word that a line end cuts; groups are its halves. */
  private static final Pattern CUT_WORD = Pattern.compile("(\\p{L}{2,30})- (\\p{L}{1,30})");

  private static final Pattern WORD = Pattern.compile("\\p{L}+");

  private final List<String> lines;

  /** Empty until a word is looked for. */
  private final Set<String> words = new HashSet<>();

  private HardWraps(List<String> lines) {
    this.lines = lines;
  }

  /**
   * The paragraphs of consecutive lines, none of them blank, in their order. A {@code >} that
   * begins every line of a block quote goes, and so does one that begins a paragraph.
   */
  static List<String> join(List<String> block) {
    boolean quoted = block.stream().allMatch(line -> line.startsWith(">") && line.length() > 1);
    return new HardWraps(quoted ? block.stream().map(HardWraps::withoutMarker).toList() : block)
        .paragraphs();
  }

  private List<String> paragraphs() {
    List<String> paragraphs = new ArrayList<>();
    int width = lines.stream().mapToInt(String::length).max().orElse(0);
    boolean everyLineIsWhole = lines.stream().allMatch(SentenceEnd::endsSentence);
    StringBuilder paragraph = new StringBuilder();
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i);
      if (i > 0) {
        if (width > MAX_WIDTH || everyLineIsWhole || isBreak(lines.get(i - 1), line, width)) {
          paragraphs.add(withoutMarker(paragraph.toString()));
          paragraph.setLength(0);
        } else if (isCutWord(lines.get(i - 1), lines.get(i))) {
          paragraph.setLength(paragraph.length() - (isWholeElsewhere(i) ? 1 : 0));
        } else {
          paragraph.append(' ');
        }
      }
      paragraph.append(line);
    }
    if (!paragraph.isEmpty()) {
      paragraphs.add(withoutMarker(paragraph.toString()));
    }
    return paragraphs;
  }

  private static String withoutMarker(String text) {
    int from = 0;
    while (from < text.length() && text.charAt(from) == '>') {
      from += text.startsWith("> ", from) ? 2 : 1;
    }
    return from < text.length() ? text.substring(from) : text;
  }

  private static boolean isCutWord(String line, String next) {
    return cutWord(line, next).matches();
  }

  /** {@code peace-} and {@code keeping} keep their hyphen unless the block has the word without. */
  private boolean isWholeElsewhere(int i) {
    Matcher cut = cutWord(lines.get(i - 1), lines.get(i));
    if (!cut.matches()) {
      return false;
    }
    if (words.isEmpty()) {
      lines.forEach(
          line -> WORD.matcher(line).results().map(MatchResult::group).forEach(words::add));
    }
    return words.contains(cut.group(1) + cut.group(2));
  }

  private static Matcher cutWord(String line, String next) {
    int from = line.lastIndexOf(' ') + 1;
    int space = next.indexOf(' ');
    String first = space < 0 ? next : next.substring(0, space);
    int end = first.length();
    while (end > 0 && !Character.isLetter(first.charAt(end - 1))) {
      end--;
    }
    return CUT_WORD.matcher(line.substring(from) + " " + first.substring(0, end));
  }

  private static boolean isBreak(String line, String next, int width) {
    if (line.equals(next) || LIST_ITEM.matcher(next).matches()) {
      return true;
    }
    if (isCutWord(line, next)) {
      return false;
    }
    int space = next.indexOf(' ');
    int firstWord = space < 0 ? next.length() : space;
    boolean nextWordWouldFit = line.length() + 1 + firstWord <= width;
    boolean heading = line.length() < width / 2 && !Character.isLowerCase(next.codePointAt(0));
    return nextWordWouldFit && (heading || SentenceEnd.endsSentence(line));
  }
}
