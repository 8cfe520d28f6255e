package io.endoxa.job;

import io.endoxa.annotate.CheckResult;
import io.endoxa.annotate.DatasetExpectations;
import io.endoxa.annotate.DatasetParagraph;
import io.endoxa.codebook.Stance;
import io.endoxa.report.NamedTable;
import io.endoxa.spark.Table;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/** What a run says of a checked dataset: tables, the rows at fault, and the end of the job. */
final class CheckReport {
  private static final int ROWS_SHOWN = 20;

  private final RunContext run;
  private final Path directory;
  private final List<CheckResult> results;

  CheckReport(RunContext run, Path directory, List<CheckResult> results) {
    this.run = run;
    this.directory = directory;
    this.results = List.copyOf(results);
  }

  /** Leaves tables and notes in the run; if a check fails, its contract is broken. */
  void publish(List<DatasetParagraph> paragraphs) {
    run.tables.add(sources(paragraphs));
    run.tables.add(checks());
    writeRows();
    List<CheckResult> failed = results.stream().filter(result -> !result.passed()).toList();
    long checked = results.stream().filter(CheckResult::wasRun).count();
    if (failed.isEmpty()) {
      run.notes.add("All %d checks pass.".formatted(checked));
      return;
    }
    String count = "%d of %d checks of %s fail.".formatted(failed.size(), checked, directory);
    run.notes.add(count);
    run.brokenContract =
        run.tables.stream().map(NamedTable::plain).collect(Collectors.joining("\n"))
            + "\n"
            + failed.stream().map(CheckReport::describe).collect(Collectors.joining("\n"))
            + "\n%s Mend the rows above, or the promise in %s.%n"
                .formatted(count, directory.resolve(DatasetExpectations.FILE))
            + "Table %s of %s has every row."
                .formatted(Table.CHECK_ROWS.name(), run.draft().directory());
  }

  private NamedTable checks() {
    List<List<String>> table = new ArrayList<>();
    table.add(List.of("check", "found", "expected", ""));
    for (CheckResult result : results) {
      table.add(
          List.of(
              result.check(), result.found(), result.expected(), result.passed() ? "" : "FAILS"));
    }
    return new NamedTable("Checks", table);
  }

  private void writeRows() {
    List<Row> rows = new ArrayList<>();
    for (CheckResult result : results) {
      result.rows().forEach(row -> rows.add(RowFactory.create(result.check(), row)));
    }
    run.draft()
        .write(
            Table.CHECK_ROWS,
            run.session().createDataFrame(rows, Table.CHECK_ROWS.schema()),
            rows.size());
  }

  private static String describe(CheckResult failed) {
    List<String> rows = failed.rows();
    String shown =
        rows.stream().limit(ROWS_SHOWN).map(row -> "\n  " + row).collect(Collectors.joining());
    String more =
        rows.size() > ROWS_SHOWN ? "\n  and %d more".formatted(rows.size() - ROWS_SHOWN) : "";
    return "%s: found %s, expected %s%s%s"
        .formatted(failed.check(), failed.found(), failed.expected(), shown, more);
  }

  /** Stances per outlet over all questions. */
  private static NamedTable sources(List<DatasetParagraph> paragraphs) {
    Map<String, long[]> counts = new TreeMap<>();
    Map<String, String> parts = new TreeMap<>();
    for (DatasetParagraph paragraph : paragraphs) {
      long[] ofSource =
          counts.computeIfAbsent(paragraph.source(), source -> new long[1 + Stance.COUNT]);
      ofSource[0]++;
      paragraph.labels().stances().values().forEach(s -> ofSource[1 + s.position()]++);
      parts.put(paragraph.source(), paragraph.part());
    }
    List<List<String>> table = new ArrayList<>();
    List<String> head = new ArrayList<>(List.of("outlet", "part", "paragraphs"));
    for (int i = 0; i < Stance.COUNT; i++) {
      head.add(Stance.at(i).label());
    }
    table.add(head);
    counts.forEach(
        (source, ofSource) -> {
          List<String> row = new ArrayList<>(List.of(source, parts.getOrDefault(source, "")));
          for (long count : ofSource) {
            row.add(String.valueOf(count));
          }
          table.add(row);
        });
    return new NamedTable("Labels per outlet", table);
  }
}
