package io.endoxa.evaluate;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How far two annotators agree on the examples that both have labelled. Exchanging the annotators
 * changes nothing.
 *
 * @param examples that both have labelled
 * @param equal on how many of them both gave exactly the same
 * @param value the measure with its interval, whole clusters resampled
 */
public record Agreement(long examples, long equal, Metric value) {

  /** An example that both have labelled. */
  private record Pair<T>(String cluster, T first, T second) {}

  /**
   * Cohen's kappa of one label per example: agreement beyond what the annotators' own label
   * frequencies give by chance; 1 is full agreement, 0 is chance (Cohen 1960). It has no value
   * where chance alone makes them agree on everything; samples of the bootstrap that are like that
   * are left out of the interval.
   *
   * @param clusters the cluster of each example, usually its article
   * @param first one annotator's label of each example, any text; null where there is none
   * @param second the other annotator's
   */
  public static Agreement kappa(
      List<String> clusters,
      List<? extends @Nullable String> first,
      List<? extends @Nullable String> second,
      ClusterBootstrap bootstrap) {
    List<Pair<String>> pairs = pairs(clusters, first, second);
    List<String> labels =
        pairs.stream()
            .flatMap(pair -> Stream.of(pair.first, pair.second))
            .distinct()
            .sorted()
            .toList();
    int size = labels.size();
    SortedMap<String, long[]> tables = new TreeMap<>();
    for (Pair<String> pair : pairs) {
      long[] table = tables.computeIfAbsent(pair.cluster, cluster -> new long[size * size]);
      table[labels.indexOf(pair.first) * size + labels.indexOf(pair.second)]++;
    }
    String undefined =
        "both gave every example the label '%s': that much agreement is chance"
            .formatted(String.join(", ", labels));
    return of(pairs, tables, size * size, table -> kappa(table, size, undefined), bootstrap);
  }

  /** None where chance agreement is 1. */
  private static Metric kappa(long[] table, int size, String undefined) {
    long examples = 0;
    long equal = 0;
    // Chance agreement times the examples squared: whole numbers know exactly whether it is 1.
    long chance = 0;
    for (int label = 0; label < size; label++) {
      long ofFirst = 0;
      long ofSecond = 0;
      for (int other = 0; other < size; other++) {
        ofFirst += table[label * size + other];
        ofSecond += table[other * size + label];
      }
      examples += ofFirst;
      equal += table[label * size + label];
      chance += ofFirst * ofSecond;
    }
    long square = examples * examples;
    return Metric.ratio(examples * equal - chance, square - chance, undefined);
  }

  /**
   * Micro-F1 of one annotator's sets against the other's, such as the frames of paragraphs: twice
   * the labels that both named over all that either named. It has no value where neither named any.
   *
   * @param clusters the cluster of each example, usually its article
   * @param first one annotator's labels of each example; null where it was not annotated, which is
   *     not the same as empty
   * @param second the other annotator's
   */
  public static Agreement sets(
      List<String> clusters,
      List<? extends @Nullable Collection<String>> first,
      List<? extends @Nullable Collection<String>> second,
      ClusterBootstrap bootstrap) {
    List<Pair<Set<String>>> pairs = new ArrayList<>();
    for (Pair<Collection<String>> pair : pairs(clusters, first, second)) {
      pairs.add(new Pair<>(pair.cluster, Set.copyOf(pair.first), Set.copyOf(pair.second)));
    }
    SortedMap<String, long[]> counts = new TreeMap<>();
    for (Pair<Set<String>> pair : pairs) {
      long[] ofCluster = counts.computeIfAbsent(pair.cluster, cluster -> new long[2]);
      ofCluster[0] += pair.first.stream().filter(pair.second::contains).count();
      ofCluster[1] += pair.first.size() + pair.second.size();
    }
    return of(
        pairs,
        counts,
        2,
        sum -> Metric.ratio(2 * sum[0], sum[1], "neither named any label"),
        bootstrap);
  }

  private static <T> List<Pair<T>> pairs(
      List<String> clusters,
      List<? extends @Nullable T> first,
      List<? extends @Nullable T> second) {
    if (clusters.size() != first.size() || first.size() != second.size()) {
      throw new IllegalArgumentException(
          "%d clusters, %d and %d labels".formatted(clusters.size(), first.size(), second.size()));
    }
    List<Pair<T>> pairs = new ArrayList<>();
    for (int i = 0; i < clusters.size(); i++) {
      T one = first.get(i);
      T other = second.get(i);
      if (one != null && other != null) {
        pairs.add(new Pair<>(clusters.get(i), one, other));
      }
    }
    return pairs;
  }

  private static <T> Agreement of(
      List<Pair<T>> pairs,
      SortedMap<String, long[]> counts,
      int size,
      Function<long[], Metric> measure,
      ClusterBootstrap bootstrap) {
    if (pairs.isEmpty()) {
      return new Agreement(0, 0, Metric.none("both labelled no example in common"));
    }
    long equal = pairs.stream().filter(pair -> pair.first.equals(pair.second)).count();
    Metric value = bootstrap.metrics(counts, size, sum -> List.of(measure.apply(sum))).get(0);
    return new Agreement(pairs.size(), equal, value);
  }
}
