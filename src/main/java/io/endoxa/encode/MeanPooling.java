package io.endoxa.encode;

import java.nio.FloatBuffer;
import java.util.Arrays;

/**
 * Token states to vectors of length 1: the mean over all tokens for the text, with the two that
 * mark begin and end (Reimers and Gurevych 2019, section 3), and over the tokens that begin in a
 * sentence for the sentence.
 */
final class MeanPooling {
  private final int dimension;

  MeanPooling(int dimension) {
    this.dimension = dimension;
  }

  /**
   * Throws {@link IllegalStateException} if the states are not finite or add up to nothing.
   *
   * @param states {@code [tokens.size()][dimension]} row by row
   */
  EncodedText pool(TokenizedText tokens, FloatBuffer states, int[] sentenceStarts) {
    double[] total = new double[dimension];
    double[][] sums = new double[sentenceStarts.length][];
    int sentenceCount = tokens.truncated() ? 0 : sentenceStarts.length;
    float[] state = new float[dimension];
    for (int token = 0; token < tokens.size(); token++) {
      states.get(token * dimension, state);
      add(state, total);
      if (tokens.start(token) != TokenizedText.NOWHERE) {
        int sentence = sentenceAt(tokens.start(token), sentenceStarts);
        if (sums[sentence] == null) {
          sums[sentence] = new double[dimension];
        }
        add(state, sums[sentence]);
        sentenceCount = Math.max(sentenceCount, sentence + 1);
      }
    }
    float[] vector = normalised(total);
    float[][] sentenceVectors = new float[sentenceCount][];
    for (int i = 0; i < sentenceCount; i++) {
      sentenceVectors[i] = sums[i] == null ? vector : normalised(sums[i]);
    }
    return new EncodedText(vector, sentenceVectors, tokens.fullCount(), tokens.truncated());
  }

  /**
   * The mean of token states as it is. Throws {@link IllegalStateException} if it is not finite.
   *
   * @param states {@code [count][dimension]} row by row
   */
  static float[] mean(FloatBuffer states, int count, int dimension) {
    double[] total = new double[dimension];
    float[] state = new float[dimension];
    for (int token = 0; token < count; token++) {
      states.get(token * dimension, state);
      add(state, total);
    }
    float[] mean = new float[dimension];
    for (int i = 0; i < dimension; i++) {
      mean[i] = (float) (total[i] / count);
      if (!Float.isFinite(mean[i])) {
        throw new IllegalStateException("The model gave token states of mean " + mean[i] + ".");
      }
    }
    return mean;
  }

  private static void add(float[] state, double[] sum) {
    for (int i = 0; i < sum.length; i++) {
      sum[i] += state[i];
    }
  }

  private static int sentenceAt(int offset, int[] sentenceStarts) {
    int found = Arrays.binarySearch(sentenceStarts, offset);
    return found >= 0 ? found : -found - 2;
  }

  /** The division by the number of tokens falls out, since the length becomes 1 anyway. */
  private static float[] normalised(double[] sum) {
    double squares = 0;
    for (double value : sum) {
      squares += value * value;
    }
    double length = Math.sqrt(squares);
    if (!(length > 0) || Double.isInfinite(length)) {
      throw new IllegalStateException("The model gave token states of length " + length + ".");
    }
    float[] vector = new float[sum.length];
    for (int i = 0; i < vector.length; i++) {
      vector[i] = (float) (sum[i] / length);
    }
    return vector;
  }
}
