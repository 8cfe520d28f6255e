package io.endoxa.encode;

import java.util.Arrays;
import java.util.Objects;

/** The vectors of one text, each of length 1 (L2). Immutable: vectors are handed out as copies. */
public final class EncodedText {
  private final float[] vector;
  private final float[][] sentenceVectors;
  private final int tokenCount;
  private final boolean truncated;

  /** Takes over the arrays. */
  EncodedText(float[] vector, float[][] sentenceVectors, int tokenCount, boolean truncated) {
    this.vector = vector;
    this.sentenceVectors = sentenceVectors;
    this.tokenCount = tokenCount;
    this.truncated = truncated;
  }

  /** The vector of the whole text, {@code [dimension]}. */
  public float[] vector() {
    return vector.clone();
  }

  /** Fewer than the sentences of the text if truncation cut off the last ones wholly. */
  public int sentenceCount() {
    return sentenceVectors.length;
  }

  /**
   * The vector of one sentence in its surroundings, {@code [dimension]}. A sentence without a token
   * of its own, such as one of invisible characters, has the vector of the whole text.
   *
   * @param index from 0 to below {@link #sentenceCount()}
   */
  public float[] sentenceVector(int index) {
    return sentenceVectors[Objects.checkIndex(index, sentenceVectors.length)].clone();
  }

  /** Tokens of the text before truncation, with the two that mark begin and end. */
  public int tokenCount() {
    return tokenCount;
  }

  /** Whether the text has more tokens than the encoder reads; the vectors lack its end. */
  public boolean truncated() {
    return truncated;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof EncodedText that
        && tokenCount == that.tokenCount
        && truncated == that.truncated
        && Arrays.equals(vector, that.vector)
        && Arrays.deepEquals(sentenceVectors, that.sentenceVectors);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(vector);
  }

  @Override
  public String toString() {
    return "EncodedText[%d tokens%s, %d sentences]"
        .formatted(tokenCount, truncated ? ", truncated" : "", sentenceVectors.length);
  }
}
