package io.endoxa.text;

import java.util.regex.Pattern;

/** Whether a text ends as a sentence does. */
public final class SentenceEnd {
  /** A stop, then marks that close a quotation or a bracket. */
  private static final Pattern END = Pattern.compile("[.!?…][\"'”’»)\\]*]*$");

  private SentenceEnd() {}

  /** Whether a stop is the last of the text, but for marks that close after it. */
  public static boolean endsSentence(String text) {
    // Only the end matters, and a pattern searched through a long text is slow.
    return END.matcher(text.substring(Math.max(0, text.length() - 12))).find();
  }
}
