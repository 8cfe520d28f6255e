package io.endoxa.spark;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import io.endoxa.classify.HashedTerms;
import io.endoxa.classify.TextMeasures;
import io.endoxa.codebook.Stance;
import io.endoxa.decide.AbstainReason;
import io.endoxa.decide.StanceModel;
import io.endoxa.evaluate.Drift;
import io.endoxa.evaluate.Histogram;
import io.endoxa.evaluate.TrainingProfile;
import io.endoxa.text.TextLanguage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * Compares the paragraphs of a run with those that its model was trained on. What is gathered are
 * counts by bin, so it takes one pass each over texts and labels, however many there are.
 */
public final class CorpusMeasures {
  private static final StructType COUNTS =
      new StructType()
          .add("measure", DataTypes.IntegerType, false)
          .add("bin", DataTypes.IntegerType, false)
          .add("n", DataTypes.LongType, false);

  private CorpusMeasures() {}

  /**
   * How far a corpus is from the training corpus, by each measure: texts first, then stances, then
   * confidence. Copies, other languages and paragraphs without a vector are left out, and so are
   * measures of which nothing is known.
   *
   * @param profile with the measures of {@link TextMeasures}, and the model's questions
   * @param paragraphs with text, language and vector
   * @param stances rows of {@link Table#STANCES}, with duplicate_of
   */
  public static List<Drift> drift(
      TrainingProfile profile, StanceModel model, Dataset<Row> paragraphs, Dataset<Row> stances) {
    List<Drift> drift = new ArrayList<>();
    long[][] counts = texts(profile, model, paragraphs);
    for (int i = 0; i < counts.length; i++) {
      String name = TextMeasures.NAMES.get(i);
      Histogram training = Objects.requireNonNull(profile.texts().get(name), name);
      drift.add(new Drift(name, null, training.bins(), training.counts(), boxed(counts[i])));
    }
    drift.addAll(labels(profile, model, stances));
    return drift.stream()
        .filter(of -> Drift.total(of.training()) > 0 && Drift.total(of.run()) > 0)
        .toList();
  }

  /** The counts by measure, in the order of {@link TextMeasures#NAMES}, and bin. */
  private static long[][] texts(
      TrainingProfile profile, StanceModel model, Dataset<Row> paragraphs) {
    List<Histogram> histograms =
        TextMeasures.NAMES.stream()
            .map(name -> Objects.requireNonNull(profile.texts().get(name), name))
            .toList();
    float[] mean = new float[profile.meanVector().size()];
    for (int i = 0; i < mean.length; i++) {
      mean[i] = profile.meanVector().get(i);
    }
    Column english = coalesce(col(Table.LANGUAGE), lit(TextLanguage.ENGLISH));
    List<Row> rows =
        paragraphs
            .where(col(Table.DUPLICATE_OF).isNull())
            .where(col(EncodeParagraphs.VECTOR).isNotNull())
            .where(english.equalTo(TextLanguage.ENGLISH))
            .select(Table.TEXT, EncodeParagraphs.VECTOR)
            .mapPartitions(
                counting(
                    model.termDimension(),
                    model.knownWords(),
                    mean,
                    histograms.stream().map(Histogram::edges).toList()),
                Encoders.row(COUNTS))
            .groupBy("measure", "bin")
            .agg(sum("n"))
            .collectAsList();
    long[][] counts = noCounts(histograms);
    for (Row row : rows) {
      counts[row.getInt(0)][row.getInt(1)] = row.getLong(2);
    }
    return counts;
  }

  private static MapPartitionsFunction<Row, Row> counting(
      int dimension, int[] knownWords, float[] mean, List<List<Double>> edges) {
    return rows -> {
      List<Histogram> histograms = edges.stream().map(Histogram::empty).toList();
      TextMeasures measures = new TextMeasures(dimension, knownWords, mean);
      HashedTerms terms = new HashedTerms(dimension);
      long[][] counts = noCounts(histograms);
      while (rows.hasNext()) {
        double[] values = measures.of(VectorColumns.features(rows.next(), terms));
        for (int i = 0; i < values.length; i++) {
          counts[i][histograms.get(i).binOf(values[i])]++;
        }
      }
      List<Row> out = new ArrayList<>();
      for (int i = 0; i < counts.length; i++) {
        for (int bin = 0; bin < counts[i].length; bin++) {
          out.add(RowFactory.create(i, bin, counts[i][bin]));
        }
      }
      return out.iterator();
    };
  }

  private static long[][] noCounts(List<Histogram> histograms) {
    return histograms.stream().map(of -> new long[of.counts().size()]).toArray(long[][]::new);
  }

  private static List<Drift> labels(
      TrainingProfile profile, StanceModel model, Dataset<Row> stances) {
    Column bin = lit(profile.confidence().edges().size());
    for (int i = profile.confidence().edges().size() - 1; i >= 0; i--) {
      bin = when(col("confidence").leq(profile.confidence().edges().get(i)), i).otherwise(bin);
    }
    List<Row> rows =
        stances
            .where(col(Table.DUPLICATE_OF).isNull())
            .where(
                not(
                    coalesce(col("abstain_reason"), lit(""))
                        .isin(
                            AbstainReason.OTHER_LANGUAGE.label(),
                            AbstainReason.NATIVE_CRASH.label())))
            .groupBy(col(Table.QUESTION_ID), col(Table.STANCE), bin.as("bin"))
            .agg(count(lit(1)))
            .collectAsList();
    long[] confidence = new long[profile.confidence().counts().size()];
    Map<String, long[]> byQuestion = new TreeMap<>();
    for (Row row : rows) {
      confidence[row.getInt(2)] += row.getLong(3);
      byQuestion
              .computeIfAbsent(row.getString(0), id -> new long[Stance.COUNT])[
              Stance.of(row.getString(1), Table.STANCES.name()).position()] +=
          row.getLong(3);
    }
    List<Drift> drift = new ArrayList<>();
    for (String question : model.codebook().questionIds()) {
      Map<String, Long> before = Objects.requireNonNull(profile.stances().get(question), question);
      List<String> labels = Arrays.stream(Stance.values()).map(Stance::label).toList();
      drift.add(
          new Drift(
              TrainingProfile.STANCE,
              question,
              labels,
              labels.stream().map(label -> before.getOrDefault(label, 0L)).toList(),
              boxed(byQuestion.getOrDefault(question, new long[Stance.COUNT]))));
    }
    drift.add(
        new Drift(
            TrainingProfile.CONFIDENCE,
            null,
            profile.confidence().bins(),
            profile.confidence().counts(),
            boxed(confidence)));
    return drift;
  }

  private static List<Long> boxed(long[] counts) {
    return Arrays.stream(counts).boxed().toList();
  }

  /** Rows of {@link Table#DRIFT}. */
  public static List<Row> rows(List<Drift> drift) {
    List<Row> rows = new ArrayList<>();
    for (Drift of : drift) {
      long before = Drift.total(of.training());
      long now = Drift.total(of.run());
      for (int bin = 0; bin < of.bins().size(); bin++) {
        rows.add(
            RowFactory.create(
                of.measure(),
                of.question(),
                bin,
                of.bins().get(bin),
                (double) of.training().get(bin) / before,
                (double) of.run().get(bin) / now,
                of.stabilityIndex(),
                of.byChance(),
                of.reading().label(),
                before,
                now));
      }
    }
    return Collections.unmodifiableList(rows);
  }
}
