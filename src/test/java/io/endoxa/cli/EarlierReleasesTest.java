package io.endoxa.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.endoxa.provenance.RunManifest;
import io.endoxa.spark.RunStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Runs that earlier releases wrote: {@code runs/<release>} of the test resources is an output
 * directory with one run of a label job over two paragraphs and a broken article. A release that
 * changes tables or the manifest adds one of its own and leaves these as they are.
 */
class EarlierReleasesTest {
  private static final Path RELEASES = Path.of("src/test/resources/io/endoxa/runs");

  private static List<Path> releases() throws IOException {
    try (Stream<Path> releases = Files.list(RELEASES)) {
      return releases.sorted().toList();
    }
  }

  private static Path run(Path release) throws IOException {
    try (Stream<Path> runs = Files.list(release.resolve("runs"))) {
      return runs.toList().get(0);
    }
  }

  @ParameterizedTest
  @MethodSource("releases")
  void aRunIsListedShownAndVerified(Path release) throws IOException {
    Path run = run(release);

    assertThat(Called.endoxa("list", release.toString()).out())
        .containsPattern(run.getFileName() + "  \\d+ rows in 8 tables, model [0-9a-f]{16}, ");
    assertThat(Called.endoxa("show", run.toString()).out())
        .startsWith("# Run " + run.getFileName())
        .contains("articles accepted", "## Manifest", "- job: label", "| stances ");
    Called verified = Called.endoxa("show", run.toString(), "--verify");
    assertThat(verified.out()).endsWith("all as written" + System.lineSeparator());
    assertThat(verified.code()).isZero();
    assertThat(Called.endoxa("gc", release.toString()).out()).contains("nothing may go");
    assertThat(Called.endoxa("compare", run.toString(), run.toString()).code()).isZero();
  }

  @ParameterizedTest
  @MethodSource("releases")
  void itsTablesAreRead(Path release) throws IOException, SQLException {
    Path run = run(release);

    assertThat(Called.endoxa("show", run.resolve("quarantine").toString()).out())
        .contains("broken.jsonl")
        .endsWith("1 rows shown\n");
    assertThat(Called.endoxa("show", run.toString(), "--dropped").out())
        .contains("0 lines dropped");
    RunManifest manifest = RunStore.readManifest(new Configuration(), run.toString());
    try (Connection duckdb = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = duckdb.createStatement()) {
      for (RunManifest.TableEntry table : manifest.outputs()) {
        assertThat(count(statement, run.resolve(table.table()), ""))
            .as(table.table())
            .isEqualTo(table.rows());
      }
      assertThat(count(statement, run.resolve("paragraphs"), " where text like 'The ferry %'"))
          .isEqualTo(1);
      assertThat(
              count(
                  statement,
                  run.resolve("stances"),
                  " where question_id in ('deal', 'trade') and run_id = '%s'"
                          .formatted(manifest.runId())
                      + " and abs(p_agree + p_disagree + p_discuss + p_unrelated - 1) < 1e-5"))
          .isEqualTo(4);
    }
  }

  private static long count(Statement statement, Path table, String where) throws SQLException {
    try (ResultSet result =
        statement.executeQuery(
            "select count(*) from read_parquet('%s/*.parquet')%s".formatted(table, where))) {
      result.next();
      return result.getLong(1);
    }
  }
}
