package io.endoxa.text;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Cuts a paragraph into sentences by rules for English news prose: a stop ends a sentence unless
 * the word before it, or the word after it, speaks against it. Stateless and thread-safe.
 */
public final class SentenceSplitter {
  /**
   * Stops (spaced dots are one ellipsis), then what closes a quotation or bracket, then numbers of
   * notes. Loops over a group are bounded because Java's patterns recurse there.
   */
  private static final Pattern STOP =
      Pattern.compile(
          "[.!?…]++(?:(?<=\\.)\\h(?=\\.(?:\\h|\\.|\\W?$))[.!?…]++){0,8}[\"'”’»)\\]]*"
              + "(?:\\[\\d{1,3}\\]){0,4}");

  /** Enough for the words around a stop; more would make long texts slow. */
  private static final int MAX_LOOK_BACK = 60;

  private static final int MAX_LOOK_AHEAD = 80;

  private static final Pattern OPENING = Pattern.compile("^[\"'“‘«(\\[¿¡-]*");
  private static final Pattern SPEECH_TAG =
      Pattern.compile("^(?:\\p{Lu}[\\p{L}.'’-]*\\h){1,3}(?:" + ReportingVerbs.SPEECH + ")\\b");

  /** After a question or an exclamation, where no comma can say that the sentence goes on. */
  private static final Pattern LONG_SPEECH_TAG =
      Pattern.compile(
          "^\\p{Lu}[\\p{L}.'’-]*\\h(?:[\\p{L}.'’-]+\\h){0,3}(?:"
              + ReportingVerbs.SPEECH
              + ")[.,:]");

  private static final Pattern DASH_AND_CAPITAL = Pattern.compile("^[–—-]\\h?\\p{Lu}.*");

  /** The sentences in their order; together they cover everything but white space. */
  public List<TextSpan> split(String paragraph) {
    List<TextSpan> sentences = new ArrayList<>();
    List<Integer> items = ListItems.starts(paragraph);
    int start = 0;
    for (int item : items) {
      splitPart(paragraph, start, item, sentences);
      start = item;
    }
    splitPart(paragraph, start, paragraph.length(), sentences);
    return sentences;
  }

  private static void splitPart(String text, int from, int to, List<TextSpan> sentences) {
    Matcher stop = STOP.matcher(text).region(from, to);
    stop.useAnchoringBounds(true);
    int start = from;
    int firstWord = ListItems.markerEnd(text, from, to);
    while (stop.find()) {
      if (stop.start() >= firstWord && endsSentence(text, start, stop, to)) {
        ParagraphSplitter.addStripped(text, start, stop.end(), sentences);
        start = stop.end();
      }
    }
    ParagraphSplitter.addStripped(text, start, to, sentences);
  }

  private static boolean endsSentence(String text, int start, Matcher stop, int to) {
    int end = stop.end();
    if (end == to) {
      return true;
    }
    String rest = text.substring(end, Math.min(to, end + MAX_LOOK_AHEAD));
    if (!Character.isWhitespace(rest.charAt(0))) {
      return isMissingSpace(text, stop, rest);
    }
    String next = rest.strip();
    if (next.isEmpty()) {
      return true;
    }
    String word = OPENING.matcher(next).replaceFirst("");
    if (isDialogue(text) && DASH_AND_CAPITAL.matcher(next).lookingAt()) {
      return true;
    }
    if (word.isEmpty() || Character.isLowerCase(word.codePointAt(0)) || isMark(word)) {
      return false;
    }
    String marks = stop.group();
    boolean quoteEnds = "\"'”’»".indexOf(marks.charAt(marks.length() - 1)) >= 0;
    Pattern tag = marks.startsWith(".") ? SPEECH_TAG : LONG_SPEECH_TAG;
    if (quoteEnds && (SPEECH_TAG.matcher(next).find() || tag.matcher(next).find())) {
      return false;
    }
    if (marks.equals(".") || marks.equals(".)")) {
      String before = text.substring(Math.max(start, stop.start() - MAX_LOOK_BACK), stop.start());
      return !Abbreviations.continues(before, word);
    }
    return !isEllipsis(marks) || endsAfterEllipsis(text, stop, next);
  }

  /** Words were left out, or the speaker faltered: only a clear new beginning is one. */
  private static boolean endsAfterEllipsis(String text, Matcher stop, String next) {
    String marks = stop.group();
    long dots = marks.chars().filter(c -> c == '.').count();
    boolean spaced = stop.start() > 0 && Character.isWhitespace(text.charAt(stop.start() - 1));
    boolean faltering = spaced && dots == 3 && next.startsWith("I ");
    boolean bracketed = marks.endsWith("]") || marks.endsWith("]\"") || next.startsWith("(");
    return !faltering && !bracketed;
  }

  /** {@code — Who pays? — Nobody.} Each dash hands over to the other speaker. */
  private static boolean isDialogue(String paragraph) {
    return "–—".indexOf(paragraph.charAt(0)) >= 0;
  }

  /** A dash, comma or the like never begins a sentence, but for dialogue. */
  private static boolean isMark(String next) {
    int c = next.codePointAt(0);
    return !Character.isLetterOrDigit(c) && ",;:–—/&%…".indexOf(c) >= 0;
  }

  private static boolean isEllipsis(String marks) {
    return marks.startsWith("..") || marks.startsWith("…") || marks.startsWith(". .");
  }

  /** {@code ended.Next}: text off the web loses spaces; addresses and file names do not count. */
  private static boolean isMissingSpace(String text, Matcher stop, String rest) {
    if (rest.length() < 2 || stop.start() < 2) {
      return false;
    }
    boolean wordFollows =
        Character.isUpperCase(rest.charAt(0)) && Character.isLowerCase(rest.charAt(1));
    char before = text.charAt(stop.start() - 1);
    boolean wordBefore =
        Character.isDigit(before)
            || (Character.isLowerCase(before) && Character.isLetter(text.charAt(stop.start() - 2)));
    if (!wordFollows || !wordBefore) {
      return false;
    }
    int windowStart = Math.max(0, stop.start() - MAX_LOOK_BACK);
    int from = windowStart + text.substring(windowStart, stop.start()).lastIndexOf(' ') + 1;
    int space = rest.indexOf(' ');
    int end = stop.end() + (space < 0 ? rest.length() : space);
    String token = text.substring(from, end);
    boolean address = token.contains("@") || token.contains("/") || token.startsWith("www.");
    return !address && !Abbreviations.continues(text.substring(from, stop.start()), rest);
  }
}
