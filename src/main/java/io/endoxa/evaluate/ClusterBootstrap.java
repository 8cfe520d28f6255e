package io.endoxa.evaluate;

import io.endoxa.codebook.Stance;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;
import org.jspecify.annotations.Nullable;

/**
 * Intervals by resampling whole clusters, usually articles: paragraphs of one article resemble each
 * other, and resampling them one by one would promise too much (percentile bootstrap, Efron and
 * Tibshirani 1993, chapter 13; clusters as in Field and Welsh 2007).
 *
 * <p>Clusters are drawn in the order of their names, so the order of examples does not matter.
 *
 * @param level how often the interval is to hold the score, such as 0.95
 * @param rounds how many samples are drawn, at least 1
 * @param seed of the draws
 */
public record ClusterBootstrap(double level, int rounds, long seed) {
  private static final int STANDARD_ROUNDS = 1_000;

  public ClusterBootstrap {
    if (!(level > 0 && level < 1) || rounds < 1) {
      throw new IllegalArgumentException("level " + level + ", rounds " + rounds);
    }
  }

  /** 95 % intervals from 1,000 samples. */
  public static ClusterBootstrap standard(long seed) {
    return new ClusterBootstrap(0.95, STANDARD_ROUNDS, seed);
  }

  /**
   * The interval of a score of stances.
   *
   * @param clusters the cluster of each example; at least one example
   */
  public Interval stances(
      List<String> clusters,
      List<Stance> truth,
      List<Stance> predicted,
      ToDoubleFunction<StanceScores> score) {
    ConfusionMatrix.requireOneLength(truth, predicted);
    SortedMap<String, long[]> counts = new TreeMap<>();
    for (int i = 0; i < clusters.size(); i++) {
      ConfusionMatrix one =
          ConfusionMatrix.of(truth.subList(i, i + 1), predicted.subList(i, i + 1));
      add(
          one.cells(),
          counts.computeIfAbsent(clusters.get(i), name -> new long[one.cells().length]));
    }
    return interval(
        counts, sum -> score.applyAsDouble(StanceScores.of(ConfusionMatrix.ofCells(sum))));
  }

  /**
   * The interval of the mean macro-F1 over several questions about the same examples.
   *
   * @param clusters the cluster of each example; at least one example
   * @param truth {@code [question][example]}
   * @param predicted {@code [question][example]}
   */
  public Interval meanMacroF1(
      List<String> clusters, List<List<Stance>> truth, List<List<Stance>> predicted) {
    int cells = Stance.COUNT * Stance.COUNT;
    SortedMap<String, long[]> counts = new TreeMap<>();
    for (int i = 0; i < clusters.size(); i++) {
      long[] ofCluster =
          counts.computeIfAbsent(clusters.get(i), name -> new long[truth.size() * cells]);
      for (int question = 0; question < truth.size(); question++) {
        int cell = ConfusionMatrix.cell(truth.get(question).get(i), predicted.get(question).get(i));
        ofCluster[question * cells + cell]++;
      }
    }
    return interval(
        counts,
        sum -> {
          double mean = 0;
          for (int from = 0; from < sum.length; from += cells) {
            long[] ofQuestion = Arrays.copyOfRange(sum, from, from + cells);
            mean += StanceScores.of(ConfusionMatrix.ofCells(ofQuestion)).macroF1();
          }
          return mean * cells / sum.length;
        });
  }

  /**
   * The interval of a score of several labels.
   *
   * @param clusters the cluster of each example; at least one example
   * @param truth {@code [example][label]}
   * @param predicted {@code [example][label]}
   */
  public Interval labels(
      List<String> clusters,
      boolean[][] truth,
      boolean[][] predicted,
      ToDoubleFunction<MultiLabelScores> score) {
    SortedMap<String, long[]> counts = new TreeMap<>();
    for (int i = 0; i < clusters.size(); i++) {
      int size = truth[i].length * MultiLabelScores.COUNTS_PER_LABEL;
      MultiLabelScores.count(
          truth[i], predicted[i], counts.computeIfAbsent(clusters.get(i), name -> new long[size]));
    }
    return interval(counts, sum -> score.applyAsDouble(MultiLabelScores.ofCounts(sum)));
  }

  private Interval interval(SortedMap<String, long[]> clusters, ToDoubleFunction<long[]> score) {
    return Objects.requireNonNull(ofCounts(clusters, score));
  }

  /**
   * The interval of a score of counts that add up.
   *
   * @param clusters counts by the cluster's name, all of one length; at least one cluster
   * @param score NaN where the counts have no score; samples without one are left out
   * @return null if all clusters together have no score, or no sample has one
   */
  @Nullable Interval ofCounts(SortedMap<String, long[]> clusters, ToDoubleFunction<long[]> score) {
    if (clusters.isEmpty()) {
      throw new IllegalArgumentException("no examples");
    }
    long[][] counts = clusters.values().toArray(long[][]::new);
    long[] all = new long[counts[0].length];
    for (long[] cluster : counts) {
      add(cluster, all);
    }
    double estimate = score.applyAsDouble(all);
    SplittableRandom random = new SplittableRandom(seed);
    double[] scores = new double[rounds];
    long[] sample = new long[all.length];
    for (int round = 0; round < rounds; round++) {
      Arrays.fill(sample, 0);
      for (int i = 0; i < counts.length; i++) {
        add(counts[random.nextInt(counts.length)], sample);
      }
      scores[round] = score.applyAsDouble(sample);
    }
    double[] sorted = DoubleStream.of(scores).filter(s -> !Double.isNaN(s)).sorted().toArray();
    if (Double.isNaN(estimate) || sorted.length == 0) {
      return null;
    }
    double tail = (1 - level) / 2;
    return new Interval(estimate, quantile(sorted, tail), quantile(sorted, 1 - tail));
  }

  /** Between two neighbours in a straight line, as NumPy and R do by default. */
  static double quantile(double[] sorted, double share) {
    double at = share * (sorted.length - 1);
    int below = (int) Math.floor(at);
    int above = Math.min(below + 1, sorted.length - 1);
    return sorted[below] + (at - below) * (sorted[above] - sorted[below]);
  }

  private static void add(long[] counts, long[] sum) {
    for (int i = 0; i < sum.length; i++) {
      sum[i] += counts[i];
    }
  }
}
