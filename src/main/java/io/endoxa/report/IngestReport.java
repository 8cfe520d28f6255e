package io.endoxa.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How well articles are read and cut, and whether that is what was expected.
 *
 * @param benchmark the job's name
 * @param note what a reader must know; null for nothing
 * @param figures in the order of sections
 * @param expected each expectation beside what was found
 */
public record IngestReport(
    String benchmark, @Nullable String note, List<Figure> figures, List<Expected> expected) {
  /** The file's name inside a run. */
  public static final String FILE = "ingest.json";

  public IngestReport {
    figures = List.copyOf(figures);
    expected = List.copyOf(expected);
  }

  /**
   * Something measured.
   *
   * @param section such as main-text
   * @param of who or what was measured
   * @param part of the data
   * @param metric such as f1
   */
  public record Figure(String section, String of, String part, String metric, double value) {
    /** Whether both measure the same. */
    public boolean isSameAs(Figure other) {
      return section.equals(other.section)
          && of.equals(other.of)
          && part.equals(other.part)
          && metric.equals(other.metric);
    }

    String words() {
      return "%s of %s on part %s of %s".formatted(metric, of, part, section);
    }
  }

  /**
   * A figure that a job expects.
   *
   * @param place where the job says so
   * @param figure what should be measured
   * @param within how far above or below it the found figure may lie
   * @param found null where the job did not measure it
   */
  public record Expected(String place, Figure figure, double within, @Nullable Double found) {
    /** Whether it was measured and is as expected. */
    public boolean holds() {
      // Three digits are written down; without the margin 0.613 would not be within 0.001 of 0.612.
      return found != null && Math.abs(found - figure.value) <= within + 1e-9;
    }

    /** Found and expected in one sentence. */
    public String sentence() {
      String expectation =
          "expected %s, %s more or less".formatted(Figures.decimal(figure.value), within);
      return found == null
          ? "%s: %s was not measured, %s".formatted(place, figure.words(), expectation)
          : "%s: %s is %s, %s"
              .formatted(place, figure.words(), Figures.decimal(found), expectation);
    }
  }

  /** The tables for a summary: one per section, and one of the expectations if there are any. */
  public List<NamedTable> tables() {
    List<NamedTable> tables = new ArrayList<>();
    figures.stream().map(Figure::section).distinct().forEach(section -> tables.add(table(section)));
    if (!expected.isEmpty()) {
      tables.add(expectations());
    }
    return tables;
  }

  private NamedTable table(String section) {
    List<Figure> ofSection = figures.stream().filter(f -> f.section.equals(section)).toList();
    List<String> metrics = ofSection.stream().map(Figure::metric).distinct().toList();
    Map<List<String>, Map<String, Double>> rows = new LinkedHashMap<>();
    for (Figure figure : ofSection) {
      rows.computeIfAbsent(List.of(figure.of, figure.part), key -> new LinkedHashMap<>())
          .put(figure.metric, figure.value);
    }
    List<List<String>> cells = new ArrayList<>();
    List<String> head = new ArrayList<>(List.of("", "part"));
    head.addAll(metrics);
    cells.add(head);
    rows.forEach(
        (key, values) -> {
          List<String> row = new ArrayList<>(key);
          for (String metric : metrics) {
            Double value = values.get(metric);
            row.add(value == null ? "-" : Figures.decimal(value));
          }
          cells.add(row);
        });
    return new NamedTable(section, cells);
  }

  private NamedTable expectations() {
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("", "of", "part", "metric", "expected", "within", "found", ""));
    for (Expected one : expected) {
      rows.add(
          List.of(
              one.figure.section,
              one.figure.of,
              one.figure.part,
              one.figure.metric,
              Figures.decimal(one.figure.value),
              String.valueOf(one.within),
              one.found == null ? "not measured" : Figures.decimal(one.found),
              one.holds() ? "" : "FAILS"));
    }
    return new NamedTable("Expected figures", rows);
  }
}
