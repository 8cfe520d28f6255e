package io.endoxa.text;

/** What of a text carries its words. Vectors and terms are computed from it. */
public final class PlainText {
  private PlainText() {}

  /**
   * The text without characters that nobody sees, in NFC, with plain spaces, so that what a reader
   * cannot tell apart is labelled alike. Cleaned text is plain; other text has other offsets
   * afterwards. Empty if there was nothing to see.
   */
  public static String of(String text) {
    return VisibleText.of(text).text();
  }
}
