package io.endoxa.job;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.date_format;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;

import io.endoxa.classify.ParagraphFeatures;
import io.endoxa.classify.TextMeasures;
import io.endoxa.codebook.Stance;
import io.endoxa.decide.StanceModel;
import io.endoxa.evaluate.Histogram;
import io.endoxa.evaluate.Reliability;
import io.endoxa.evaluate.TrainingProfile;
import io.endoxa.report.PredictorQuality;
import io.endoxa.report.QualityReport;
import io.endoxa.spark.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Makes the {@link TrainingProfile} that a model is left with. */
final class ProfiledTraining {
  private static final int BINS = 10;

  private ProfiledTraining() {}

  /**
   * The profile of what a model was trained on.
   *
   * @param paragraphs of the training articles, with their dates
   * @param quality the model's; how sure it is of held-out paragraphs
   */
  static TrainingProfile of(
      TrainingSet set, Dataset<Row> paragraphs, StanceModel model, QualityReport quality) {
    List<float[]> vectors = set.features().stream().map(ParagraphFeatures::vector).toList();
    float[] mean = TextMeasures.mean(vectors);
    List<Float> meanVector = new ArrayList<>();
    for (float number : mean) {
      meanVector.add(number);
    }
    TextMeasures measures = new TextMeasures(model.termDimension(), model.knownWords(), mean);
    List<double[]> values = set.features().stream().map(measures::of).toList();
    Map<String, Histogram> texts = new TreeMap<>();
    for (int i = 0; i < TextMeasures.NAMES.size(); i++) {
      int measure = i;
      texts.put(
          TextMeasures.NAMES.get(i),
          Histogram.ofQuantiles(values.stream().mapToDouble(of -> of[measure]).toArray(), BINS));
    }
    Row dates = dates(set, paragraphs);
    return new TrainingProfile(
        TrainingProfile.FORMAT,
        set.size(),
        set.articleCount(),
        set.sourceCount(),
        dates.getString(0),
        dates.getString(1),
        texts,
        meanVector,
        stances(set),
        confidence(quality));
  }

  private static Row dates(TrainingSet set, Dataset<Row> paragraphs) {
    return paragraphs
        .where(col(Table.ARTICLE_ID).isin(set.articles().stream().distinct().toArray()))
        .agg(min(Table.PUBLISHED_AT).as("first"), max(Table.PUBLISHED_AT).as("last"))
        .select(date_format(col("first"), "yyyy-MM-dd"), date_format(col("last"), "yyyy-MM-dd"))
        .head();
  }

  private static Map<String, Map<String, Long>> stances(TrainingSet set) {
    Map<String, Map<String, Long>> stances = new TreeMap<>();
    for (int question = 0; question < set.codebook().questions().size(); question++) {
      Map<String, Long> counts = new TreeMap<>();
      for (Stance stance : set.stances(set.allRows(), question)) {
        counts.merge(stance.label(), 1L, Long::sum);
      }
      stances.put(set.codebook().questionIds().get(question), counts);
    }
    return stances;
  }

  /** Of the model's reliability, which has the same bins, but for empty ones. */
  private static Histogram confidence(QualityReport quality) {
    List<Double> edges = IntStream.range(1, BINS).mapToObj(bin -> (double) bin / BINS).toList();
    Histogram empty = Histogram.empty(edges);
    long[] counts = new long[BINS];
    List<Reliability.Bin> bins =
        quality
            .predictor(QualityReport.MODEL)
            .map(PredictorQuality::reliability)
            .map(Reliability::bins)
            .orElse(List.of());
    bins.forEach(bin -> counts[empty.binOf(bin.to())] = bin.examples());
    return empty.withCounts(counts);
  }
}
