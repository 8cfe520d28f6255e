package io.endoxa.annotate;

import io.endoxa.text.ContentHash;

/**
 * Which groups of a data set are kept from training. The answer is a function of a group's name
 * alone, so that whoever trains and whoever scores agree without a file between them.
 */
public final class HeldOutGroups {
  /** The share of groups that a set without a part of its own for scoring leaves to its benchmark. */
  public static final double BENCHMARK_SHARE = 0.2;

  private HeldOutGroups() {}

  /** Whether a benchmark scores this group: one in five, and nothing may be trained on it. */
  public static boolean forBenchmark(String group) {
    return drawn("benchmark", group) < BENCHMARK_SHARE;
  }

  /** Whether this group is for choosing settings, independently of {@link #forBenchmark}. */
  public static boolean forDevelopment(String group, double share) {
    return drawn("development", group) < share;
  }

  /** A number from 0 to below 1: 32 bits of a SHA-256. */
  static double drawn(String purpose, String name) {
    return Long.parseLong(ContentHash.of(purpose, name).substring(0, 8), 16) / (double) (1L << 32);
  }
}
