package io.endoxa.job;

import io.endoxa.provenance.RunManifest;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** Rows of published tables, as another reader of Parquet than Spark sees them. */
final class TableRows {
  private static final List<String> ID_COLUMNS =
      List.of("article_id", "paragraph_id", "question_id", "frame_id");

  private TableRows() {}

  /** For each table that two runs differ in: how many rows either has alone, without run_id. */
  static List<String> differences(String first, String second) throws SQLException {
    List<String> differences = new ArrayList<>();
    try (Connection duckdb = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = duckdb.createStatement()) {
      for (RunManifest.TableEntry table : TrainedRun.manifest(first).outputs()) {
        List<String> columns = columns(statement, first, table.table());
        columns.remove("run_id");
        String select = "select \"" + String.join("\", \"", columns) + "\" from ";
        String one = select + parquet(first, table.table());
        String other = select + parquet(second, table.table());
        long rows =
            number(
                statement,
                "select (select count(*) from (%s except all %s)) + (select count(*) from (%s except all %s))"
                    .formatted(one, other, other, one));
        if (rows > 0) {
          differences.add("%s: %d rows".formatted(table.table(), rows));
        }
      }
    }
    return differences;
  }

  /** How many rows of paragraphs, stances, frames and articles have the ids of another one. */
  static long duplicateIds(String run) throws SQLException {
    long duplicates = 0;
    try (Connection duckdb = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = duckdb.createStatement()) {
      for (String table : List.of("articles", "paragraphs", "stances", "frames")) {
        List<String> ids = columns(statement, run, table);
        ids.retainAll(ID_COLUMNS);
        duplicates +=
            number(
                statement,
                "select count(*) - count(distinct (%s)) from %s"
                    .formatted(String.join(", ", ids), parquet(run, table)));
      }
    }
    return duplicates;
  }

  private static List<String> columns(Statement statement, String run, String table)
      throws SQLException {
    List<String> columns = new ArrayList<>();
    try (ResultSet result =
        statement.executeQuery("describe select * from " + parquet(run, table))) {
      while (result.next()) {
        columns.add(result.getString(1));
      }
    }
    return columns;
  }

  private static long number(Statement statement, String query) throws SQLException {
    try (ResultSet result = statement.executeQuery(query)) {
      result.next();
      return result.getLong(1);
    }
  }

  private static String parquet(String run, String table) {
    return "read_parquet('%s/*.parquet')".formatted(Path.of(run, table));
  }
}
