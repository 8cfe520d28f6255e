package io.endoxa.job;

import io.endoxa.annotate.StanceMix;
import io.endoxa.annotate.StanceMixDraw;
import io.endoxa.annotate.StancePair;
import io.endoxa.classify.JudgeFiles;
import io.endoxa.classify.Tensor;
import io.endoxa.classify.neural.bert.JudgeExample;
import io.endoxa.encode.EncoderSpec;
import io.endoxa.encode.PairTokenizer;
import io.endoxa.encode.Precision;
import io.endoxa.encode.SharedEncoders;
import io.endoxa.error.UserException;
import io.endoxa.evaluate.ClusterBootstrap;
import io.endoxa.provenance.Json;
import io.endoxa.provenance.ModelManifest;
import io.endoxa.provenance.Versions;
import io.endoxa.report.JudgeCard;
import io.endoxa.report.JudgeQuality;
import io.endoxa.report.ModelCard;
import io.endoxa.report.NamedTable;
import io.endoxa.spark.JudgePairs;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.function.Function;

/** Trains a judge of any question on public stance data and leaves it in the run. */
final class TrainJudgeBaseStep {
  /** What the manifest names where a model has its codebook. */
  static final String ANY_QUESTION = "any question";

  private static final int SCORES_PER_EPOCH = 4;

  private final RunContext run;
  private final JobSpec spec;
  private final JudgeSpec settings;
  private final EncoderSpec encoder;
  private final Duration checkpointEvery;

  private TrainJudgeBaseStep(RunContext run, Duration checkpointEvery) {
    this.run = run;
    this.checkpointEvery = checkpointEvery;
    this.spec = run.spec();
    this.settings = Objects.requireNonNull(spec.judge());
    this.encoder = spec.findEncoder();
  }

  static void run(RunContext run) {
    run(run, JudgeTraining.CHECKPOINT_EVERY);
  }

  static void run(RunContext run, Duration checkpointEvery) {
    new TrainJudgeBaseStep(run, checkpointEvery).train();
  }

  private void train() {
    StanceMix mix = Objects.requireNonNull(spec.mix());
    mix.parts().forEach(part -> part.files().forEach(run::addInput));
    StanceMixDraw draw = mix.draw();
    if (draw.train().isEmpty() || draw.development().isEmpty()) {
      throw new UserException(
          "%s: the mixture has %d pairs for training and %d for choosing the moment to stop. Take more pairs in 'sets', or raise 'development-share'."
              .formatted(spec.file(), draw.train().size(), draw.development().size()));
    }
    List<JudgeExample> examples;
    JudgeDevelopment development;
    try (PairTokenizer tokenizer = PairTokenizer.open(encoder, settings.maxTokens())) {
      JudgePairs pairs = new JudgePairs(tokenizer, SharedEncoders.of(encoder));
      examples =
          inParallel(
              draw.train(),
              pair -> new JudgeExample(pairs.pair(pair.question(), pair.text()), pair.stance(), 1));
      development =
          new JudgeDevelopment(
              draw.development(),
              inParallel(draw.development(), pair -> pairs.pair(pair.question(), pair.text())));
    }
    int steps = examples.size() / settings.batchSize();
    SortedMap<String, Tensor> weights =
        new JudgeTraining(
                run, settings.settings(spec.seed()), settings.maxTokens(), checkpointEvery)
            .train(
                JudgeWeights.ofEncoder(encoder),
                Collections.nCopies(settings.epochs(), examples),
                development.heldOut(Math.max(1, steps / SCORES_PER_EPOCH)))
            .weights();
    JudgeQuality quality =
        development.quality(
            files(weights, Precision.INT8),
            files(weights, Precision.FLOAT),
            encoder,
            ClusterBootstrap.standard(spec.seed()),
            run::say);
    write(files(weights, encoder.precision()), quality, draw);
  }

  private JudgeFiles files(Map<String, Tensor> weights, Precision precision) {
    return JudgeWeights.files(encoder, weights, precision, settings.maxTokens());
  }

  /** Long texts take a while: their sentences are encoded. */
  private <T> List<T> inParallel(List<StancePair> pairs, Function<StancePair, T> function) {
    return ProgressMeter.inParallel(pairs, function, "pairs cut into tokens", run::say);
  }

  private void write(JudgeFiles judge, JudgeQuality quality, StanceMixDraw draw) {
    SortedMap<String, byte[]> files = judge.write();
    NamedTable mixture = new NamedTable("Mixture", draw.table());
    files.put(JudgeQuality.FILE, Json.bytes(quality));
    files.put(
        ModelCard.FILE,
        JudgeCard.of(
                encoder.name(),
                settings.maxTokens(),
                spec.seed(),
                mixture,
                draw.note(),
                quality,
                spec.command())
            .getBytes(StandardCharsets.UTF_8));
    ModelManifest manifest =
        new ModelManifest(
            ModelManifest.FORMAT,
            ModelManifest.idOf(ModelManifest.entriesOf(files)),
            encoder.name(),
            encoder.fingerprint(),
            ANY_QUESTION,
            spec.seed(),
            Map.of("pairs", (long) draw.train().size()),
            Versions.all(),
            ModelManifest.entriesOf(files));
    String directory = TrainStep.MODEL_DIRECTORY + "/";
    files.forEach((name, bytes) -> run.draft().writeFile(directory + name, bytes));
    run.draft().writeFile(directory + ModelManifest.FILE, Json.bytes(manifest));
    run.modelDirectory = run.draft().directory() + "/" + TrainStep.MODEL_DIRECTORY;
    run.modelId = manifest.modelId();
    run.encoder = encoder.name();
    run.counts.put("pairs for training", (long) draw.train().size());
    run.counts.put("pairs for choosing the moment to stop", (long) draw.development().size());
    run.tables.add(mixture);
    run.tables.add(quality.table());
    run.notes.add(draw.note());
    run.notes.add(quality.costLine());
  }
}
