package io.endoxa.spark;

import static org.assertj.core.api.Assertions.assertThat;

import io.endoxa.codebook.Codebook;
import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;

class LabelTablesTest {
  private static final StructType LABELLED =
      new StructType()
          .add(Table.PARAGRAPH_ID, DataTypes.StringType)
          .add(Table.ARTICLE_ID, DataTypes.StringType)
          .add(Table.PARAGRAPH_INDEX, DataTypes.IntegerType)
          .add(Table.SOURCE, DataTypes.StringType)
          .add(Table.PUBLISHED_AT, DataTypes.TimestampType)
          .add(Table.TITLE, DataTypes.StringType)
          .add(Table.URL, DataTypes.StringType)
          .add(Table.TEXT, DataTypes.StringType)
          .add("voice", DataTypes.StringType)
          .add(Table.DUPLICATE_OF, DataTypes.StringType)
          .add(LabelParagraphs.STANCES, DataTypes.createArrayType(LabelParagraphs.STANCE))
          .add(LabelParagraphs.FRAMES, DataTypes.createArrayType(LabelParagraphs.FRAME));

  private static Row stance(String question, String stance, boolean abstained) {
    return RowFactory.create(question, stance, 0f, 0f, 0f, 0f, 0.75f, abstained, null);
  }

  @Test
  void aQuestionMayBeCalledLikeAColumnThatTheWideTableLeavesOut() {
    Codebook codebook =
        Codebook.parse(
            "codebook.yaml",
            """
            id: small
            version: 1
            questions:
              - {id: voice, proposition: Everybody has a voice., agree: a voice, disagree: no voice}
              - {id: stances, proposition: Stances change., agree: they do, disagree: they do not}
            frames:
              - {id: economic, definition: money}
            """);
    Row paragraph =
        RowFactory.create(
            "p",
            "a",
            0,
            "Quay",
            null,
            null,
            null,
            "It rained.",
            "author",
            null,
            new Row[] {stance("voice", "agree", false), stance("stances", "discuss", true)},
            new Row[] {RowFactory.create("economic", 0.9f, true)});

    Row wide =
        new LabelTables(
                SharedSpark.session().createDataFrame(List.of(paragraph), LABELLED),
                codebook,
                "model",
                "run")
            .wide()
            .head();

    assertThat(wide.schema().fieldNames())
        .containsExactly(Table.labelled(codebook).schema().fieldNames());
    assertThat(wide.<String>getAs("voice")).isEqualTo("agree");
    assertThat(wide.<Float>getAs("voice_confidence")).isEqualTo(0.75f);
    assertThat(wide.<String>getAs("stances")).isNull();
    assertThat(wide.<String>getAs("frames")).isEqualTo("economic");
  }
}
