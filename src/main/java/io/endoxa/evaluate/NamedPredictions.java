package io.endoxa.evaluate;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * What one predictor said about every question.
 *
 * @param name of the predictor, such as {@code linear}
 * @param baseline whether it is there to be beaten
 * @param questions its predictions, in the order of the codebook
 */
public record NamedPredictions(String name, boolean baseline, List<StancePredictions> questions) {
  public NamedPredictions {
    questions = List.copyOf(questions);
  }

  /** The mean macro-F1 over the questions that have one. */
  public Metric meanMacroF1() {
    List<StanceScores> scores =
        questions.stream().map(question -> StanceScores.of(question.matrix())).toList();
    return MeanScores.mean(
        scores, StanceScores::macroF1, MeanScores.defined(scores, StanceScores::macroF1));
  }

  /** The examples at some positions of every question, all questions together. */
  public StancePredictions pooled(int[] positions) {
    return StancePredictions.pooled(
        questions.stream().map(question -> question.only(positions)).toList());
  }

  /** The examples of every question. */
  public StancePredictions pooled() {
    return StancePredictions.pooled(questions);
  }

  /**
   * The baseline with the highest mean macro-F1, the first of equals. It is chosen by the very
   * figures that are reported, which is in its favour. Empty if there is no baseline.
   */
  public static Optional<NamedPredictions> bestBaseline(List<NamedPredictions> all) {
    List<NamedPredictions> baselines = all.stream().filter(NamedPredictions::baseline).toList();
    double[] scores =
        baselines.stream()
            .map(NamedPredictions::meanMacroF1)
            .mapToDouble(metric -> metric.exists() ? metric.orThrow() : -1)
            .toArray();
    return IntStream.range(0, scores.length)
        .boxed()
        .sorted(Comparator.comparing((Integer i) -> -scores[i]))
        .findFirst()
        .map(baselines::get);
  }
}
