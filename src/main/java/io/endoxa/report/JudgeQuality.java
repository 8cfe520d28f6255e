package io.endoxa.report;

import io.endoxa.evaluate.ClusterBootstrap;
import io.endoxa.evaluate.Difference;
import io.endoxa.evaluate.MeanScores;
import io.endoxa.evaluate.Metric;
import io.endoxa.evaluate.StancePredictions;
import io.endoxa.evaluate.StanceScores;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;

/**
 * How good a judge of any question is on pairs that it was not trained on, in int8, as it is
 * served, and in float, as it was trained. Intervals resample groups.
 *
 * @param measuredOn what the pairs are, in words
 * @param sets in the order of their names
 * @param int8 mean macro-F1 over the data sets
 * @param inFloat mean macro-F1 over the data sets
 * @param cost the mean of int8 minus that of float, on the same pairs
 */
public record JudgeQuality(
    String measuredOn, List<OfSet> sets, Metric int8, Metric inFloat, Difference cost) {
  /** The file's name inside a model directory. */
  public static final String FILE = "judge-quality.json";

  public JudgeQuality {
    sets = List.copyOf(sets);
  }

  /**
   * The scores on one data set, whose stances alone count.
   *
   * @param groups what is resampled for intervals
   * @param int8 macro-F1
   * @param inFloat macro-F1
   */
  public record OfSet(String name, long pairs, long groups, Metric int8, Metric inFloat) {}

  /**
   * Scores the answers of both.
   *
   * @param int8 answers by data set
   * @param inFloat answers to the same pairs
   */
  public static JudgeQuality of(
      String measuredOn,
      SortedMap<String, StancePredictions> int8,
      SortedMap<String, StancePredictions> inFloat,
      ClusterBootstrap bootstrap) {
    List<StancePredictions> first = List.copyOf(int8.values());
    List<StancePredictions> second = List.copyOf(inFloat.values());
    List<String> names = List.copyOf(int8.keySet());
    List<OfSet> sets = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      StancePredictions of = first.get(i);
      sets.add(
          new OfSet(
              names.get(i),
              of.size(),
              of.clusters().stream().distinct().count(),
              StanceScores.of(of, bootstrap).macroF1(),
              StanceScores.of(second.get(i), bootstrap).macroF1()));
    }
    return new JudgeQuality(
        measuredOn,
        sets,
        MeanScores.of(first, bootstrap).macroF1(),
        MeanScores.of(second, bootstrap).macroF1(),
        Difference.of("float", first, second, bootstrap));
  }

  /** For a summary or a card. */
  public NamedTable table() {
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("data set", "pairs", "groups", "int8", "95 %", "float", "95 %"));
    for (OfSet set : sets) {
      rows.add(row(set.name, set.pairs, set.groups, set.int8, set.inFloat));
    }
    rows.add(
        row(
            "mean",
            sets.stream().mapToLong(OfSet::pairs).sum(),
            sets.stream().mapToLong(OfSet::groups).sum(),
            int8,
            inFloat));
    return new NamedTable("Macro-F1 of the judge on " + measuredOn, rows);
  }

  private static List<String> row(
      String name, long pairs, long groups, Metric int8, Metric inFloat) {
    return List.of(
        name,
        Figures.whole(pairs),
        Figures.whole(groups),
        Figures.decimal(int8),
        Figures.interval(int8),
        Figures.decimal(inFloat),
        Figures.interval(inFloat));
  }

  /** What int8 costs, in a sentence. */
  public String costLine() {
    return "int8 minus float: %s. The moment to stop was chosen on these pairs: on others expect a little less."
        .formatted(Figures.difference(cost));
  }
}
