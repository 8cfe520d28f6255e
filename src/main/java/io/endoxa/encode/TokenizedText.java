package io.endoxa.encode;

/** The tokens of one text that the model reads. Owns its arrays; callers do not write to them. */
final class TokenizedText {
  /** The offset of a token that stands for no part of the text. */
  static final int NOWHERE = -1;

  private final long[] ids;
  private final int[] starts;
  private final int fullCount;

  TokenizedText(long[] ids, int[] starts, int fullCount) {
    this.ids = ids;
    this.starts = starts;
    this.fullCount = fullCount;
  }

  /** Vocabulary indices, {@code [size]}. */
  long[] ids() {
    return ids;
  }

  int size() {
    return ids.length;
  }

  /** Where a token begins in the text, in UTF-16 chars, or {@link #NOWHERE}. */
  int start(int token) {
    return starts[token];
  }

  /** Tokens before truncation. */
  int fullCount() {
    return fullCount;
  }

  boolean truncated() {
    return fullCount > ids.length;
  }
}
