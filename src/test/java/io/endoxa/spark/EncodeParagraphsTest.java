package io.endoxa.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.endoxa.classify.HashedTerms;
import io.endoxa.error.UserException;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.util.LongAccumulator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class EncodeParagraphsTest {
  private static final StructType TEXT = new StructType().add("text", DataTypes.StringType);

  private static Dataset<Row> texts(@Nullable String... texts) {
    List<Row> rows = Arrays.stream(texts).map(text -> RowFactory.create(text)).toList();
    return SharedSpark.session().createDataFrame(rows, TEXT).repartition(2);
  }

  private static List<Row> encode(@Nullable String... texts) {
    return new EncodeParagraphs().transform(texts(texts)).collectAsList();
  }

  @Test
  void everyDistinctTextIsEncodedOnce() {
    LongAccumulator encoded = SharedSpark.session().sparkContext().longAccumulator();
    String ferry = "The ferry was late.";

    List<Row> rows =
        new EncodeParagraphs()
            .countingInto(encoded)
            .transform(texts(ferry, "Nobody minded.", ferry, null, "", ferry))
            .collectAsList();

    assertThat(rows).hasSize(6);
    assertThat(encoded.value()).isEqualTo(2);
    assertThat(
            rows.stream()
                .filter(row -> ferry.equals(row.getString(0)))
                .map(row -> row.getList(row.fieldIndex("vector"))))
        .hasSize(3)
        .allMatch(rows.get(indexOf(rows, ferry)).getList(1)::equals);
  }

  private static int indexOf(List<Row> rows, String text) {
    return rows.stream().map(row -> row.getAs("text")).toList().indexOf(text);
  }

  @Test
  void aRowHasAVectorOfLengthOneAndTokens() {
    Row row = encode("The ferry was late. Nobody minded.").get(0);

    List<Float> vector = row.getList(row.fieldIndex("vector"));
    assertThat(vector).hasSize(384);
    assertThat(vector.stream().mapToDouble(value -> (double) value * value).sum())
        .isCloseTo(1, within(1e-5));
    // Seven words and stops, each one word piece, and the two marks of begin and end:
    // [CLS] the ferry was late . nobody minded . [SEP]
    assertThat(row.<Integer>getAs("token_count")).isEqualTo(10);
    assertThat(row.<Boolean>getAs("truncated")).isFalse();
  }

  @Test
  void aTextLongerThanTheEncoderReadsIsMarked() {
    Row row = encode("The ferry was late. ".repeat(100)).get(0);

    // Five word pieces a sentence, and the two marks.
    assertThat(row.<Integer>getAs("token_count")).isEqualTo(502);
    assertThat(row.<Boolean>getAs("truncated")).isTrue();
  }

  @Test
  void quotationMarksOfAnotherStyleChangeNoVector() {
    String straight = "\"It's late,\" she said. 'Nobody' minded.";
    String curly = "“It’s late,” she said. ‘Nobody’ minded.";
    List<Row> rows = encode(straight, curly);

    assertThat(rows.stream().map(row -> row.<String>getAs("text")))
        .containsExactlyInAnyOrder(straight, curly);
    assertThat(rows.get(0).getList(1)).isEqualTo(rows.get(1).getList(1));
  }

  /** Zero-width, direction, joining and selecting characters, and a letter in two parts. */
  @Test
  void whatNobodySeesChangesNeitherVectorsNorTerms() {
    String plain = "The caf\u00e9 by the ferry was late. Nobody minded.";
    String strewn =
        "\uFEFFThe cafe\u0301 b\u200By\u00A0the fer\u00ADry\u2069 w\uFE0Fas l\u034Fate.\u2066 "
            + "\u202ENo\u200Dbody\u202C m\u2060inded.\u0000\u2800\uDB40\uDC41";
    List<Row> rows = encode(plain, strewn);

    assertThat(rows.stream().map(row -> row.<String>getAs("text")))
        .containsExactlyInAnyOrder(plain, strewn);
    assertThat(rows.get(0).getList(1)).isEqualTo(rows.get(1).getList(1));
    assertThat(rows.get(0).<Integer>getAs(2)).isEqualTo(rows.get(1).<Integer>getAs(2));
    HashedTerms terms = new HashedTerms();
    assertThat(VectorColumns.features(rows.get(0), terms).terms())
        .usingRecursiveComparison()
        .isEqualTo(VectorColumns.features(rows.get(1), terms).terms());
  }

  @Test
  void rowsWithoutTextGetNulls() {
    List<Row> rows = encode(null, "", "   ", "\n\t \r\n", "\u2003", "\u200B\u2066", "Text.");

    assertThat(rows).hasSize(7);
    assertThat(rows.stream().filter(row -> !"Text.".equals(row.getAs("text"))))
        .hasSize(6)
        .allSatisfy(
            row -> {
              assertThat(row.isNullAt(row.fieldIndex("vector"))).isTrue();
              assertThat(row.isNullAt(row.fieldIndex("token_count"))).isTrue();
              assertThat(row.isNullAt(row.fieldIndex("truncated"))).isTrue();
            });
  }

  @Test
  void anotherColumnMayHoldTheTexts() {
    Dataset<Row> bodies = texts("The ferry was late.").withColumnRenamed("text", "body");
    Dataset<Row> encoded = new EncodeParagraphs().setInputCol("body").transform(bodies);

    assertThat(encoded.columns()).containsExactly("body", "vector", "token_count", "truncated");
    assertThat(encoded.head().getList(1)).hasSize(384);
  }

  @Test
  void aMissingColumnIsNamed() {
    Dataset<Row> bodies = texts("x").withColumnRenamed("text", "body");

    assertThatThrownBy(() -> new EncodeParagraphs("encode-1").transform(bodies))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("encode-1: column 'text' is missing. Found: body.");
  }

  @Test
  void aColumnOfAnotherTypeIsNamed() {
    StructType numbers = new StructType().add("text", DataTypes.LongType);

    assertThatThrownBy(() -> new EncodeParagraphs("encode-1").transformSchema(numbers))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("encode-1: column 'text' is bigint, expected string.");
  }

  @Test
  void anUnknownEncoderIsNamedBesideTheKnown() {
    EncodeParagraphs stage = new EncodeParagraphs("encode-1").setEncoder("minilm");
    Dataset<Row> texts = texts("x");

    assertThatThrownBy(() -> stage.transform(texts))
        .isInstanceOf(UserException.class)
        .hasMessage(
            "encode-1: encoder 'minilm' is unknown. Known: bge-small-en-v1.5, minilm-l6-v2."
                + " Add models/encoders/minilm/encoder.yaml.");
  }

  @Test
  void sparksOwnStagesTakeTheVectorFromAColumnOfTheirType() {
    Dataset<Row> rows =
        new EncodeParagraphs()
            .setFeaturesCol("features")
            .transform(texts("The ferry was late.", null));
    List<Row> found = rows.select("features", "vector").where("vector is not null").collectAsList();

    assertThat(found).hasSize(1);
    Vector features = found.get(0).getAs(0);
    List<Float> vector = found.get(0).getList(1);
    assertThat(features.toArray())
        .containsExactly(vector.stream().mapToDouble(Float::doubleValue).toArray());
    assertThat(rows.where("features is null").count()).isOne();
  }

  @Test
  void aColumnThatIsThereAlreadyIsNamed() {
    StructType schema = TEXT.add("Vector", DataTypes.StringType);

    assertThatThrownBy(() -> new EncodeParagraphs("encode-1").transformSchema(schema))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "encode-1: column 'vector' is there already, expected to add it. Rename or drop it before"
                + " this stage.");
    assertThatThrownBy(
            () -> new EncodeParagraphs("encode-1").setFeaturesCol("text").transformSchema(TEXT))
        .hasMessageStartingWith("encode-1: column 'text' is there already");
  }
}
