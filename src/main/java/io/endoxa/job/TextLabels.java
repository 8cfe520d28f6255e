package io.endoxa.job;

import io.endoxa.codebook.Stance;
import io.endoxa.spark.EncodeParagraphs;
import io.endoxa.spark.LabelParagraphs;
import io.endoxa.spark.Table;
import io.endoxa.text.clean.TextCleaner;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.util.LongAccumulator;

/**
 * What a model says of single texts, which go the way of every paragraph: cleaned, encoded,
 * labelled. Fits the driver's memory.
 */
final class TextLabels {
  private static final TextCleaner CLEANER = new TextCleaner();

  private final Map<String, Map<String, float[]>> byText;

  private TextLabels(Map<String, Map<String, float[]>> byText) {
    this.byText = byText;
  }

  /** Labels each text; texts that cleaning makes equal are labelled once. */
  static TextLabels of(RunContext run, OpenedModel opened, Collection<String> texts) {
    List<Row> rows =
        texts.stream()
            .map(TextLabels::cleaned)
            .distinct()
            .sorted()
            .map(text -> RowFactory.create(text))
            .toList();
    Dataset<Row> paragraphs =
        run.session()
            .createDataFrame(rows, new StructType().add(Table.TEXT, DataTypes.StringType, false));
    LongAccumulator encoded = run.session().sparkContext().longAccumulator("texts encoded");
    Dataset<Row> labelled =
        new LabelParagraphs()
            .setModel(opened.directory())
            .setEncodersDir(Installation.encodersDirectory().toString())
            .setTasks(run.spec().partitions())
            .transform(
                new EncodeParagraphs()
                    .setEncoder(opened.encoder().id())
                    .setPrecision(opened.encoder().precision().word())
                    .setEncodersDir(Installation.encodersDirectory().toString())
                    .setTasks(run.spec().partitions())
                    .countingInto(encoded)
                    .transform(paragraphs))
            .select(functions.col(Table.TEXT), functions.col(LabelParagraphs.STANCES));
    run.say("labelling %,d texts with %s".formatted(rows.size(), run.modelId));
    Map<String, Map<String, float[]>> byText = new HashMap<>();
    ProgressMeter.during(labelled::collectAsList, encoded::value, "texts encoded", run::say)
        .forEach(row -> byText.put(row.getString(0), stances(row.getList(1))));
    return new TextLabels(byText);
  }

  private static Map<String, float[]> stances(List<Row> ofQuestions) {
    Map<String, float[]> byQuestion = new HashMap<>();
    for (Row row : ofQuestions) {
      float[] probabilities = new float[Stance.COUNT];
      for (int i = 0; i < Stance.COUNT; i++) {
        probabilities[i] = row.<Float>getAs("p_" + Stance.at(i).label());
      }
      byQuestion.put(row.getAs(Table.QUESTION_ID), probabilities);
    }
    return byQuestion;
  }

  private static String cleaned(String text) {
    return CLEANER.clean(text).text();
  }

  /** The probabilities of the stances of one of the texts on a question; one per stance. */
  float[] probabilities(String text, String questionId) {
    Map<String, float[]> ofText = Objects.requireNonNull(byText.get(cleaned(text)));
    return Objects.requireNonNull(ofText.get(questionId)).clone();
  }
}
