package io.endoxa.classify;

import java.util.Arrays;

/**
 * A sparse vector of terms: positions in ascending order, none twice, and a value for each.
 * Immutable; the arrays are handed out without a copy and are not to be written to.
 */
public final class SparseTerms {
  /** No terms at all. */
  public static final SparseTerms NONE = new SparseTerms(new int[0], new float[0]);

  private final int[] indices;
  private final float[] values;

  /** Takes over both arrays, which have one length; throws IllegalArgumentException otherwise. */
  public SparseTerms(int[] indices, float[] values) {
    if (indices.length != values.length) {
      throw new IllegalArgumentException(
          "%d indices but %d values".formatted(indices.length, values.length));
    }
    for (int i = 0; i < indices.length; i++) {
      if (indices[i] < 0 || (i > 0 && indices[i] <= indices[i - 1])) {
        throw new IllegalArgumentException(
            "index %d at position %d is not above the one before".formatted(indices[i], i));
      }
    }
    this.indices = indices;
    this.values = values;
  }

  public int[] indices() {
    return indices;
  }

  public float[] values() {
    return values;
  }

  /** The product with as many numbers of {@code row} as there are positions, from an offset on. */
  double dot(float[] row, int offset) {
    double sum = 0;
    for (int i = 0; i < indices.length; i++) {
      sum += (double) row[offset + indices[i]] * values[i];
    }
    return sum;
  }

  /** How many positions have a value. */
  public int size() {
    return indices.length;
  }

  /**
   * These terms and behind them those of another text, so that a row holds both.
   *
   * @param dimension how many positions these terms may have
   */
  public SparseTerms beside(SparseTerms other, int dimension) {
    int[] both = Arrays.copyOf(indices, size() + other.size());
    float[] bothValues = Arrays.copyOf(values, both.length);
    for (int i = 0; i < other.size(); i++) {
      both[size() + i] = dimension + other.indices[i];
      bothValues[size() + i] = other.values[i];
    }
    return new SparseTerms(both, bothValues);
  }
}
