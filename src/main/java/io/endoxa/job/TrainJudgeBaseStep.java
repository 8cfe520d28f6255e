package io.endoxa.job;

import io.endoxa.annotate.StanceMix;
import io.endoxa.annotate.StanceMixDraw;
import io.endoxa.annotate.StancePair;
import io.endoxa.classify.JudgeFiles;
import io.endoxa.classify.Tensor;
import io.endoxa.classify.neural.bert.HeldOutPairs;
import io.endoxa.classify.neural.bert.JudgeExample;
import io.endoxa.codebook.Stance;
import io.endoxa.encode.EncoderSpec;
import io.endoxa.encode.PairTokenizer;
import io.endoxa.encode.SharedEncoders;
import io.endoxa.error.UserException;
import io.endoxa.evaluate.Metric;
import io.endoxa.evaluate.StanceScores;
import io.endoxa.provenance.Json;
import io.endoxa.provenance.ModelManifest;
import io.endoxa.provenance.Versions;
import io.endoxa.report.NamedTable;
import io.endoxa.spark.JudgePairs;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/** Trains a judge of any question on public stance data and leaves it in the run. */
final class TrainJudgeBaseStep {
  /** What the manifest names where a model has its codebook. */
  private static final String ANY_QUESTION = "any question";

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
    HeldOutPairs heldOut;
    try (PairTokenizer tokenizer = PairTokenizer.open(encoder, settings.maxTokens())) {
      JudgePairs pairs = new JudgePairs(tokenizer, SharedEncoders.of(encoder));
      examples =
          inParallel(
              draw.train(),
              pair -> new JudgeExample(pairs.pair(pair.question(), pair.text()), pair.stance(), 1));
      int steps = examples.size() / settings.batchSize();
      heldOut =
          new HeldOutPairs(
              inParallel(draw.development(), pair -> pairs.pair(pair.question(), pair.text())),
              logits -> meanMacroF1(draw.development(), logits),
              Math.max(1, steps / SCORES_PER_EPOCH));
    }
    SortedMap<String, Tensor> weights =
        new JudgeTraining(
                run, settings.settings(spec.seed()), settings.maxTokens(), checkpointEvery)
            .train(
                JudgeWeights.ofEncoder(encoder),
                Collections.nCopies(settings.epochs(), examples),
                heldOut);
    write(JudgeWeights.files(encoder, weights, encoder.precision(), settings.maxTokens()), draw);
  }

  /** Long texts take a while: their sentences are encoded. */
  private <T> List<T> inParallel(List<StancePair> pairs, Function<StancePair, T> function) {
    return ProgressMeter.inParallel(pairs, function, "pairs cut into tokens", run::say);
  }

  /** Over the data sets, each of which has its stances: the part of a group before its slash. */
  private static double meanMacroF1(List<StancePair> pairs, float[][] logits) {
    Map<String, List<Integer>> rowsOfSets = new TreeMap<>();
    for (int i = 0; i < logits.length; i++) {
      String set = pairs.get(i).group().split("/", 2)[0];
      rowsOfSets.computeIfAbsent(set, name -> new ArrayList<>()).add(i);
    }
    return rowsOfSets.values().stream()
        .map(
            rows ->
                StanceScores.of(
                        rows.stream().map(i -> pairs.get(i).stance()).toList(),
                        rows.stream().map(i -> Stance.mostLikely(logits[i])).toList())
                    .macroF1())
        .filter(Metric::exists)
        .mapToDouble(Metric::orThrow)
        .average()
        .orElse(Double.NEGATIVE_INFINITY);
  }

  private void write(JudgeFiles judge, StanceMixDraw draw) {
    SortedMap<String, byte[]> files = judge.write();
    String modelId = ModelManifest.idOf(ModelManifest.entriesOf(files));
    ModelManifest manifest =
        new ModelManifest(
            ModelManifest.FORMAT,
            modelId,
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
    run.modelId = modelId;
    run.encoder = encoder.name();
    run.counts.put("pairs for training", (long) draw.train().size());
    run.counts.put("pairs for choosing the moment to stop", (long) draw.development().size());
    run.tables.add(new NamedTable("Mixture", draw.table()));
    run.notes.add(draw.note());
  }
}
