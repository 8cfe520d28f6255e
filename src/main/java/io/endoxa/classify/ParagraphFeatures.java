package io.endoxa.classify;

/**
 * What the heads know of one paragraph; the same for every model with the same encoder. Immutable;
 * arrays are handed out without a copy and are not to be written to.
 */
public final class ParagraphFeatures {
  private final float[] vector;
  private final SparseTerms terms;

  /**
   * Takes over the array.
   *
   * @param vector the encoder's vector of the whole paragraph, {@code [dim]}
   * @param terms term counts from {@link HashedTerms}, before any weighting
   */
  public ParagraphFeatures(float[] vector, SparseTerms terms) {
    this.vector = vector;
    this.terms = terms;
  }

  public float[] vector() {
    return vector;
  }

  public SparseTerms terms() {
    return terms;
  }
}
