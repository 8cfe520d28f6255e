package io.endoxa.spark;

import static org.assertj.core.api.Assertions.assertThat;

import io.endoxa.classify.TextMeasures;
import io.endoxa.decide.StanceModel;
import io.endoxa.evaluate.Drift;
import io.endoxa.evaluate.Histogram;
import io.endoxa.evaluate.TrainingProfile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CorpusMeasuresTest {
  private static final StructType PARAGRAPHS =
      new StructType()
          .add(Table.TEXT, DataTypes.StringType)
          .add(Table.LANGUAGE, DataTypes.StringType)
          .add(Table.DUPLICATE_OF, DataTypes.StringType)
          .add(EncodeParagraphs.VECTOR, DataTypes.createArrayType(DataTypes.FloatType));
  private static final StructType STANCES =
      new StructType()
          .add(Table.QUESTION_ID, DataTypes.StringType)
          .add(Table.STANCE, DataTypes.StringType)
          .add("confidence", DataTypes.FloatType)
          .add("abstain_reason", DataTypes.StringType)
          .add(Table.DUPLICATE_OF, DataTypes.StringType);

  @TempDir private Path temporary;

  /** Of 1,000 paragraphs: up to 3 words, or more; all words known; close to (1, 0). */
  private static TrainingProfile profile() {
    return new TrainingProfile(
        TrainingProfile.FORMAT,
        1000,
        100,
        10,
        null,
        null,
        Map.of(
            "words", new Histogram(List.of(3.0), List.of(500L, 500L)),
            "unknown_words", new Histogram(List.of(0.5), List.of(900L, 100L)),
            "closeness", new Histogram(List.of(0.5), List.of(500L, 500L))),
        List.of(1f, 0f),
        Map.of("deal", Map.of("agree", 500L, "unrelated", 500L), "trade", Map.of("agree", 1000L)),
        new Histogram(List.of(0.5, 0.9), List.of(100L, 300L, 600L)));
  }

  private static Row paragraph(
      String text, @Nullable String language, @Nullable String first, float @Nullable ... vector) {
    List<Float> numbers = new ArrayList<>();
    if (vector != null) {
      for (float number : vector) {
        numbers.add(number);
      }
    }
    return RowFactory.create(
        text, language, first, vector == null ? null : numbers.toArray(Float[]::new));
  }

  private List<Drift> drift(int partitions) throws IOException {
    Dataset<Row> paragraphs =
        SharedSpark.session()
            .createDataFrame(
                List.of(
                    paragraph("one two three", "en", null, 1f, 0f),
                    paragraph("one two three four", null, null, 0f, 1f),
                    paragraph("one two three four five", "en", null, 0f, -1f),
                    paragraph("one two", "en", "a copy", 1f, 0f),
                    paragraph("раз два", "ru", null, 1f, 0f),
                    paragraph("a crash", "en", null, (float[]) null)),
                PARAGRAPHS);
    Dataset<Row> stances =
        SharedSpark.session()
            .createDataFrame(
                List.of(
                    RowFactory.create("deal", "agree", 0.5f, null, null),
                    RowFactory.create("deal", "agree", 0.4f, "low_confidence", null),
                    RowFactory.create("deal", "unrelated", 0.95f, null, null),
                    RowFactory.create("deal", "unrelated", 0.95f, null, "a copy"),
                    RowFactory.create("deal", "unrelated", 1f, "other_language", null),
                    RowFactory.create("deal", "unrelated", 1f, "native_crash", null),
                    RowFactory.create("trade", "discuss", 0.8f, null, null)),
                STANCES);
    StanceModel model =
        StanceModel.of(
            ModelStore.read(
                    new Configuration(), TinyModel.writeTo(temporary.resolve("m")).toString())
                .files());
    return CorpusMeasures.drift(
        profile(), model, paragraphs.repartition(partitions), stances.repartition(partitions));
  }

  @Test
  void whatTheModelIsAskedAboutIsCountedOnceWhateverThePartitions() throws IOException {
    List<Drift> drift = drift(3);

    assertThat(drift)
        .extracting(of -> of.measure() + " " + of.question() + " " + of.run())
        .filteredOn(words -> !words.startsWith("unknown_words"))
        .containsExactly(
            "words null [1, 2]",
            "closeness null [2, 1]",
            "stance deal [2, 0, 0, 1]",
            "stance trade [0, 0, 1, 0]",
            "confidence null [2, 1, 1]");
    assertThat(drift.get(1).measure()).isEqualTo(TextMeasures.NAMES.get(1));
    assertThat(drift(1)).isEqualTo(drift);
  }

  @Test
  void aRowOfTheTableIsABinOfAMeasure() throws IOException {
    assertThat(CorpusMeasures.rows(drift(1)))
        .hasSize(2 + 2 + 2 + 4 + 4 + 3)
        .first()
        .satisfies(
            row ->
                assertThat(row.toString())
                    .startsWith("[words,null,0,up to 3,0.5,0.3333333333333333,")
                    .endsWith(",none,1000,3]"));
  }
}
