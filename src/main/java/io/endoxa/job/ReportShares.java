package io.endoxa.job;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.desc;

import io.endoxa.report.page.RunPage;
import io.endoxa.spark.Table;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Takes the shares that a report shows from the table of a run. */
final class ReportShares {
  private static final String MONTH = "month";

  private final Dataset<Row> shares;
  private final List<String> sources;

  /**
   * Of rows of {@link Table#SHARES}.
   *
   * @param sources that get shares of their own
   */
  ReportShares(Dataset<Row> shares, List<String> sources) {
    this.shares = shares;
    this.sources = sources;
  }

  List<RunPage.Share> gather() {
    Column shown =
        col(Table.SOURCE).isNull().or(ReportTables.oneOf(sources, col(Table.SOURCE)).isNotNull());
    Column recent =
        col(MONTH)
            .isNull()
            .or(col(MONTH).equalTo(ReportTables.UNKNOWN))
            .or(col(MONTH).isin(months().toArray()));
    return shares
        .where(shown.and(recent))
        .select(
            ReportTables.columns(
                Table.QUESTION_ID,
                Table.STANCE,
                Table.SOURCE,
                MONTH,
                "naive",
                "corrected",
                "low",
                "high",
                "n_paragraphs",
                "n_articles",
                "n_labelled",
                "n_labelled_articles",
                "pooled_to",
                Table.REASON))
        .orderBy(Table.QUESTION_ID, Table.STANCE, Table.SOURCE, MONTH)
        .collectAsList()
        .stream()
        .map(ReportShares::share)
        .toList();
  }

  private List<String> months() {
    return shares
        .where(col(Table.SOURCE).isNull().and(col(MONTH).notEqual(ReportTables.UNKNOWN)))
        .select(MONTH)
        .distinct()
        .orderBy(desc(MONTH))
        .limit(RunPage.MOST_MONTHS)
        .collectAsList()
        .stream()
        .map(row -> row.getString(0))
        .toList();
  }

  private static RunPage.Share share(Row row) {
    return new RunPage.Share(
        row.getString(0),
        row.getString(1),
        ReportTables.text(row, 2),
        ReportTables.text(row, 3),
        row.getDouble(4),
        ReportTables.number(row, 5),
        ReportTables.number(row, 6),
        ReportTables.number(row, 7),
        row.getLong(8),
        row.getLong(9),
        row.getLong(10),
        row.getLong(11),
        ReportTables.text(row, 12),
        ReportTables.text(row, 13));
  }
}
