package io.endoxa.spark;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.endoxa.codebook.Codebook;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Objects;
import org.apache.spark.sql.types.StructField;
import org.junit.jupiter.api.Test;

class TableTest {
  private static final Codebook CODEBOOK =
      Codebook.parse(
          "codebook.yaml",
          """
          id: small
          version: 1
          questions:
            - {id: deal, proposition: There was a deal., agree: a deal, disagree: no deal}
            - {id: trade, proposition: Trade comes first., agree: trade, disagree: security}
          """);
  private static final List<Table> TABLES =
      List.of(
          Table.ARTICLES,
          Table.DROPPED,
          Table.PARAGRAPHS,
          Table.STANCES,
          Table.FRAMES,
          Table.PREDICTIONS,
          Table.LEARNING_CURVE,
          Table.CHECK_ROWS,
          Table.BEHAVIOUR,
          Table.BEHAVIOUR_CASES,
          Table.SHARES,
          Table.CHANGES,
          Table.DRIFT,
          Table.QUARANTINE,
          Table.EMBEDDINGS,
          Table.labelled(CODEBOOK));

  /** Readers build on these columns: a change of the text file is a change for them. */
  @Test
  void columnsTypesAndOrderAreThoseThatReadersKnow() throws IOException {
    StringBuilder found = new StringBuilder();
    for (Table table : TABLES) {
      found.append(table.name()).append(" by ").append(String.join(", ", table.sortedBy()));
      found.append('\n');
      for (StructField field : table.schema().fields()) {
        found
            .append("  ")
            .append(field.name())
            .append(' ')
            .append(field.dataType().catalogString());
        found.append(field.nullable() ? " or null\n" : "\n");
      }
    }
    try (InputStream in = TableTest.class.getResourceAsStream("tables.golden.txt")) {
      assertThat(found.toString())
          .isEqualTo(new String(Objects.requireNonNull(in).readAllBytes(), UTF_8));
    }
  }

  @Test
  void rowsAreSortedByColumnsThatExist() {
    for (Table table : TABLES) {
      assertThat(table.schema().fieldNames()).contains(table.sortedBy().toArray(String[]::new));
    }
  }

  @Test
  void onlyVectorsAreNotFlat() {
    for (Table table : TABLES) {
      for (StructField field : table.schema().fields()) {
        assertThat(field.dataType().catalogString())
            .as(table.name() + "." + field.name())
            .isIn(
                "string",
                "int",
                "bigint",
                "float",
                "double",
                "boolean",
                "timestamp",
                table.equals(Table.EMBEDDINGS) ? "array<float>" : "string");
      }
    }
  }
}
