package io.endoxa.evaluate;

import io.endoxa.codebook.Stance;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What is true and what a predictor said of some examples, usually the paragraphs that are labelled
 * for one question. All lists have one entry per example; there may be none.
 *
 * @param clusters the cluster of each example, usually its article
 * @param truth the right stance
 * @param predicted the stance that was said
 * @param confidences how probable the predictor called what it said, from 0 to 1; null for one that
 *     gives no probabilities
 */
public record StancePredictions(
    List<String> clusters,
    List<Stance> truth,
    List<Stance> predicted,
    @Nullable List<Double> confidences) {
  private static final int CELLS = Stance.COUNT * Stance.COUNT;

  public StancePredictions {
    clusters = List.copyOf(clusters);
    truth = List.copyOf(truth);
    predicted = List.copyOf(predicted);
    confidences = confidences == null ? null : List.copyOf(confidences);
    ConfusionMatrix.requireOneLength(truth, predicted);
    if (clusters.size() != truth.size()
        || (confidences != null && confidences.size() != truth.size())) {
      throw new IllegalArgumentException(
          "%d clusters and %s confidences of %d examples"
              .formatted(
                  clusters.size(),
                  confidences == null ? "no" : "" + confidences.size(),
                  truth.size()));
    }
  }

  /**
   * A predictor says what it calls most probable.
   *
   * @param probabilities {@code [example][stance]}, each row sums to 1
   */
  public static StancePredictions of(
      List<String> clusters, List<Stance> truth, float[][] probabilities) {
    return new StancePredictions(
        clusters,
        truth,
        Arrays.stream(probabilities).map(Stance::mostLikely).toList(),
        Arrays.stream(probabilities)
            .map(of -> (double) of[Stance.mostLikely(of).position()])
            .toList());
  }

  /** All examples of several questions, one question after the other. */
  public static StancePredictions pooled(List<StancePredictions> questions) {
    List<String> clusters = new ArrayList<>();
    List<Stance> truth = new ArrayList<>();
    List<Stance> predicted = new ArrayList<>();
    List<Double> confidences = new ArrayList<>();
    for (StancePredictions question : questions) {
      clusters.addAll(question.clusters);
      truth.addAll(question.truth);
      predicted.addAll(question.predicted);
      if (question.confidences != null) {
        confidences.addAll(question.confidences);
      }
    }
    return new StancePredictions(
        clusters, truth, predicted, confidences.size() == truth.size() ? confidences : null);
  }

  /** Some of the examples, by their positions. */
  public StancePredictions only(int[] positions) {
    return new StancePredictions(
        at(clusters, positions),
        at(truth, positions),
        at(predicted, positions),
        confidences == null ? null : at(confidences, positions));
  }

  private static <T> List<T> at(List<T> values, int[] positions) {
    return IntStream.of(positions).mapToObj(values::get).toList();
  }

  public int size() {
    return truth.size();
  }

  /** Whether an example's prediction is right. */
  boolean isRight(int example) {
    return truth.get(example) == predicted.get(example);
  }

  public ConfusionMatrix matrix() {
    return ConfusionMatrix.of(truth, predicted);
  }

  /** Per cluster the cells of all confusion matrices, {@code [question * 16 + cell]}. */
  static SortedMap<String, long[]> counts(List<StancePredictions> questions) {
    SortedMap<String, long[]> counts = new TreeMap<>();
    for (int question = 0; question < questions.size(); question++) {
      StancePredictions of = questions.get(question);
      for (int i = 0; i < of.size(); i++) {
        int cell = ConfusionMatrix.cell(of.truth.get(i), of.predicted.get(i));
        counts
            .computeIfAbsent(of.clusters.get(i), name -> new long[questions.size() * CELLS])[
            question * CELLS + cell]++;
      }
    }
    return counts;
  }

  /** The matrix of one question out of {@link #counts}. */
  static ConfusionMatrix matrix(long[] counts, int question) {
    return ConfusionMatrix.ofCells(
        Arrays.copyOfRange(counts, question * CELLS, (question + 1) * CELLS));
  }
}
