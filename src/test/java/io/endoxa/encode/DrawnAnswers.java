package io.endoxa.encode;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Which texts native code really reads in a soak test, and what stands in for it with the others.
 * Both depend on the text alone. {@link SampledClasses} calls it.
 */
public final class DrawnAnswers {
  /** Of 10,000 texts, so many are read. */
  public static final int READ = 200;

  private static final int STANCES = 4;

  private DrawnAnswers() {}

  private static SplittableRandom random(long hash) {
    return new SplittableRandom(hash * 0x9E3779B97F4A7C15L);
  }

  /** Whether native code reads these tokens. */
  public static boolean isRead(long[] ids) {
    return random(Arrays.hashCode(ids)).nextInt(10_000) < READ;
  }

  /** Whether native code reads these tokens. */
  public static boolean isRead(int[] ids) {
    return random(Arrays.hashCode(ids)).nextInt(10_000) < READ;
  }

  /** A vector of length 1. */
  static EncodedText encoded(TokenizedText tokens, int dimension) {
    SplittableRandom random = random(Arrays.hashCode(tokens.ids()) + 1L);
    float[] vector = new float[dimension];
    double squares = 0;
    for (int i = 0; i < dimension; i++) {
      vector[i] = (float) (random.nextDouble() + random.nextDouble() + random.nextDouble() - 1.5);
      squares += (double) vector[i] * vector[i];
    }
    float length = (float) Math.sqrt(squares);
    for (int i = 0; i < dimension; i++) {
      vector[i] /= length;
    }
    return new EncodedText(vector, tokens.fullCount(), tokens.truncated());
  }

  /** Logits, one per stance. */
  public static float[] logits(int[] ids) {
    SplittableRandom random = random(Arrays.hashCode(ids) + 1L);
    float[] logits = new float[STANCES];
    for (int i = 0; i < STANCES; i++) {
      logits[i] = (float) (4 * random.nextDouble() - 2);
    }
    return logits;
  }
}
