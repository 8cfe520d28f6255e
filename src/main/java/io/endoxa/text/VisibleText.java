package io.endoxa.text;

import java.text.Normalizer;

/**
 * A text in one canonical spelling: NFC, invisible characters gone, every space a plain space,
 * every line end {@code \n}.
 *
 * @param text lines are stripped and hold no runs of spaces
 * @param removed how many invisible code points were taken out
 */
public record VisibleText(String text, int removed) {
  /**
   * As many marks as one letter may carry in stream-safe text (Unicode Annex 15). Sorting them
   * takes the square of their number.
   */
  private static final int MOST_COMBINING = 30;

  /** The text in this spelling; any string may be given. */
  public static VisibleText of(String raw) {
    StringBuilder out = new StringBuilder(raw.length());
    int removed = 0;
    int marks = 0;
    for (int i = 0; i < raw.length(); ) {
      int c = raw.codePointAt(i);
      i += Character.charCount(c);
      if (CharacterKind.isLineEnd(c)) {
        marks = 0;
        if (c == '\r' && i < raw.length() && raw.charAt(i) == '\n') {
          i++;
        }
        trimEnd(out);
        // A paragraph separator is a blank line.
        out.append(c == 0x2029 ? "\n\n" : "\n");
      } else if (CharacterKind.isSpace(c)) {
        marks = 0;
        if (!atLineStart(out) && out.charAt(out.length() - 1) != ' ') {
          out.append(' ');
        }
      } else if (CharacterKind.isInvisible(c)) {
        // Marks around it will be of the same letter.
        removed++;
      } else {
        marks = CharacterKind.isCombining(c) ? marks + 1 : 0;
        if (marks > MOST_COMBINING) {
          removed++;
        } else {
          out.appendCodePoint(c);
        }
      }
    }
    trimEnd(out);
    return new VisibleText(Normalizer.normalize(out, Normalizer.Form.NFC), removed);
  }

  private static boolean atLineStart(StringBuilder out) {
    return out.isEmpty() || out.charAt(out.length() - 1) == '\n';
  }

  private static void trimEnd(StringBuilder out) {
    if (!out.isEmpty() && out.charAt(out.length() - 1) == ' ') {
      out.setLength(out.length() - 1);
    }
  }

  /** The text with every line end a space, stripped. */
  public String oneLine() {
    return text.replaceAll("\\s+", " ").strip();
  }
}
