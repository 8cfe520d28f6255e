package io.endoxa.classify;

/**
 * What the heads know of one paragraph; the same for every model with the same encoder. Immutable;
 * the arrays are handed out without a copy and are not to be written to.
 */
public final class ParagraphFeatures {
  /** The most steps a neural head reads: the paragraph and its first 15 sentences. */
  public static final int MAX_STEPS = 16;

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

  /**
   * What a neural head reads, {@code [step][dim]}: the paragraph's vector, then those of its
   * sentences, at most {@link #MAX_STEPS} together.
   */
  public float[][] steps() {
    int kept = Math.min(sentences.length, MAX_STEPS - 1);
    float[][] steps = new float[kept + 1][];
    steps[0] = vector;
    System.arraycopy(sentences, 0, steps, 1, kept);
    return steps;
  }
}
