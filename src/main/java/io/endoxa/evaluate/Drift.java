package io.endoxa.evaluate;

import java.util.List;
import java.util.Locale;
import org.apache.commons.math3.distribution.ChiSquaredDistribution;
import org.jspecify.annotations.Nullable;

/**
 * How far a corpus is from the one that a model was trained on, by one measure.
 *
 * @param measure what is compared, such as {@code words}
 * @param question for measures of one question; null for others
 * @param bins what values can be, in words
 * @param training how many of the training corpus lie in each bin
 * @param run how many of the corpus lie in each bin; at least one in all
 */
public record Drift(
    String measure,
    @Nullable String question,
    List<String> bins,
    List<Long> training,
    List<Long> run) {
  /** From here on some drift, unless chance explains it. */
  public static final double SOME = 0.1;

  /** Above this much drift, unless chance explains it. */
  public static final double MUCH = 0.25;

  private static final double SURE = 0.95;

  /** What a bin is taken to hold more than it does: none has a share of 0. */
  private static final double SMALL = 0.5;

  public Drift {
    bins = List.copyOf(bins);
    training = List.copyOf(training);
    run = List.copyOf(run);
    if (training.size() != bins.size() || run.size() != bins.size()) {
      throw new IllegalArgumentException(
          "%s: %d bins, %d and %d counts"
              .formatted(measure, bins.size(), training.size(), run.size()));
    }
  }

  /** How to read a population stability index. */
  public enum Reading {
    NONE,
    SOME,
    MUCH;

    /** The reading as it stands in tables: lower case. */
    public String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * The population stability index: the sum over the bins of the difference of the shares times the
   * difference of their logarithms. 0 for equal shares.
   */
  public double stabilityIndex() {
    double sum = 0;
    for (int bin = 0; bin < bins.size(); bin++) {
      double before = share(training, bin);
      double now = share(run, bin);
      sum += (now - before) * Math.log(now / before);
    }
    return sum;
  }

  private static double share(List<Long> counts, int bin) {
    return (counts.get(bin) + SMALL) / (total(counts) + SMALL * counts.size());
  }

  /**
   * What the index stays below 19 times in 20 where both are drawn from the same paragraphs: it is
   * then about chi-squared times the sum of the inverse sizes (Yurdakul 2018). Paragraphs of an
   * article are alike, so the true bound is somewhat higher.
   */
  public double byChance() {
    return bins.size() < 2
        ? 0
        : new ChiSquaredDistribution(null, bins.size() - 1).inverseCumulativeProbability(SURE)
            * inverseSizes();
  }

  /**
   * The usual reading of the index less what chance adds to it on average, which is much of it in a
   * few paragraphs; what chance explains is none.
   */
  public Reading reading() {
    double index = stabilityIndex();
    double excess = index - (bins.size() - 1) * inverseSizes();
    if (excess < SOME || index <= byChance()) {
      return Reading.NONE;
    }
    return excess > MUCH ? Reading.MUCH : Reading.SOME;
  }

  private double inverseSizes() {
    return 1.0 / total(training) + 1.0 / total(run);
  }

  /** How many there are in all bins. */
  public static long total(List<Long> counts) {
    return counts.stream().mapToLong(Long::longValue).sum();
  }
}
