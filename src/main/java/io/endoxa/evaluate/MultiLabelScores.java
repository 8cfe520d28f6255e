package io.endoxa.evaluate;

import java.util.ArrayList;
import java.util.List;

/**
 * How well labels are found where an example may have none or several, such as frames.
 *
 * @param microF1 F1 over all pairs of example and label, 0 where no label is true or predicted
 * @param macroF1 the mean F1 of the labels that occur in truth, 0 if none does
 * @param perLabel in the order of the labels
 */
public record MultiLabelScores(double microF1, double macroF1, List<LabelScore> perLabel) {
  /** Per label: right predictions, predictions, true examples. */
  static final int COUNTS_PER_LABEL = 3;

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
    long both = 0;
    for (int at = 0; at < counts.length; at += COUNTS_PER_LABEL) {
      perLabel.add(LabelScore.of(counts[at], counts[at + 1], counts[at + 2]));
      hits += counts[at];
      both += counts[at + 1] + counts[at + 2];
    }
    double macroF1 =
        perLabel.stream()
            .filter(score -> score.support() > 0)
            .mapToDouble(LabelScore::f1)
            .average()
            .orElse(0);
    return new MultiLabelScores(LabelScore.ratio(2 * hits, both), macroF1, perLabel);
  }
}
