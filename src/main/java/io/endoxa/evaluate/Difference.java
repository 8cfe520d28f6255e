package io.endoxa.evaluate;

import io.endoxa.codebook.Stance;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * How much better one predictor is than another on the same examples. Both are scored on the same
 * samples of clusters, so what makes a sample hard for both does not widen the interval (paired
 * bootstrap).
 *
 * @param than the other predictor
 * @param macroF1 the mean macro-F1 of the first minus that of the other
 * @param p twice the share of samples in which the difference lies on the other side of 0, each
 *     share with one sample more, so that it is never 0; at most 1. Null if there is no difference
 *     to speak of, or a single cluster
 */
public record Difference(String than, Metric macroF1, @Nullable Double p) {
  /**
   * Compares two predictors.
   *
   * @param first predictions of each question
   * @param second of the same questions and examples
   * @throws IllegalArgumentException if they are not
   */
  public static Difference of(
      String than,
      List<StancePredictions> first,
      List<StancePredictions> second,
      ClusterBootstrap bootstrap) {
    requireSameExamples(first, second);
    int questions = first.size();
    // What has a macro-F1 depends on truth alone, so it is the same for both.
    int[] defined =
        MeanScores.defined(
            first.stream().map(question -> StanceScores.of(question.matrix())).toList(),
            StanceScores::macroF1);
    List<StancePredictions> both = new ArrayList<>(first);
    both.addAll(second);
    ClusterBootstrap.Sampled sampled =
        bootstrap.sample(
            StancePredictions.counts(both),
            2 * questions * Stance.COUNT * Stance.COUNT,
            counts -> List.of(difference(counts, questions, defined)));
    double[] samples = sampled.values(0);
    return new Difference(
        than, sampled.metric(0), samples.length == 0 ? null : significance(samples));
  }

  private static Metric difference(long[] counts, int questions, int[] defined) {
    Metric first = mean(counts, 0, questions, defined);
    Metric second = mean(counts, questions, questions, defined);
    if (!first.exists() || !second.exists()) {
      return first.exists() ? second : first;
    }
    return Metric.of(first.orThrow() - second.orThrow());
  }

  private static Metric mean(long[] counts, int from, int questions, int[] defined) {
    List<StanceScores> scores =
        IntStream.range(from, from + questions)
            .mapToObj(question -> StanceScores.of(StancePredictions.matrix(counts, question)))
            .toList();
    return MeanScores.mean(scores, StanceScores::macroF1, defined);
  }

  private static double significance(double[] samples) {
    long below = Arrays.stream(samples).filter(sample -> sample <= 0).count();
    long above = Arrays.stream(samples).filter(sample -> sample >= 0).count();
    return Math.min(1, 2.0 * (1 + Math.min(below, above)) / (1 + samples.length));
  }

  private static void requireSameExamples(
      List<StancePredictions> first, List<StancePredictions> second) {
    boolean same = first.size() == second.size();
    for (int i = 0; same && i < first.size(); i++) {
      same =
          first.get(i).truth().equals(second.get(i).truth())
              && first.get(i).clusters().equals(second.get(i).clusters());
    }
    if (!same) {
      throw new IllegalArgumentException("the predictions are of different examples");
    }
  }
}
