package io.endoxa.job;

import io.endoxa.classify.JudgeFiles;
import io.endoxa.classify.PairScorer;
import io.endoxa.codebook.Stance;
import io.endoxa.encode.EncoderSpec;
import io.endoxa.encode.SentenceEncoder;
import io.endoxa.encode.SharedEncoders;
import io.endoxa.evaluate.ClusterBootstrap;
import io.endoxa.evaluate.LabelScore;
import io.endoxa.evaluate.StancePredictions;
import io.endoxa.evaluate.StanceScores;
import io.endoxa.provenance.Json;
import io.endoxa.report.BenchmarkReport;
import io.endoxa.spark.JudgeReader;
import io.endoxa.spark.ModelStore;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.jspecify.annotations.Nullable;

/**
 * Scores baselines, and a judge if there is one, on a public data set, and holds the figures to
 * what the job expects.
 */
final class BenchmarkStep {
  private final RunContext run;
  private final JobSpec spec;
  private final BenchmarkSpec benchmark;
  private final BenchmarkData data;

  private BenchmarkStep(RunContext run) {
    this.run = run;
    this.spec = run.spec();
    this.benchmark = Objects.requireNonNull(spec.benchmark());
    benchmark.files().forEach(run::addInput);
    this.data = BenchmarkData.read(benchmark, spec.seed());
  }

  /** Runs the step with the judge of the job's model, or with one that an earlier step trained. */
  static void run(RunContext run) {
    Configuration hadoop = run.session().sparkContext().hadoopConfiguration();
    String directory = run.modelDirectory;
    // Whoever names a model wants its judge; a model just trained may be one of heads alone.
    if (directory == null
        || (run.spec().model() == null
            && !JudgeFiles.present(ModelStore.read(hadoop, directory).files()))) {
      run(run, null);
      return;
    }
    SavedJudge saved = SavedJudge.of(hadoop, directory);
    run.modelId = saved.manifest().modelId();
    try (JudgeReader judge = saved.open()) {
      run(run, judge);
    }
  }

  /** Runs the step with this judge, or with the baselines alone. */
  static void run(RunContext run, @Nullable PairScorer judge) {
    new BenchmarkStep(run).score(judge);
  }

  private void score(@Nullable PairScorer judge) {
    run.counts.putAll(data.counts());
    Map<String, List<Stance>> predicted = new LinkedHashMap<>();
    PairBaselines baselines = new PairBaselines(run.session(), data.train());
    predicted.put(
        ExpectedFigure.MAJORITY, predictions(PairBaselines.majority(data.majority()), "majority"));
    run.say("training on the terms of %,d pairs".formatted(data.train().size()));
    PairScorer terms = baselines.terms();
    predicted.put(ExpectedFigure.TF_IDF, predictions(terms, "tf-idf"));
    Map<String, float[]> vectors = vectors();
    run.say("training on the vectors of %,d pairs".formatted(data.train().size()));
    PairScorer frozen = baselines.vectors(vectors);
    predicted.put(ExpectedFigure.VECTORS, predictions(frozen, "vectors"));
    if (judge != null) {
      predicted.put(ExpectedFigure.JUDGE, predictions(judge, "judge"));
    }
    publish(predicted);
  }

  /** The vector of every question and text, each encoded once. */
  private Map<String, float[]> vectors() {
    EncoderSpec encoderSpec = spec.findEncoder();
    run.encoder = encoderSpec.name();
    SentenceEncoder encoder = SharedEncoders.of(encoderSpec);
    List<String> texts =
        Stream.concat(data.train().stream(), data.scored().stream())
            .flatMap(pair -> Stream.of(pair.question(), pair.text()))
            .distinct()
            .toList();
    run.say("encoding %,d questions and texts".formatted(texts.size()));
    List<float[]> vectors =
        ProgressMeter.inParallel(
            texts, text -> encoder.encode(text).vector(), "texts encoded", run::say);
    Map<String, float[]> byText = new HashMap<>();
    for (int i = 0; i < vectors.size(); i++) {
      byText.put(texts.get(i), vectors.get(i));
    }
    return byText;
  }

  /** Each pair's most likely stance among those of the data set. */
  private List<Stance> predictions(PairScorer scorer, String name) {
    List<Stance> stances = data.stances();
    return ProgressMeter.inParallel(
        data.scored(),
        pair -> mostLikely(scorer.logits(pair.question(), pair.text()), stances),
        "pairs read by " + name,
        run::say);
  }

  private static Stance mostLikely(float[] logits, List<Stance> stances) {
    Stance best = stances.get(0);
    for (Stance stance : stances) {
      best = logits[stance.position()] > logits[best.position()] ? stance : best;
    }
    return best;
  }

  private void publish(Map<String, List<Stance>> predicted) {
    List<BenchmarkReport.Part> parts = new ArrayList<>();
    data.parts().forEach(part -> parts.add(scored(part, predicted)));
    List<BenchmarkReport.Expected> expected =
        benchmark.expected().stream().map(figure -> figure.beside(parts)).toList();
    List<String> labels = data.stances().stream().map(Stance::label).toList();
    BenchmarkReport report =
        new BenchmarkReport(spec.name(), benchmark.note(), labels, data.counts(), parts, expected);
    run.draft().writeFile(BenchmarkReport.FILE, Json.bytes(report));
    run.tables.addAll(report.tables());
    if (benchmark.note() != null) {
      run.notes.add(benchmark.note());
    }
    run.notes.add(
        "Every predictor chooses among the stances of this data set: %s."
            .formatted(String.join(", ", labels)));
    run.failUnexpected(
        expected.stream()
            .filter(figure -> !figure.holds())
            .map(BenchmarkReport.Expected::sentence));
  }

  private BenchmarkReport.Part scored(
      BenchmarkData.Part part, Map<String, List<Stance>> predicted) {
    ClusterBootstrap bootstrap = ClusterBootstrap.standard(spec.seed());
    List<String> groups = part.groups();
    List<Stance> truth = part.rows().stream().map(i -> data.scored().get(i).stance()).toList();
    List<BenchmarkReport.Score> scores = new ArrayList<>();
    predicted.forEach(
        (of, all) -> {
          List<Stance> stances = part.rows().stream().map(all::get).toList();
          StanceScores found =
              StanceScores.of(new StancePredictions(groups, truth, stances, null), bootstrap);
          Map<String, LabelScore> perStance = new HashMap<>();
          found.perStance().forEach((stance, score) -> perStance.put(stance.label(), score));
          scores.add(new BenchmarkReport.Score(of, found.macroF1(), found.accuracy(), perStance));
        });
    return new BenchmarkReport.Part(
        part.name(), truth.size(), groups.stream().distinct().count(), scores);
  }
}
