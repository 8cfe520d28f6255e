package io.endoxa.job;

import static org.apache.spark.sql.functions.col;

import io.endoxa.spark.LabelTables;
import io.endoxa.spark.Table;
import io.endoxa.spark.TextPlace;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Says which paragraphs are left without labels because native code crashed on them. */
final class CrashedParagraphs {
  /** A count of a run. */
  static final String COUNT = "paragraphs that crash native code";

  private static final int SHOWN = 5;

  private CrashedParagraphs() {}

  static void count(RunContext run, LabelTables tables) {
    Dataset<Row> crashed = tables.crashed();
    long count = crashed.count();
    run.counts.put(COUNT, count);
    if (count == 0) {
      return;
    }
    String examples =
        crashed
            .orderBy(Table.SOURCE_FILE, Table.POSITION, Table.PARAGRAPH_INDEX)
            .select(
                col(Table.SOURCE_FILE),
                col(Table.POSITION),
                col(Table.ARTICLE_ID),
                col(Table.PARAGRAPH_INDEX),
                col(Table.TEXT))
            .limit(SHOWN)
            .collectAsList()
            .stream()
            .map(row -> TextPlace.of(row, row.getAs(Table.TEXT)))
            .collect(Collectors.joining("; "));
    run.notes.add(
        "Native code crashed on %d paragraphs, or did not come back: %s%s. They have no labels (abstain_reason native_crash); everything else is as without them."
            .formatted(count, examples, count > SHOWN ? "; and others" : ""));
  }
}
