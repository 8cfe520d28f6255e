package io.endoxa.evaluate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/**
 * How many values lie in each of some bins.
 *
 * @param edges between the bins, ascending; a bin holds its upper edge
 * @param counts one more than edges
 */
public record Histogram(List<Double> edges, List<Long> counts) {
  public Histogram {
    edges = List.copyOf(edges);
    counts = List.copyOf(counts);
    if (counts.size() != edges.size() + 1) {
      throw new IllegalArgumentException(
          "%d edges but %d counts".formatted(edges.size(), counts.size()));
    }
    for (int i = 1; i < edges.size(); i++) {
      if (edges.get(i) <= edges.get(i - 1)) {
        throw new IllegalArgumentException(
            "edge %s comes behind %s, expected one above it"
                .formatted(edges.get(i), edges.get(i - 1)));
      }
    }
  }

  /**
   * Bins that hold about as many of the values each, fewer where many values are equal.
   *
   * @param values at least one
   */
  public static Histogram ofQuantiles(double[] values, int bins) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    List<Double> edges = new ArrayList<>();
    for (int bin = 1; bin < bins; bin++) {
      double edge = sorted[(int) Math.ceil((double) bin * sorted.length / bins) - 1];
      boolean isNew = edges.isEmpty() || edges.get(edges.size() - 1) < edge;
      if (isNew && edge < sorted[sorted.length - 1]) {
        edges.add(edge);
      }
    }
    Histogram empty = empty(edges);
    long[] counts = new long[edges.size() + 1];
    for (double value : values) {
      counts[empty.binOf(value)]++;
    }
    return empty.withCounts(counts);
  }

  /** Bins that hold nothing. */
  public static Histogram empty(List<Double> edges) {
    return new Histogram(edges, Collections.nCopies(edges.size() + 1, 0L));
  }

  /** Which bin a value lies in. */
  public int binOf(double value) {
    int at = Collections.binarySearch(edges, value);
    return at < 0 ? -at - 1 : at;
  }

  /** The same bins with other counts. */
  public Histogram withCounts(long[] other) {
    return new Histogram(edges, Arrays.stream(other).boxed().toList());
  }

  /** The bins in words, such as {@code over 0.25 to 0.5}. */
  public List<String> bins() {
    List<String> words = new ArrayList<>();
    for (int bin = 0; bin < counts.size(); bin++) {
      String above = bin == 0 ? "" : "over " + number(edges.get(bin - 1));
      String to =
          bin == edges.size() ? "" : (bin == 0 ? "up to " : " to ") + number(edges.get(bin));
      words.add(counts.size() == 1 ? "all" : above + to);
    }
    return words;
  }

  private static String number(double edge) {
    return edge == Math.rint(edge)
        ? String.format(Locale.ROOT, "%.0f", edge)
        : String.format(Locale.ROOT, "%.3f", edge);
  }
}
