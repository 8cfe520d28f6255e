package io.endoxa.classify;

/**
 * Weights term counts by how rare the terms are: {@code ln((n + 1) / (df + 1))} for n paragraphs of
 * which df hold the term. Weighted counts have Euclidean length 1, or 0 where every term stands in
 * every paragraph. Immutable and thread-safe.
 *
 * <p>The formula is that of MLlib's IDF, so a vector fitted there may be used here.
 */
public final class Idf {
  private final float[] weights;

  /** Takes over the weights, one per position of {@link HashedTerms}. */
  public Idf(float[] weights) {
    this.weights = weights;
  }

  /** Fits the weights to the counts of paragraphs, all of the given dimension. */
  public static Idf fit(Iterable<SparseTerms> paragraphs, int dimension) {
    long[] frequency = new long[dimension];
    long count = 0;
    for (SparseTerms terms : paragraphs) {
      count++;
      for (int index : terms.indices()) {
        frequency[index]++;
      }
    }
    float[] weights = new float[dimension];
    for (int i = 0; i < dimension; i++) {
      weights[i] = (float) Math.log((count + 1.0) / (frequency[i] + 1.0));
    }
    return new Idf(weights);
  }

  public int dimension() {
    return weights.length;
  }

  /** The weights themselves, {@code [dimension]}, not a copy. */
  public float[] weights() {
    return weights;
  }

  /** What a linear model is trained on: weighted counts of Euclidean length 1. */
  public SparseTerms weigh(SparseTerms counts) {
    double scale = scale(counts);
    float[] values = new float[counts.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) (counts.values()[i] * weights[counts.indices()[i]] * scale);
    }
    return new SparseTerms(counts.indices(), values);
  }

  /** One over the length of the weighted counts, or 0 if that length is 0. */
  double scale(SparseTerms counts) {
    double squares = 0;
    for (int i = 0; i < counts.size(); i++) {
      double weighted = counts.values()[i] * (double) weights[counts.indices()[i]];
      squares += weighted * weighted;
    }
    return squares == 0 ? 0 : 1 / Math.sqrt(squares);
  }
}
