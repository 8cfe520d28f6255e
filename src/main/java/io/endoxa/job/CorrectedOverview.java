package io.endoxa.job;

import static org.apache.spark.sql.functions.col;

import io.endoxa.codebook.Codebook;
import io.endoxa.codebook.Stance;
import io.endoxa.report.Figures;
import io.endoxa.report.NamedTable;
import io.endoxa.spark.RunTables;
import io.endoxa.spark.Table;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** What a run's summary says of shares that labels by hand correct, and of how they change. */
final class CorrectedOverview {
  private static final List<String> STANCES =
      List.of(Stance.AGREE.label(), Stance.DISAGREE.label());

  /** The least that three decimals tell from 0. */
  private static final double LEAST_P = 0.001;

  private final RunContext run;
  private final Codebook codebook;

  private CorrectedOverview(RunContext run, Codebook codebook) {
    this.run = run;
    this.codebook = codebook;
  }

  /** Adds what the written tables hold to the summary; nothing where nothing is corrected. */
  static void addTo(RunContext run, Codebook codebook) {
    CorrectedOverview overview = new CorrectedOverview(run, codebook);
    overview.addShares();
    overview.addChanges();
  }

  private Dataset<Row> read(Table table) {
    return RunTables.read(run.session(), run.draft().directory(), table);
  }

  private void addShares() {
    List<Row> shares =
        read(Table.SHARES)
            .where(col(Table.SOURCE).isNull().and(col(Table.MONTH).isNull()))
            .collectAsList();
    // A question without labels by hand has its counts beside one that has some.
    if (shares.stream().anyMatch(row -> row.getAs("corrected") != null)) {
      run.tables.add(
          new NamedTable(
              "Shares of paragraphs in all sources and months, corrected by labels by hand, and counted",
              rows(shares, List.of("95 %", "counted"), CorrectedOverview::share)));
    }
  }

  /**
   * A row per question, with the figures of each stance.
   *
   * @param names of the figures behind the first, which is the stance's
   */
  private List<List<String>> rows(
      List<Row> rows, List<String> names, Function<Row, List<String>> figures) {
    List<List<String>> table = new ArrayList<>();
    List<String> head = new ArrayList<>(List.of("paragraphs"));
    for (String stance : STANCES) {
      head.add(stance);
      head.addAll(names);
    }
    table.add(head);
    for (String question : codebook.questionIds()) {
      List<String> line = new ArrayList<>(List.of(question));
      for (String stance : STANCES) {
        line.addAll(
            rows.stream()
                .filter(row -> row.getAs(Table.QUESTION_ID).equals(question))
                .filter(row -> row.getAs(Table.STANCE).equals(stance))
                .findFirst()
                .map(figures)
                .orElse(Collections.nCopies(1 + names.size(), Figures.NONE)));
      }
      table.add(line);
    }
    return table;
  }

  private static List<String> share(Row row) {
    Double corrected = row.getAs("corrected");
    return List.of(
        corrected == null ? Figures.NONE : Figures.decimal(corrected),
        corrected == null
            ? Figures.NONE
            : "%s-%s"
                .formatted(
                    Figures.decimal(row.<Double>getAs("low")),
                    Figures.decimal(row.<Double>getAs("high"))),
        Figures.decimal(row.<Double>getAs("naive")));
  }

  /** Those of all sources to the latest period that has any, from each period before it. */
  private void addChanges() {
    List<Row> changes =
        read(Table.CHANGES).where(col("corrected_change").isNotNull()).collectAsList();
    Optional<String> latest =
        ofAllSources(changes).map(CorrectedOverview::lastMonth).max(Comparator.naturalOrder());
    if (latest.isEmpty()) {
      return;
    }
    List<String> pairs =
        ofAllSources(changes)
            .filter(row -> lastMonth(row).equals(latest.get()))
            .map(CorrectedOverview::pair)
            .distinct()
            .sorted()
            .toList();
    for (String pair : pairs) {
      List<Row> ofPair = ofAllSources(changes).filter(row -> pair(row).equals(pair)).toList();
      run.tables.add(
          new NamedTable(
              "How they change, corrected: %s".formatted(pair),
              rows(ofPair, List.of("95 %", "p"), CorrectedOverview::change)));
    }
    long sources =
        changes.stream()
            .map(row -> row.getAs(Table.SOURCE))
            .filter(Objects::nonNull)
            .distinct()
            .count();
    run.notes.add(
        "Of single sources, %,d have labels enough for a corrected change; the table changes has the reasons of the others."
            .formatted(sources));
  }

  private static Stream<Row> ofAllSources(List<Row> rows) {
    return rows.stream().filter(row -> row.getAs(Table.SOURCE) == null);
  }

  private static String lastMonth(Row row) {
    String period = row.getAs(Table.TO_PERIOD);
    return period.substring(period.indexOf('/') + 1);
  }

  private static String pair(Row row) {
    return "%s to %s"
        .formatted(row.<String>getAs(Table.FROM_PERIOD), row.<String>getAs(Table.TO_PERIOD));
  }

  private static List<String> change(Row row) {
    double p = row.getAs("p_value");
    return List.of(
        signed(row.getAs("corrected_change")),
        "%s to %s".formatted(signed(row.getAs("low")), signed(row.getAs("high"))),
        p < LEAST_P ? "<" + LEAST_P : Figures.decimal(p));
  }

  private static String signed(double value) {
    return String.format(Locale.ROOT, "%+.3f", value);
  }
}
