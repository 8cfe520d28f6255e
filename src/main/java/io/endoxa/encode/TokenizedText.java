package io.endoxa.encode;

/** The tokens of one text that the model reads. Owns its array; callers do not write to it. */
final class TokenizedText {
  private final long[] ids;
  private final int fullCount;

  TokenizedText(long[] ids, int fullCount) {
    this.ids = ids;
    this.fullCount = fullCount;
  }

  /** Vocabulary indices, {@code [size]}. */
  long[] ids() {
    return ids;
  }

  int size() {
    return ids.length;
  }

  /** Tokens before truncation. */
  int fullCount() {
    return fullCount;
  }

  boolean truncated() {
    return fullCount > ids.length;
  }
}
