package io.endoxa.spark;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.struct;

import io.endoxa.provenance.Fingerprint;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * Where a text stands, in words: {@code news.jsonl:3, article gazette-17, paragraph_index 4}, from
 * those columns that there are. Never the text itself: the words go into messages.
 */
public final class TextPlace {
  private static final List<String> COLUMNS =
      List.of(Table.SOURCE_FILE, Table.POSITION, Table.ARTICLE_ID, Table.PARAGRAPH_INDEX);

  private TextPlace() {}

  /** The columns that {@link #of} reads, as one struct; null if there are none. */
  static Column column(StructType schema) {
    Column[] there =
        Arrays.stream(schema.fieldNames())
            .filter(COLUMNS::contains)
            .sorted()
            .map(name -> col(name))
            .toArray(Column[]::new);
    return there.length == 0 ? lit(null).cast(DataTypes.StringType) : struct(there);
  }

  /** In words, from a row that has those columns, or some of them, among others. */
  public static String of(Row row, String text) {
    List<String> words = new ArrayList<>();
    String file = value(row, Table.SOURCE_FILE);
    if (!file.isEmpty()) {
      String position = value(row, Table.POSITION);
      words.add(position.isEmpty() ? file : file + ":" + position);
    }
    add(words, "article ", value(row, Table.ARTICLE_ID));
    add(words, "paragraph_index ", value(row, Table.PARAGRAPH_INDEX));
    return words.isEmpty()
        ? "the text with SHA-256 " + Fingerprint.of(text.getBytes(StandardCharsets.UTF_8))
        : String.join(", ", words);
  }

  private static void add(List<String> words, String before, String value) {
    if (!value.isEmpty()) {
      words.add(before + value);
    }
  }

  private static String value(Row row, String column) {
    StructType schema = row.schema();
    if (schema == null || schema.getFieldIndex(column).isEmpty()) {
      return "";
    }
    Object value = row.get(row.fieldIndex(column));
    return value == null ? "" : value.toString();
  }
}
