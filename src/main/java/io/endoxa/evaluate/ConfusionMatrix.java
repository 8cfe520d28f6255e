package io.endoxa.evaluate;

import io.endoxa.codebook.Stance;
import java.util.Arrays;
import java.util.List;

/** How often each true stance was predicted as each stance. Immutable. */
public final class ConfusionMatrix {
  /** A cell per true and predicted stance: {@code counts[truth * COUNT + predicted]}. */
  private final long[] counts;

  private ConfusionMatrix(long[] counts) {
    this.counts = counts;
  }

  /** Counts two lists of one length, the same example at the same position. */
  public static ConfusionMatrix of(List<Stance> truth, List<Stance> predicted) {
    requireOneLength(truth, predicted);
    long[] counts = new long[Stance.COUNT * Stance.COUNT];
    for (int i = 0; i < truth.size(); i++) {
      counts[cell(truth.get(i), predicted.get(i))]++;
    }
    return new ConfusionMatrix(counts);
  }

  /** The matrix of counts as {@link #cells} gives them, such as a sum over clusters. */
  static ConfusionMatrix ofCells(long[] cells) {
    return new ConfusionMatrix(cells.clone());
  }

  long[] cells() {
    return counts.clone();
  }

  /** How often {@code truth} was predicted as {@code predicted}. */
  public long count(Stance truth, Stance predicted) {
    return counts[cell(truth, predicted)];
  }

  /** How many examples have this stance in truth. */
  public long support(Stance truth) {
    long sum = 0;
    for (int i = 0; i < Stance.COUNT; i++) {
      sum += count(truth, Stance.at(i));
    }
    return sum;
  }

  /** How many examples were predicted as this stance. */
  public long predicted(Stance stance) {
    long sum = 0;
    for (int i = 0; i < Stance.COUNT; i++) {
      sum += count(Stance.at(i), stance);
    }
    return sum;
  }

  /** How many predictions are right. */
  public long hits() {
    long sum = 0;
    for (int i = 0; i < Stance.COUNT; i++) {
      sum += count(Stance.at(i), Stance.at(i));
    }
    return sum;
  }

  public long total() {
    return Arrays.stream(counts).sum();
  }

  static int cell(Stance truth, Stance predicted) {
    return truth.position() * Stance.COUNT + predicted.position();
  }

  static void requireOneLength(List<?> truth, List<?> predicted) {
    if (truth.size() != predicted.size()) {
      throw new IllegalArgumentException(
          "%d true labels, %d predicted".formatted(truth.size(), predicted.size()));
    }
  }
}
