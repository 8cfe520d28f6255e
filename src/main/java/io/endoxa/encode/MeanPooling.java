package io.endoxa.encode;

import java.nio.FloatBuffer;

/**
 * Token states to a vector of length 1: the mean over all tokens, with the two that mark begin and
 * end (Reimers and Gurevych 2019, section 3).
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
  EncodedText pool(TokenizedText tokens, FloatBuffer states) {
    double[] total = sum(states, tokens.size(), dimension);
    return new EncodedText(normalised(total), tokens.fullCount(), tokens.truncated());
  }

  /**
   * The mean of token states as it is. Throws {@link IllegalStateException} if it is not finite.
   *
   * @param states {@code [count][dimension]} row by row
   */
  static float[] mean(FloatBuffer states, int count, int dimension) {
    double[] total = sum(states, count, dimension);
    float[] mean = new float[dimension];
    for (int i = 0; i < dimension; i++) {
      mean[i] = (float) (total[i] / count);
      if (!Float.isFinite(mean[i])) {
        throw new IllegalStateException("The model gave token states of mean " + mean[i] + ".");
      }
    }
    return mean;
  }

  private static double[] sum(FloatBuffer states, int count, int dimension) {
    double[] total = new double[dimension];
    float[] state = new float[dimension];
    for (int token = 0; token < count; token++) {
      states.get(token * dimension, state);
      for (int i = 0; i < dimension; i++) {
        total[i] += state[i];
      }
    }
    return total;
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
