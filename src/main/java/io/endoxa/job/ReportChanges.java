package io.endoxa.job;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.desc;

import io.endoxa.report.page.RunPage;
import io.endoxa.spark.Table;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Takes the changes between periods that a report shows from the table of a run. */
final class ReportChanges {
  /** Pairs of periods that are shown, the latest: a page holds so much. */
  private static final int MOST_PAIRS = 8;

  private ReportChanges() {}

  /**
   * The changes of all sources together and of each of these, between the latest periods that both
   * have paragraphs.
   */
  static List<RunPage.Change> in(Dataset<Row> changes, List<String> sources) {
    return changes
        .where(
            col(Table.SOURCE)
                .isNull()
                .or(ReportTables.oneOf(sources, col(Table.SOURCE)).isNotNull()))
        .where(col("naive_change").isNotNull())
        .join(latest(changes), new String[] {Table.FROM_PERIOD, Table.TO_PERIOD}, "left_semi")
        .select(
            ReportTables.columns(
                Table.QUESTION_ID,
                Table.STANCE,
                Table.SOURCE,
                Table.FROM_PERIOD,
                Table.TO_PERIOD,
                "naive_change",
                "corrected_change",
                "low",
                "high",
                "p_value",
                "p_adjusted",
                "n_paragraphs_from",
                "n_paragraphs_to",
                "n_labelled_from",
                "n_labelled_to",
                Table.REASON))
        .collectAsList()
        .stream()
        .map(ReportChanges::change)
        .toList();
  }

  private static Dataset<Row> latest(Dataset<Row> changes) {
    return changes
        .select(Table.FROM_PERIOD, Table.TO_PERIOD)
        .distinct()
        .orderBy(desc(Table.TO_PERIOD), desc(Table.FROM_PERIOD))
        .limit(MOST_PAIRS);
  }

  private static RunPage.Change change(Row row) {
    return new RunPage.Change(
        row.getString(0),
        row.getString(1),
        ReportTables.text(row, 2),
        row.getString(3),
        row.getString(4),
        row.getDouble(5),
        ReportTables.number(row, 6),
        ReportTables.number(row, 7),
        ReportTables.number(row, 8),
        ReportTables.number(row, 9),
        ReportTables.number(row, 10),
        row.getLong(11),
        row.getLong(12),
        row.getLong(13),
        row.getLong(14),
        ReportTables.text(row, 15));
  }
}
