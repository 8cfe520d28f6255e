package io.endoxa.evaluate;

import io.endoxa.codebook.Stance;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * Means over several questions. A question without a value counts in no mean of that value; a mean
 * over no question has no value.
 *
 * @param questions how many questions have a macro-F1
 */
public record MeanScores(Metric accuracy, Metric macroF1, Metric mcc, int questions) {
  private static final List<Function<StanceScores, Metric>> SCORES =
      List.of(StanceScores::accuracy, StanceScores::macroF1, StanceScores::mcc);

  /**
   * Scores one predictor.
   *
   * @param questions its predictions of each question; examples of one cluster are resampled
   *     together over all of them
   */
  public static MeanScores of(List<StancePredictions> questions, ClusterBootstrap bootstrap) {
    List<StanceScores> whole =
        questions.stream().map(question -> StanceScores.of(question.matrix())).toList();
    List<int[]> defined = SCORES.stream().map(score -> defined(whole, score)).toList();
    List<Metric> means =
        bootstrap.metrics(
            StancePredictions.counts(questions),
            questions.size() * Stance.COUNT * Stance.COUNT,
            counts -> means(counts, questions.size(), defined));
    return new MeanScores(means.get(0), means.get(1), means.get(2), defined.get(1).length);
  }

  /** The questions that have a value of this score. */
  static int[] defined(List<StanceScores> questions, Function<StanceScores, Metric> score) {
    return IntStream.range(0, questions.size())
        .filter(question -> score.apply(questions.get(question)).exists())
        .toArray();
  }

  private static List<Metric> means(long[] counts, int questions, List<int[]> defined) {
    List<StanceScores> scores =
        IntStream.range(0, questions)
            .mapToObj(question -> StanceScores.of(StancePredictions.matrix(counts, question)))
            .toList();
    return IntStream.range(0, SCORES.size())
        .mapToObj(score -> mean(scores, SCORES.get(score), defined.get(score)))
        .toList();
  }

  /** The mean over some questions; none unless all of them have a value. */
  static Metric mean(
      List<StanceScores> questions, Function<StanceScores, Metric> score, int[] over) {
    if (over.length == 0) {
      return Metric.none(
          questions.isEmpty()
              ? "no questions"
              : "no question has a value, the first because: "
                  + score.apply(questions.get(0)).reason());
    }
    double sum = 0;
    for (int question : over) {
      Metric metric = score.apply(questions.get(question));
      if (!metric.exists()) {
        return metric;
      }
      sum += metric.orThrow();
    }
    return Metric.of(sum / over.length);
  }
}
