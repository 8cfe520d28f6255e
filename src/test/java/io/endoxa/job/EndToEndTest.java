package io.endoxa.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.endoxa.codebook.Codebook;
import io.endoxa.provenance.RunManifest;
import io.endoxa.spark.Table;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.types.DataType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The main job's tables, read as an analyst reads them: with DuckDB, from the Parquet files. */
class EndToEndTest {
  private static final Codebook CODEBOOK =
      Codebook.read(Path.of("datasets/south-caucasus/codebook.yaml"));
  private static final List<Table> TABLES =
      List.of(
          Table.ARTICLES,
          Table.DROPPED,
          Table.QUARANTINE,
          Table.PARAGRAPHS,
          Table.STANCES,
          Table.FRAMES,
          Table.labelled(CODEBOOK),
          Table.SHARES,
          Table.CHANGES,
          Table.DRIFT);

  private static Connection duckdb;

  @BeforeAll
  static void readTables() throws SQLException {
    duckdb = DriverManager.getConnection("jdbc:duckdb:");
    for (Table table : TABLES) {
      try (Statement statement = duckdb.createStatement()) {
        statement.execute(
            "create view %s as select * from read_parquet('%s/*.parquet')"
                .formatted(table.name(), TrainedRun.directory().resolve(table.name())));
      }
    }
  }

  @AfterAll
  static void close() throws SQLException {
    duckdb.close();
  }

  /** All rows, a list of texts each. */
  private static List<List<String>> rows(String sql) throws SQLException {
    List<List<String>> rows = new ArrayList<>();
    try (Statement statement = duckdb.createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      int columns = result.getMetaData().getColumnCount();
      while (result.next()) {
        List<String> row = new ArrayList<>();
        for (int i = 1; i <= columns; i++) {
          row.add(String.valueOf(result.getString(i)));
        }
        rows.add(row);
      }
    }
    return rows;
  }

  private static long count(String sql) throws SQLException {
    return Long.parseLong(rows("select count(*) from " + sql).get(0).get(0));
  }

  private static String duckdbType(DataType type) {
    return switch (type.typeName()) {
      case "string" -> "VARCHAR";
      case "timestamp" -> "TIMESTAMP WITH TIME ZONE";
      case "integer" -> "INTEGER";
      case "long" -> "BIGINT";
      case "float" -> "FLOAT";
      case "double" -> "DOUBLE";
      case "boolean" -> "BOOLEAN";
      default -> throw new IllegalArgumentException(type.typeName());
    };
  }

  @Test
  void everyTableHasTheColumnsAndTypesOfItsSchema() throws SQLException {
    for (Table table : TABLES) {
      List<String> expected =
          Arrays.stream(table.schema().fields())
              .map(field -> field.name() + " " + duckdbType(field.dataType()))
              .toList();
      assertThat(rows("describe " + table.name()))
          .as(table.name())
          .extracting(row -> row.get(0) + " " + row.get(1))
          .containsExactlyElementsOf(expected);
    }
  }

  @Test
  void columnsThatAreNeverNullHoldNoNull() throws SQLException {
    for (Table table : TABLES) {
      for (var field : table.schema().fields()) {
        if (!field.nullable()) {
          assertThat(count("%s where %s is null".formatted(table.name(), field.name())))
              .as("%s.%s", table.name(), field.name())
              .isZero();
        }
      }
    }
  }

  @Test
  void theManifestCountsTheRowsOfEveryTable() throws SQLException {
    RunManifest manifest = TrainedRun.manifest(TrainedRun.directory().toString());

    assertThat(manifest.outputs())
        .extracting(RunManifest.TableEntry::table)
        .containsExactlyElementsOf(TABLES.stream().map(Table::name).toList());
    for (RunManifest.TableEntry entry : manifest.outputs()) {
      assertThat(count(entry.table())).as(entry.table()).isEqualTo(entry.rows());
    }
    assertThat(count("paragraphs")).isEqualTo(manifest.counts().get("paragraphs"));
    assertThat(count("articles where duplicate_of is null"))
        .isEqualTo(manifest.counts().get("articles accepted"))
        .isEqualTo(manifest.counts().get("articles read"));
    assertThat(manifest.modelId()).isNotNull();
    assertThat(rows("select distinct model_id, codebook_version, run_id from stances"))
        .containsExactly(
            List.of(String.valueOf(manifest.modelId()), CODEBOOK.label(), manifest.runId()));
  }

  @Test
  void keysNameOneRowEach() throws SQLException {
    for (Table table : TABLES) {
      String key = String.join(", ", table.sortedBy());
      assertThat(
              count(
                  "(select 1 from %s group by %s having count(*) > 1)"
                      .formatted(table.name(), key)))
          .as(table.name())
          .isZero();
    }
  }

  @Test
  void rowsAreSortedByTheKey() throws SQLException {
    for (Table table : TABLES) {
      String key = String.join(", ", table.sortedBy());
      String nullsFirst = String.join(" nulls first, ", table.sortedBy()) + " nulls first";
      assertThat(rows("select %s from %s".formatted(key, table.name())))
          .as(table.name())
          .isEqualTo(
              rows("select %s from %s order by %s".formatted(key, table.name(), nullsFirst)));
    }
  }

  @Test
  void everyParagraphHasEveryQuestionEveryFrameAndOneLabelledRow() throws SQLException {
    long paragraphs = count("paragraphs");

    assertThat(paragraphs).isGreaterThan(100);
    assertThat(count("labelled join paragraphs using (paragraph_id, article_id, text)"))
        .isEqualTo(paragraphs);
    assertThat(count("stances join paragraphs using (paragraph_id, article_id)"))
        .isEqualTo(5 * paragraphs)
        .isEqualTo(count("stances"));
    assertThat(count("frames join paragraphs using (paragraph_id)"))
        .isEqualTo(14 * paragraphs)
        .isEqualTo(count("frames"));
    assertThat(count("paragraphs join articles using (article_id)")).isEqualTo(paragraphs);
    assertThat(rows("select distinct question_id from stances order by all"))
        .isEqualTo(CODEBOOK.questionIds().stream().sorted().map(List::of).toList());
  }

  @Test
  void probabilitiesSumToOneAndTheStanceIsTheMostLikely() throws SQLException {
    String sum = "p_agree::double + p_disagree::double + p_discuss::double + p_unrelated::double";
    String first =
        "case when p_agree = confidence then 'agree' when p_disagree = confidence then 'disagree'"
            + " when p_discuss = confidence then 'discuss' else 'unrelated' end";

    assertThat(count("stances where not abs(%s - 1) <= 1e-6".formatted(sum))).isZero();
    assertThat(count("stances where least(p_agree, p_disagree, p_discuss, p_unrelated) < 0"))
        .isZero();
    assertThat(
            count(
                "stances where confidence"
                    + " <> greatest(p_agree, p_disagree, p_discuss, p_unrelated)"))
        .isZero();
    assertThat(count("stances where stance <> " + first)).isZero();
    assertThat(count("stances where abstained <> (abstain_reason is not null)")).isZero();
    assertThat(count("stances where abstained and confidence >= 0.4::float")).isZero();
    assertThat(count("frames where not p_present between 0 and 1")).isZero();
  }

  @Test
  void everyStanceHasItsSentence() throws SQLException {
    String counts = "(not abstained and stance <> 'unrelated')";

    assertThat(count("stances where " + counts)).isPositive();
    // A near copy may word the sentence in another way, and then has none.
    assertThat(
            count(
                "stances join paragraphs using (paragraph_id) where duplicate_of is null"
                    + " and (evidence_sentence is not null) is distinct from "
                    + counts))
        .isZero();
    assertThat(
            count(
                "stances join paragraphs using (paragraph_id) where evidence_sentence <>"
                    + " substring(text, evidence_start + 1, evidence_end - evidence_start)"))
        .isZero();
  }

  @Test
  void theWideTableSaysWhatTheLongTablesSay() throws SQLException {
    for (String question : CODEBOOK.questionIds()) {
      assertThat(
              count(
                  ("labelled join stances using (paragraph_id) where question_id = '%1$s' and"
                          + " (%1$s is distinct from case when abstained then null else stance end"
                          + " or %1$s_confidence <> confidence)")
                      .formatted(question)))
          .as(question)
          .isZero();
    }
    assertThat(rows("select paragraph_id, frames from labelled where frames <> '' order by all"))
        .isEqualTo(
            rows(
                "select paragraph_id, string_agg(frame_id, ', ' order by frame_id) from frames"
                    + " where present group by all order by all"));
  }

  @Test
  void sharesCountTheStances() throws SQLException {
    String long2wide =
        "select question_id, '%1$s' as stance, null as source, null as month,"
            + " avg((stance = '%1$s' and not abstained)::int) as naive, count(*) as n_paragraphs"
            + " from stances group by question_id";
    for (String stance : List.of("agree", "disagree", "discuss", "unrelated")) {
      assertThat(
              rows(
                  "select question_id, n_paragraphs, round(naive, 9) from shares where source is"
                      + " null and month is null and stance = '%s' order by all".formatted(stance)))
          .isEqualTo(
              rows(
                  "select question_id, n_paragraphs, round(naive, 9) from (%s) order by all"
                      .formatted(long2wide.formatted(stance))));
    }
  }

  @Test
  void aParagraphStandsInItsArticleWhereItsOffsetsSay() throws SQLException {
    List<List<String>> rows =
        rows(
            "select articles.text, char_start, char_end, paragraphs.text"
                + " from paragraphs join articles using (article_id)");

    assertThat(rows)
        .hasSizeGreaterThan(100)
        .allSatisfy(
            row ->
                assertThat(
                        row.get(0)
                            .substring(Integer.parseInt(row.get(1)), Integer.parseInt(row.get(2))))
                    .isEqualTo(row.get(3)));
  }

  @Test
  void timesAreThoseOfTheArticles() throws SQLException {
    // The front matter of the file says: published: 2024-04-19.
    assertThat(
            rows(
                "select epoch(published_at)::bigint, source from articles"
                    + " where source_file like '%kura-herald-2024-04-19-tail-lights-at-the-bypass.txt'"))
        .containsExactly(List.of("1713484800", "Kura Herald"));
    assertThat(count("paragraphs where published_at is null")).isZero();
  }

  @Test
  void anotherReaderFindsTheCodebookAndWhatColumnsHoldInTheFooter() throws Exception {
    String codebook = Files.readString(Path.of("datasets/south-caucasus/codebook.yaml"));

    assertThat(TrainedRun.directory().resolve("codebook.yaml")).hasContent(codebook);
    for (Table table : TABLES) {
      String footer =
          "from parquet_kv_metadata('%s/%s/*.parquet') where decode(key) = "
              .formatted(TrainedRun.directory(), table.name());
      assertThat(rows("select distinct decode(value) " + footer + "'endoxa.codebook'"))
          .as(table.name())
          .containsExactly(List.of(codebook));
      assertThat(
              rows(
                  "select unnest(json_keys(decode(value)::json)) as name %s'endoxa.columns' order by name"
                      .formatted(footer)))
          .as(table.name())
          .containsExactlyElementsOf(
              Stream.of(table.schema().fieldNames()).sorted().map(List::of).toList());
    }
  }

  @Test
  void theDriftIsThatOfEveryMeasureAndItsSharesAddUpToOne() throws SQLException {
    assertThat(rows("select distinct measure from drift order by all"))
        .containsExactly(
            List.of("closeness"),
            List.of("confidence"),
            List.of("stance"),
            List.of("unknown_words"),
            List.of("words"));
    assertThat(
            count(
                "(select 1 from drift group by measure, question_id having"
                    + " abs(sum(training_share) - 1) > 1e-9 or abs(sum(run_share) - 1) > 1e-9)"))
        .isZero();
    assertThat(rows("select distinct n_run from drift where measure = 'stance'"))
        .isEqualTo(rows("select count(*) from labelled where duplicate_of is null"));
  }
}
