package io.endoxa.annotate;

import io.endoxa.text.ContentHash;

/**
 * Which groups and stories of a data set are kept from training. The answer is a function of a name
 * alone, so that whoever trains and whoever scores agree without a file between them.
 */
public final class HeldOutGroups {
  /**
   * The share of names that a set without a part of its own for scoring leaves to its benchmark.
   */
  private static final double BENCHMARK_SHARE = 0.2;

  private HeldOutGroups() {}

  /** Whether a benchmark scores this group or story: one in five. */
  static boolean forBenchmark(String name) {
    return drawn("benchmark", name) < BENCHMARK_SHARE;
  }

  /** Whether this is for choosing settings, independently of {@link #forBenchmark}. */
  static boolean forDevelopment(String name, double share) {
    return drawn("development", name) < share;
  }

  /** Whether a benchmark scores the pair because of its group; its question may be known. */
  public static boolean hasNewText(StancePair pair) {
    return forBenchmark(pair.group());
  }

  /** Whether a benchmark scores the pair because nothing of its stories is trained on. */
  public static boolean isOfNewStories(StancePair pair, Stories stories) {
    return stories.lies(pair, HeldOutGroups::forBenchmark);
  }

  /** Whether a benchmark scores the pair, for either reason. */
  public static boolean isScored(StancePair pair, Stories stories) {
    return hasNewText(pair) || isOfNewStories(pair, stories);
  }

  /** Whether no benchmark minds that the pair is trained on. */
  public static boolean mayTrain(StancePair pair, Stories stories) {
    return !hasNewText(pair) && !stories.touches(pair, HeldOutGroups::forBenchmark);
  }

  /** A number from 0 to below 1: 32 bits of a SHA-256. */
  private static double drawn(String purpose, String name) {
    return Long.parseLong(ContentHash.of(purpose, name).substring(0, 8), 16) / (double) (1L << 32);
  }
}
