package io.endoxa.spark;

import static org.apache.spark.sql.functions.expr;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LabelParagraphsTest {
  private static final StructType TEXT = new StructType().add("text", DataTypes.StringType);

  @TempDir private Path temporary;

  private LabelParagraphs stage() throws IOException {
    return new LabelParagraphs("label-1")
        .setModel(TinyModel.writeTo(temporary.resolve("model")).toString());
  }

  private static Dataset<Row> encoded(String... texts) {
    List<Row> rows = List.of(texts).stream().map(text -> RowFactory.create(text)).toList();
    return new EncodeParagraphs().transform(SharedSpark.session().createDataFrame(rows, TEXT));
  }

  @Test
  void aParagraphGetsAStancePerQuestionAndEveryFrame() throws IOException {
    Row row = stage().transform(encoded("Trade comes before security.")).head();
    List<Row> stances = row.getList(row.fieldIndex("stances"));
    List<Row> frames = row.getList(row.fieldIndex("frames"));

    assertThat(stances)
        .extracting(stance -> stance.getAs("question_id"))
        .isEqualTo(List.of("deal", "trade"));
    assertThat(stances)
        .allSatisfy(
            stance -> {
              double sum = 0;
              for (String name : List.of("p_agree", "p_disagree", "p_discuss", "p_unrelated")) {
                sum += stance.<Float>getAs(name);
              }
              assertThat(sum).isCloseTo(1, within(1e-6));
              assertThat(stance.<Float>getAs("confidence"))
                  .isEqualTo(stance.<Float>getAs("p_" + stance.getAs("stance")));
              assertThat(stance.<Boolean>getAs("abstained"))
                  .isEqualTo(stance.<Float>getAs("confidence") < 0.5f);
            });
    assertThat(frames).hasSize(1);
    assertThat(frames.get(0).<Boolean>getAs("present"))
        .isEqualTo(frames.get(0).<Float>getAs("p_present") >= 0.5f);
  }

  @Test
  void paragraphsInAnotherLanguageAreKeptAndNotLabelled() throws IOException {
    Dataset<Row> paragraphs =
        encoded("Trade.", "Торговля важнее.", "Nobody knows.")
            .withColumn(
                "language",
                expr("case text when 'Trade.' then 'en' when 'Торговля важнее.' then 'ru' end"));
    List<Row> rows = stage().transform(paragraphs).orderBy("text").collectAsList();

    assertThat(rows)
        .extracting(row -> reasons(row).contains("other_language"))
        .containsExactly(false, false, true);
    Row other = rows.get(2);
    assertThat(reasons(other)).containsExactly("other_language", "other_language");
    assertThat(other.<Row>getList(other.fieldIndex("stances")))
        .allSatisfy(
            stance -> {
              assertThat(stance.<Boolean>getAs("abstained")).isTrue();
              assertThat(stance.<Float>getAs("p_agree")).isEqualTo(0.25f);
              assertThat(stance.<Float>getAs("confidence")).isEqualTo(0.25f);
            });
    assertThat(other.<Row>getList(other.fieldIndex("frames")))
        .allMatch(frame -> !frame.<Boolean>getAs("present"));
  }

  private static List<@Nullable String> reasons(Row row) {
    List<@Nullable String> reasons = new ArrayList<>();
    for (Row stance : row.<Row>getList(row.fieldIndex("stances"))) {
      reasons.add(stance.getAs("abstain_reason"));
    }
    return reasons;
  }

  @Test
  void rowsWithoutAVectorGetNoLabels() throws IOException {
    List<Row> rows = stage().transform(encoded("Trade.", " ")).orderBy("text").collectAsList();

    assertThat(rows).hasSize(2);
    assertThat(rows.get(0).isNullAt(rows.get(0).fieldIndex("stances"))).isTrue();
    assertThat(rows.get(0).isNullAt(rows.get(0).fieldIndex("frames"))).isTrue();
    assertThat(rows.get(1).getList(rows.get(1).fieldIndex("stances"))).hasSize(2);
  }

  @Test
  void vectorsAreAskedFor() throws IOException {
    LabelParagraphs stage = stage();

    assertThatThrownBy(() -> stage.transformSchema(TEXT))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("label-1: column 'vector' is missing. Found: text.");
  }
}
