package io.endoxa.encode;

import java.util.Arrays;

/** The vector of one text, of length 1 (L2). Immutable: the vector is handed out as a copy. */
public final class EncodedText {
  private final float[] vector;
  private final int tokenCount;
  private final boolean truncated;

  /** Takes over the array. */
  EncodedText(float[] vector, int tokenCount, boolean truncated) {
    this.vector = vector;
    this.tokenCount = tokenCount;
    this.truncated = truncated;
  }

  /** The vector of the whole text, {@code [dimension]}. */
  public float[] vector() {
    return vector.clone();
  }

  /** Tokens of the text before truncation, with the two that mark begin and end. */
  public int tokenCount() {
    return tokenCount;
  }

  /** Whether the text has more tokens than the encoder reads; the vector lacks its end. */
  public boolean truncated() {
    return truncated;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof EncodedText that
        && tokenCount == that.tokenCount
        && truncated == that.truncated
        && Arrays.equals(vector, that.vector);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(vector);
  }

  @Override
  public String toString() {
    return "EncodedText[%d tokens%s]".formatted(tokenCount, truncated ? ", truncated" : "");
  }
}
