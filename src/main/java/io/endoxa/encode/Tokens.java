package io.endoxa.encode;

import java.util.Arrays;

/** All tokens of one text, without the marks that a model wants around them. Immutable. */
public final class Tokens {
  private final int[] ids;
  private final int[] starts;

  /**
   * Takes over the arrays.
   *
   * @param ids vocabulary indices
   * @param starts where each token begins in the text, in UTF-16 chars, ascending
   */
  Tokens(int[] ids, int[] starts) {
    this.ids = ids;
    this.starts = starts;
  }

  /** How many there are; 0 for a blank text. */
  public int size() {
    return ids.length;
  }

  /** Where a token begins in the text, in UTF-16 chars. */
  int start(int token) {
    return starts[token];
  }

  /** The tokens that begin in a part of the text, in UTF-16 chars. */
  Tokens within(int start, int end) {
    int from = firstFrom(start);
    int to = firstFrom(end);
    return new Tokens(Arrays.copyOfRange(ids, from, to), Arrays.copyOfRange(starts, from, to));
  }

  /** The first tokens, {@code count} of them at most. */
  Tokens first(int count) {
    return count >= ids.length
        ? this
        : new Tokens(Arrays.copyOf(ids, count), Arrays.copyOf(starts, count));
  }

  /** These tokens and then others of the same text, which begin later. */
  Tokens then(Tokens later) {
    int[] bothIds = Arrays.copyOf(ids, ids.length + later.ids.length);
    int[] bothStarts = Arrays.copyOf(starts, bothIds.length);
    System.arraycopy(later.ids, 0, bothIds, ids.length, later.ids.length);
    System.arraycopy(later.starts, 0, bothStarts, ids.length, later.starts.length);
    return new Tokens(bothIds, bothStarts);
  }

  void copyIds(int[] target, int at) {
    System.arraycopy(ids, 0, target, at, ids.length);
  }

  /** The first token that begins at {@code offset} or later; several may begin at one place. */
  private int firstFrom(int offset) {
    int low = 0;
    int high = starts.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (starts[middle] < offset) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  @Override
  public String toString() {
    return "Tokens" + Arrays.toString(ids);
  }
}
