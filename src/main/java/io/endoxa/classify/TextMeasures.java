package io.endoxa.classify;

import java.util.Arrays;
import java.util.List;

/**
 * What can be measured of a paragraph without a label, to tell one corpus from another. Immutable
 * and thread-safe.
 */
public final class TextMeasures {
  /** The measures, in the order of {@link #of}. */
  public static final List<String> NAMES = List.of("words", "unknown_words", "closeness");

  private final int[] knownWords;
  private final int dimension;
  private final float[] mean;

  /**
   * Takes over both arrays.
   *
   * @param dimension of the terms
   * @param knownWords positions of the words that a model knows, ascending
   * @param mean of the vectors of its training corpus, {@code [dim]}
   */
  public TextMeasures(int dimension, int[] knownWords, float[] mean) {
    this.dimension = dimension;
    this.knownWords = knownWords;
    this.mean = mean;
  }

  /**
   * The number of words; the share of them that the model does not know, 0 to 1; the cosine of the
   * paragraph's vector to the mean of the training corpus.
   */
  public double[] of(ParagraphFeatures paragraph) {
    double words = 0;
    double unknown = 0;
    SparseTerms terms = paragraph.terms();
    for (int i = 0; i < terms.size() && terms.indices()[i] < dimension / 2; i++) {
      words += terms.values()[i];
      unknown += Arrays.binarySearch(knownWords, terms.indices()[i]) < 0 ? terms.values()[i] : 0;
    }
    return new double[] {words, words == 0 ? 0 : unknown / words, cosine(paragraph.vector(), mean)};
  }

  private static double cosine(float[] one, float[] other) {
    double product = 0;
    double squares = 0;
    double otherSquares = 0;
    for (int i = 0; i < one.length; i++) {
      product += (double) one[i] * other[i];
      squares += (double) one[i] * one[i];
      otherSquares += (double) other[i] * other[i];
    }
    double lengths = Math.sqrt(squares * otherSquares);
    return lengths == 0 ? 0 : product / lengths;
  }

  /** The mean of vectors, of which there is at least one. */
  public static float[] mean(List<float[]> vectors) {
    double[] sums = new double[vectors.get(0).length];
    for (float[] vector : vectors) {
      for (int i = 0; i < sums.length; i++) {
        sums[i] += vector[i];
      }
    }
    float[] mean = new float[sums.length];
    for (int i = 0; i < sums.length; i++) {
      mean[i] = (float) (sums[i] / vectors.size());
    }
    return mean;
  }
}
