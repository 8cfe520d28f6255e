package io.endoxa.classify;

/**
 * What the heads know of one paragraph; the same for every model with the same encoder. Immutable;
 * the arrays are handed out without a copy and are not to be written to.
 */
public final class ParagraphFeatures {
  private final float[] vector;
  private final float[][] sentences;
  private final SparseTerms terms;

  /**
   * Takes over the arrays.
   *
   * @param vector the encoder's vector of the whole paragraph, {@code [dim]}
   * @param sentences the vectors of its sentences in order, {@code [sentence][dim]}, may be empty
   * @param terms term counts from {@link HashedTerms}, before any weighting
   */
  public ParagraphFeatures(float[] vector, float[][] sentences, SparseTerms terms) {
    for (float[] sentence : sentences) {
      if (sentence.length != vector.length) {
        throw new IllegalArgumentException(
            "sentence vector of length %d beside a paragraph vector of length %d"
                .formatted(sentence.length, vector.length));
      }
    }
    this.vector = vector;
    this.sentences = sentences;
    this.terms = terms;
  }

  public float[] vector() {
    return vector;
  }

  public float[][] sentences() {
    return sentences;
  }

  public SparseTerms terms() {
    return terms;
  }
}
