package io.endoxa.evaluate;

import java.util.ArrayList;
import java.util.List;

/**
 * How well labels are found where an example may have none or several, such as frames.
 *
 * @param microF1 F1 over all pairs of example and label; none if no example has any label
 * @param macroF1 the mean F1 of the labels that occur in truth; none if no label does
 * @param perLabel in the order of the labels
 */
public record MultiLabelScores(Metric microF1, Metric macroF1, List<LabelScore> perLabel) {
  /** Per label: right predictions, predictions, true examples. */
  static final int COUNTS_PER_LABEL = 3;

  private static final String EMPTY = "no example has any label";

  public MultiLabelScores {
    perLabel = List.copyOf(perLabel);
  }

  /**
   * Scores examples.
   *
   * @param truth {@code [example][label]}
   * @param predicted {@code [example][label]}
   */
  public static MultiLabelScores of(boolean[][] truth, boolean[][] predicted) {
    if (truth.length != predicted.length) {
      throw new IllegalArgumentException(
          "%d true rows, %d predicted".formatted(truth.length, predicted.length));
    }
    int labels = truth.length == 0 ? 0 : truth[0].length;
    long[] counts = new long[labels * COUNTS_PER_LABEL];
    for (int i = 0; i < truth.length; i++) {
      count(truth[i], predicted[i], counts);
    }
    return ofCounts(counts);
  }

  /** Adds one example to counts. */
  static void count(boolean[] truth, boolean[] predicted, long[] counts) {
    if (truth.length != predicted.length || truth.length * COUNTS_PER_LABEL != counts.length) {
      throw new IllegalArgumentException(
          "%d true labels, %d predicted".formatted(truth.length, predicted.length));
    }
    for (int label = 0; label < truth.length; label++) {
      int at = label * COUNTS_PER_LABEL;
      counts[at] += truth[label] && predicted[label] ? 1 : 0;
      counts[at + 1] += predicted[label] ? 1 : 0;
      counts[at + 2] += truth[label] ? 1 : 0;
    }
  }

  static MultiLabelScores ofCounts(long[] counts) {
    List<LabelScore> perLabel = new ArrayList<>();
    long hits = 0;
    long predicted = 0;
    long support = 0;
    for (int at = 0; at < counts.length; at += COUNTS_PER_LABEL) {
      perLabel.add(LabelScore.of(counts[at], counts[at + 1], counts[at + 2]));
      hits += counts[at];
      predicted += counts[at + 1];
      support += counts[at + 2];
    }
    return new MultiLabelScores(
        support == 0 ? Metric.none(EMPTY) : Metric.of(2.0 * hits / (predicted + support)),
        Metric.mean(
            perLabel.stream().filter(score -> score.support() > 0).toList(),
            score -> score.f1().orThrow(),
            EMPTY),
        perLabel);
  }
}
