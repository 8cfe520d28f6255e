package io.endoxa.report;

import io.endoxa.evaluate.LabelScore;
import io.endoxa.evaluate.Metric;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How well the stances of a public data set are found, and whether that is what was expected.
 *
 * @param benchmark the job's name
 * @param note what a reader must know of the set; null for nothing
 * @param stances that the set has; predictors choose among these alone
 * @param counts of pairs, by name
 * @param expected each expectation beside what was found
 */
public record BenchmarkReport(
    String benchmark,
    @Nullable String note,
    List<String> stances,
    Map<String, Long> counts,
    List<Part> parts,
    List<Expected> expected) {
  /** The file's name inside a run. */
  private static final String JUDGE = "judge";

  public static final String FILE = "benchmark.json";

  public BenchmarkReport {
    stances = List.copyOf(stances);
    counts = Collections.unmodifiableMap(new LinkedHashMap<>(counts));
    parts = List.copyOf(parts);
    expected = List.copyOf(expected);
  }

  /**
   * A part of the scored pairs.
   *
   * @param name such as all or zero-shot
   * @param groups what is resampled for intervals
   * @param scores baselines first
   */
  public record Part(String name, long pairs, long groups, List<Score> scores) {
    public Part {
      scores = List.copyOf(scores);
    }
  }

  /**
   * One predictor's scores on a part.
   *
   * @param of the predictor's name
   * @param macroF1 with its 95 % interval, groups resampled
   * @param accuracy with its 95 % interval, groups resampled
   * @param perStance by the stance's label
   */
  public record Score(
      String of, Metric macroF1, Metric accuracy, Map<String, LabelScore> perStance) {
    public Score {
      perStance = Map.copyOf(perStance);
    }
  }

  /**
   * A figure that a job expects.
   *
   * @param place where the job says so
   * @param figure null while nobody has measured it
   * @param within how far above or below it the found figure may lie
   * @param found null where the job did not measure it
   */
  public record Expected(
      String place,
      String of,
      String part,
      String metric,
      @Nullable Double figure,
      double within,
      @Nullable Double found) {
    /** Whether there is nothing to object to; a benchmark may go without a judge. */
    public boolean holds() {
      // Three digits are written down; without the margin 0.613 would not be within 0.001 of 0.612.
      if (found == null) {
        return figure == null || of.contains(JUDGE);
      }
      return figure == null || Math.abs(found - figure) <= within + 1e-9;
    }

    /** Found and expected in one sentence. */
    public String sentence() {
      return "%s: %s of %s on part %s is %s, expected %s, %s more or less"
          .formatted(place, metric, of, part, decimal(found), decimal(figure), within);
    }

    private static String decimal(@Nullable Double value) {
      return value == null ? "-" : Figures.decimal(value);
    }

    /** Expectations beside what was found, for a summary. */
    static NamedTable table(List<Expected> expected) {
      List<List<String>> rows = new ArrayList<>();
      rows.add(List.of("", "part", "metric", "expected", "within", "found", ""));
      for (Expected one : expected) {
        rows.add(
            List.of(
                one.of,
                one.part,
                one.metric,
                one.figure == null ? "not pinned" : Figures.decimal(one.figure),
                String.valueOf(one.within),
                one.found == null ? "not measured" : Figures.decimal(one.found),
                one.holds() ? "" : "FAILS"));
      }
      return new NamedTable("Expected figures", rows);
    }
  }

  /** The tables for a summary: one per part, and one of the expectations if there are any. */
  public List<NamedTable> tables() {
    List<NamedTable> tables = new ArrayList<>();
    parts.forEach(part -> tables.add(table(part)));
    if (!expected.isEmpty()) {
      tables.add(Expected.table(expected));
    }
    return tables;
  }

  private NamedTable table(Part part) {
    List<List<String>> rows = new ArrayList<>();
    List<String> head = new ArrayList<>(List.of("", "macro-F1", "95 %", "accuracy", "95 %"));
    stances.forEach(stance -> head.add(stance + " P/R/F1"));
    rows.add(head);
    for (Score score : part.scores) {
      List<String> row = new ArrayList<>(List.of(score.of));
      for (Metric metric : List.of(score.macroF1, score.accuracy)) {
        row.add(Figures.decimal(metric));
        row.add(Figures.interval(metric));
      }
      stances.forEach(stance -> row.add(cell(score.perStance.get(stance))));
      rows.add(row);
    }
    String title =
        String.format(
            Locale.ROOT,
            "%s, %s: %,d pairs in %,d groups (95 %%, groups resampled)",
            benchmark,
            part.name,
            part.pairs,
            part.groups);
    return new NamedTable(title, rows);
  }

  private static String cell(@Nullable LabelScore score) {
    return score == null
        ? "-"
        : "%s/%s/%s"
            .formatted(
                Figures.decimal(score.precision()),
                Figures.decimal(score.recall()),
                Figures.decimal(score.f1()));
  }
}
