package io.endoxa.text.voice;

/** Quotation marks and apostrophes, of which every newspaper has its own. */
public final class QuotationMarks {
  private static final String DOUBLE = "“”„‟«»";
  private static final String SINGLE = "‘’‚‛‹›";
  private static final char FIRST = '«';

  private QuotationMarks() {}

  /**
   * The text with straight marks in place of all others, each a character for a character, so that
   * offsets stay. For whoever reads words: a person is shown the text as it is.
   */
  public static String straight(String text) {
    StringBuilder straight = null;
    for (int i = 0; i < text.length(); i++) {
      char mark = text.charAt(i);
      if (mark < FIRST) {
        continue;
      }
      boolean isDouble = DOUBLE.indexOf(mark) >= 0;
      if (isDouble || SINGLE.indexOf(mark) >= 0) {
        straight = straight == null ? new StringBuilder(text) : straight;
        straight.setCharAt(i, isDouble ? '"' : '\'');
      }
    }
    return straight == null ? text : straight.toString();
  }
}
