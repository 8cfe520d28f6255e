package io.endoxa.text;

/**
 * A record that did not become an article.
 *
 * @param origin where it was read
 * @param reason the kind of fault, for counting
 * @param detail what was found and what was expected, one sentence
 * @param excerpt how the record begins: at most {@value #MAX_EXCERPT} UTF-16 units, one line, no
 *     control characters; empty if there is nothing to show
 */
public record Rejected(Origin origin, RejectReason reason, String detail, String excerpt)
    implements ReadResult {
  /** So many UTF-16 units are shown of a record. */
  public static final int MAX_EXCERPT = 120;

  private static final int MAX_DETAIL = 300;

  /** Shortens and neutralises {@code detail} and {@code excerpt}; any strings may be given. */
  public Rejected {
    detail = printable(detail, MAX_DETAIL);
    excerpt = printable(excerpt, MAX_EXCERPT);
  }

  /** White space becomes a space; what has no visible form becomes U+FFFD. */
  private static String printable(String raw, int maxLength) {
    StringBuilder out = new StringBuilder(Math.min(raw.length(), maxLength));
    for (int i = 0; i < raw.length(); ) {
      int c = raw.codePointAt(i);
      i += Character.charCount(c);
      int shown = CharacterKind.isSpace(c) ? ' ' : CharacterKind.isInvisible(c) ? 0xFFFD : c;
      if (out.length() + Character.charCount(shown) > maxLength) {
        break;
      }
      out.appendCodePoint(shown);
    }
    return out.toString().strip();
  }
}
