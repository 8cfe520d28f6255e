package io.endoxa.job;

import io.endoxa.annotate.DatasetPart;
import io.endoxa.classify.HashedTerms;
import io.endoxa.classify.LinearStanceHead;
import io.endoxa.classify.NeuralStanceHead;
import io.endoxa.classify.ParagraphFeatures;
import io.endoxa.classify.StanceHead;
import io.endoxa.classify.neural.NeuralSettings;
import io.endoxa.codebook.Codebook;
import io.endoxa.codebook.Stance;
import io.endoxa.decide.Baselines;
import io.endoxa.error.UserException;
import io.endoxa.evaluate.ClusterBootstrap;
import io.endoxa.evaluate.MajorityBaseline;
import io.endoxa.evaluate.Metric;
import io.endoxa.provenance.Fingerprint;
import io.endoxa.report.LineChart;
import io.endoxa.report.NamedTable;
import io.endoxa.spark.LinearHeadTrainer;
import io.endoxa.spark.NeuralTraining;
import io.endoxa.spark.Table;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.stream.IntStream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.jspecify.annotations.Nullable;

/**
 * Says whether more data would help: trains heads on growing shares of the articles of the train
 * part, each share holding the ones before, and scores the development part.
 */
final class LearningCurveStep {
  private static final int[] PERCENT = {10, 20, 40, 70, 100};
  private static final List<String> PREDICTORS =
      List.of("majority", "tf-idf", LinearStanceHead.ID, NeuralStanceHead.ID);
  private static final String CHART = "learning-curve.svg";

  private final RunContext run;
  private final JobSpec spec;
  private final Codebook codebook;
  private final TrainingSet train;
  private final TrainingSet development;
  private final LinearHeadTrainer linearTrainer;
  private final ClusterBootstrap bootstrap;

  /** The scores of one share: one per predictor. */
  private record Point(int percent, long articles, int paragraphs, List<Metric> scores) {}

  private LearningCurveStep(RunContext run) {
    this.run = run;
    this.spec = run.spec();
    TrainAndScored parts = TrainAndScored.of(run, DatasetPart.DEVELOPMENT);
    this.train = parts.train();
    this.development = parts.scored();
    this.codebook = train.codebook();
    this.linearTrainer =
        new LinearHeadTrainer(
            run.session(),
            LinearHeadTrainer.Settings.standard(spec.regularisation(), spec.vectorScale()));
    this.bootstrap = ClusterBootstrap.standard(spec.seed());
  }

  static void run(RunContext run) {
    new LearningCurveStep(run).run();
  }

  private void run() {
    List<String> articles =
        train.articles().stream().distinct().sorted(Comparator.comparing(this::drawn)).toList();
    run.say(
        "training on %d shares of %,d articles, scoring %,d paragraphs of %,d"
            .formatted(
                PERCENT.length, articles.size(), development.size(), development.articleCount()));
    List<Point> points =
        IntStream.of(PERCENT).parallel().mapToObj(percent -> point(percent, articles)).toList();
    run.counts.put("paragraphs of train", (long) train.size());
    run.counts.put("paragraphs of development", (long) development.size());
    write(points);
  }

  /** The articles' order is a draw of the seed, whatever else is in the dataset. */
  private String drawn(String article) {
    return Fingerprint.of((spec.seed() + " " + article).getBytes(StandardCharsets.UTF_8));
  }

  private Point point(int percent, List<String> articles) {
    int count = Math.max(1, Math.round(articles.size() * percent / 100f));
    Set<String> drawn = new HashSet<>(articles.subList(0, count));
    int[] rows =
        IntStream.of(train.allRows())
            .filter(i -> drawn.contains(train.articles().get(i)))
            .toArray();
    int terms = HashedTerms.DEFAULT_DIMENSION;
    StanceHead linear = LinearHeads.train(linearTrainer, train, rows, terms).stances();
    StanceHead tfIdf = LinearHeads.trainBaseline(linearTrainer, train, rows, terms).stances();
    StanceHead neural =
        NeuralTraining.train(
                run.session(),
                NeuralHeads.examples(train, rows, new int[rows.length], terms),
                List.of(NeuralTraining.NONE),
                NeuralSettings.standard(spec.seed()).withEpochs(spec.epochs()))
            .get(0);
    List<float[]> majority =
        IntStream.range(0, codebook.questions().size())
            .mapToObj(question -> oneHot(MajorityBaseline.fit(train.stances(rows, question))))
            .toList();
    List<Metric> scores =
        List.of(
            score((features, question) -> majority.get(question)),
            score((features, question) -> tfIdf.logits(Baselines.termsAlone(features), question)),
            score(linear::logits),
            score(neural::logits));
    run.say("%d %% of the articles: %,d paragraphs done".formatted(percent, rows.length));
    return new Point(percent, count, rows.length, scores);
  }

  private static float[] oneHot(MajorityBaseline majority) {
    float[] logits = new float[Stance.COUNT];
    logits[majority.stance().position()] = 1;
    return logits;
  }

  /** Mean macro-F1 over the questions on the development part. */
  private Metric score(BiFunction<ParagraphFeatures, Integer, float[]> logits) {
    List<List<Stance>> truth = new ArrayList<>();
    List<List<Stance>> predicted = new ArrayList<>();
    for (int question = 0; question < codebook.questions().size(); question++) {
      int of = question;
      truth.add(development.stances(development.allRows(), question));
      predicted.add(
          CrossValidation.mostLikely(
              development.features().stream()
                  .map(features -> logits.apply(features, of))
                  .toArray(float[][]::new)));
    }
    Metric mean = bootstrap.meanMacroF1(development.articles(), truth, predicted);
    if (!mean.exists()) {
      throw new UserException(
          "%s: the development part cannot be scored: %s. Label paragraphs of other stances there."
              .formatted(spec.datasetOrThrow(), mean.reason()));
    }
    return mean;
  }

  private void write(List<Point> points) {
    List<Row> rows = new ArrayList<>();
    List<List<String>> table = new ArrayList<>();
    List<String> head = new ArrayList<>(List.of("share of train", "articles", "paragraphs"));
    head.addAll(PREDICTORS);
    table.add(head);
    for (Point point : points) {
      List<String> cells = new ArrayList<>();
      cells.add(point.percent + " %");
      cells.add(String.valueOf(point.articles));
      cells.add(String.valueOf(point.paragraphs));
      for (int i = 0; i < PREDICTORS.size(); i++) {
        Metric score = point.scores.get(i);
        cells.add(cell(score));
        rows.add(
            RowFactory.create(
                point.percent,
                point.articles,
                (long) point.paragraphs,
                PREDICTORS.get(i),
                score.orThrow(),
                score.low(),
                score.high()));
      }
      table.add(cells);
    }
    run.draft()
        .write(
            Table.LEARNING_CURVE,
            run.session().createDataFrame(rows, Table.LEARNING_CURVE.schema()),
            rows.size());
    run.draft().writeFile(CHART, chart(points).svg().getBytes(StandardCharsets.UTF_8));
    run.tables.add(
        new NamedTable("Mean macro-F1 on the development part (95 %, articles resampled)", table));
  }

  private static String cell(Metric score) {
    Double low = score.low();
    Double high = score.high();
    return low == null || high == null
        ? String.format(Locale.ROOT, "%.3f", score.orThrow())
        : String.format(Locale.ROOT, "%.3f (%.3f-%.3f)", score.orThrow(), low, high);
  }

  private static double orValue(@Nullable Double end, Metric score) {
    return end == null ? score.orThrow() : end;
  }

  private static LineChart chart(List<Point> points) {
    List<LineChart.Series> series = new ArrayList<>();
    for (int i = 0; i < PREDICTORS.size(); i++) {
      int predictor = i;
      List<Metric> scores = points.stream().map(p -> p.scores.get(predictor)).toList();
      series.add(
          new LineChart.Series(
              PREDICTORS.get(i),
              scores.stream().map(Metric::orThrow).toList(),
              scores.stream().map(score -> orValue(score.low(), score)).toList(),
              scores.stream().map(score -> orValue(score.high(), score)).toList()));
    }
    Collections.reverse(series);
    return new LineChart(
        "Learning curve, scored on the development part",
        "labelled paragraphs in training",
        "mean macro-F1",
        points.stream().map(p -> (double) p.paragraphs).toList(),
        series);
  }
}
