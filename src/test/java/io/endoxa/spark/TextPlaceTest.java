package io.endoxa.spark;

import static org.apache.spark.sql.functions.min;
import static org.assertj.core.api.Assertions.assertThat;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

class TextPlaceTest {
  private static Row row(String sql) {
    return SharedSpark.session().sql("select " + sql).head();
  }

  @Test
  void aPlaceIsSaidFromTheColumnsThatThereAre() {
    assertThat(
            TextPlace.of(
                row(
                    "'n.jsonl' source_file, 3 position, 'g-17' article_id, 4 paragraph_index, 'x'"
                        + " text"),
                "x"))
        .isEqualTo("n.jsonl:3, article g-17, paragraph_index 4");
    assertThat(TextPlace.of(row("'g-17' article_id, 'x' text"), "x")).isEqualTo("article g-17");
    assertThat(TextPlace.of(row("'n.jsonl' source_file, string(null) article_id"), "x"))
        .isEqualTo("n.jsonl");
  }

  @Test
  void withoutThemATextIsNamedByItsHash() {
    // printf x | sha256sum
    assertThat(TextPlace.of(row("'x' text"), "x"))
        .isEqualTo(
            "the text with SHA-256"
                + " 2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881");
  }

  @Test
  void theColumnsTravelAsOne() {
    Dataset<Row> rows =
        SharedSpark.session()
            .sql(
                "select 'b' article_id, 1 paragraph_index union select 'a', 2 union select 'a', 3");
    Row least = rows.agg(min(TextPlace.column(rows.schema()))).head();

    assertThat(TextPlace.of(least.getStruct(0), "x")).isEqualTo("article a, paragraph_index 2");
    assertThat(
            rows.select("paragraph_index")
                .agg(min(TextPlace.column(rows.drop("article_id", "paragraph_index").schema())))
                .head()
                .isNullAt(0))
        .isTrue();
  }
}
