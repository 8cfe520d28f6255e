package io.endoxa.encode;

import java.util.Arrays;

/**
 * A question and a paragraph as one row of tokens: {@code [CLS] question [SEP] paragraph [SEP]}.
 * Immutable: arrays are handed out as copies.
 */
public final class TokenPair {
  private final int[] ids;
  private final int questionSize;

  /**
   * A row of tokens with its marks; copies the array.
   *
   * @param ids vocabulary indices
   * @param questionSize how many tokens belong to the question, with the mark before it and the one
   *     after it
   * @throws IllegalArgumentException if the question has no token or more than there are
   */
  public TokenPair(int[] ids, int questionSize) {
    if (questionSize < 1 || questionSize > ids.length) {
      throw new IllegalArgumentException(
          "questionSize is %d, expected 1 to %d".formatted(questionSize, ids.length));
    }
    this.ids = ids.clone();
    this.questionSize = questionSize;
  }

  /** How many tokens there are, marks included. */
  public int size() {
    return ids.length;
  }

  /** Vocabulary indices, {@code [size]}. */
  public int[] ids() {
    return ids.clone();
  }

  /** How many tokens belong to the question, with the mark before it and the one after it. */
  public int questionSize() {
    return questionSize;
  }

  /** Token types, {@code [size]}: 0 for the question, 1 for the paragraph and the last mark. */
  public int[] types() {
    int[] types = new int[ids.length];
    Arrays.fill(types, questionSize, types.length, 1);
    return types;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof TokenPair that
        && questionSize == that.questionSize
        && Arrays.equals(ids, that.ids);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(ids) + questionSize;
  }

  @Override
  public String toString() {
    return "TokenPair[%d tokens, %d of the question]".formatted(ids.length, questionSize);
  }
}
