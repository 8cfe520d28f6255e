package io.endoxa.evaluate;

import io.endoxa.codebook.Stance;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * Intervals by resampling whole clusters, usually articles: paragraphs of one article resemble each
 * other, and resampling them one by one would promise too much (percentile bootstrap, Efron and
 * Tibshirani 1993, chapter 13; clusters as in Field and Welsh 2007).
 *
 * <p>Clusters are drawn in the order of their names, so the order of examples does not matter. A
 * sample in which a score has no value is left out of that score's interval. A single cluster has
 * no interval: all its samples are alike.
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
   * The mean macro-F1 over several questions about the same examples, with its interval.
   *
   * @param clusters the cluster of each example
   * @param truth {@code [question][example]}
   * @param predicted {@code [question][example]}
   */
  public Metric meanMacroF1(
      List<String> clusters, List<List<Stance>> truth, List<List<Stance>> predicted) {
    return MeanScores.of(
            IntStream.range(0, truth.size())
                .mapToObj(
                    question ->
                        new StancePredictions(
                            clusters, truth.get(question), predicted.get(question), null))
                .toList(),
            this)
        .macroF1();
  }

  /**
   * A score of several labels with its interval.
   *
   * @param clusters the cluster of each example
   * @param truth {@code [example][label]}
   * @param predicted {@code [example][label]}
   */
  public Metric labels(
      List<String> clusters,
      boolean[][] truth,
      boolean[][] predicted,
      Function<MultiLabelScores, Metric> score) {
    int size = truth.length == 0 ? 0 : truth[0].length * MultiLabelScores.COUNTS_PER_LABEL;
    SortedMap<String, long[]> counts = new TreeMap<>();
    for (int i = 0; i < clusters.size(); i++) {
      MultiLabelScores.count(
          truth[i], predicted[i], counts.computeIfAbsent(clusters.get(i), name -> new long[size]));
    }
    return metrics(counts, size, sum -> List.of(score.apply(MultiLabelScores.ofCounts(sum))))
        .get(0);
  }

  /**
   * Scores of counts that add up, each with its interval.
   *
   * @param clusters counts by the cluster's name
   * @param size the length of every cluster's counts
   * @param scores as many for whatever counts
   */
  List<Metric> metrics(
      SortedMap<String, long[]> clusters, int size, Function<long[], List<Metric>> scores) {
    Sampled sampled = sample(clusters, size, scores);
    return IntStream.range(0, sampled.estimates.size()).mapToObj(sampled::metric).toList();
  }

  /** As {@link #metrics}, with the samples themselves. */
  Sampled sample(
      SortedMap<String, long[]> clusters, int size, Function<long[], List<Metric>> scores) {
    long[] all = new long[size];
    clusters.values().forEach(counts -> add(counts, all));
    List<List<Metric>> samples = new ArrayList<>();
    if (clusters.size() > 1) {
      draw(clusters.values().toArray(long[][]::new), sum -> samples.add(scores.apply(sum)));
    }
    return new Sampled(level, scores.apply(all), samples);
  }

  /** Scores of the whole and of each sample. */
  static final class Sampled {
    private final double level;
    private final List<Metric> estimates;
    private final List<List<Metric>> samples;

    private Sampled(double level, List<Metric> estimates, List<List<Metric>> samples) {
      this.level = level;
      this.estimates = estimates;
      this.samples = samples;
    }

    /**
     * The values of one score in the samples that have one, ascending; none if the whole has none.
     */
    double[] values(int score) {
      return estimates.get(score).exists()
          ? samples.stream()
              .mapToDouble(sample -> sample.get(score).orNaN())
              .filter(value -> !Double.isNaN(value))
              .sorted()
              .toArray()
          : new double[0];
    }

    /** One score with its interval. */
    Metric metric(int score) {
      double[] sorted = values(score);
      double tail = (1 - level) / 2;
      return sorted.length == 0
          ? estimates.get(score)
          : Metric.of(
              estimates.get(score).orThrow(), quantile(sorted, tail), quantile(sorted, 1 - tail));
    }
  }

  /**
   * The share of examples that are as they ought to be, with its interval.
   *
   * @param clusters the cluster of each example
   * @param right whether the example is so
   */
  public Metric share(List<String> clusters, List<Boolean> right) {
    SortedMap<String, long[]> counts = new TreeMap<>();
    for (int i = 0; i < clusters.size(); i++) {
      long[] ofCluster = counts.computeIfAbsent(clusters.get(i), name -> new long[2]);
      ofCluster[0]++;
      ofCluster[1] += right.get(i) ? 1 : 0;
    }
    return metrics(counts, 2, sum -> List.of(Metric.ratio(sum[1], sum[0], "no examples"))).get(0);
  }

  /** Hands out the sum of each sample of clusters; the array is used again for the next. */
  private void draw(long[][] clusters, Consumer<long[]> each) {
    SplittableRandom random = new SplittableRandom(seed);
    long[] sample = new long[clusters[0].length];
    for (int round = 0; round < rounds; round++) {
      Arrays.fill(sample, 0);
      for (int i = 0; i < clusters.length; i++) {
        add(clusters[random.nextInt(clusters.length)], sample);
      }
      each.accept(sample);
    }
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
