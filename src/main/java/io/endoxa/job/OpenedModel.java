package io.endoxa.job;

import io.endoxa.classify.JudgeFiles;
import io.endoxa.classify.PairScorer;
import io.endoxa.codebook.Codebook;
import io.endoxa.decide.Baselines;
import io.endoxa.decide.StanceModel;
import io.endoxa.encode.EncoderSpec;
import io.endoxa.error.UserException;
import io.endoxa.provenance.ModelManifest;
import io.endoxa.spark.ModelEncoder;
import io.endoxa.spark.ModelStore;
import io.endoxa.spark.SharedJudges;
import java.util.Objects;
import java.util.Optional;

/**
 * The model that a run labels or scores with.
 *
 * @param directory where it lies
 * @param baselines empty for a model of an earlier version
 * @param encoder the one that it was trained with
 */
record OpenedModel(
    String directory,
    ModelStore.ModelFiles read,
    StanceModel model,
    Optional<Baselines> baselines,
    EncoderSpec encoder) {

  /**
   * Opens the run's model and notes it in the run.
   *
   * @throws UserException if the model or its encoder is not as its manifest says
   */
  static OpenedModel of(RunContext run) {
    String directory = Objects.requireNonNull(run.modelDirectory);
    ModelStore.ModelFiles read =
        ModelStore.read(run.session().sparkContext().hadoopConfiguration(), directory);
    requireHeads(directory, read.manifest());
    EncoderSpec encoder =
        ModelEncoder.of(Installation.encodersDirectory(), directory, read.manifest());
    StanceModel model = StanceModel.of(read.files());
    if (model.asksJudge()) {
      JudgeFiles.read(read.files());
    }
    run.modelId = read.manifest().modelId();
    run.codebook = model.codebook().label();
    run.encoder = encoder.name();
    return new OpenedModel(
        directory, read, model, Baselines.of(read.files(), model.codebook()), encoder);
  }

  /** Throws {@link UserException} if a model is a judge alone, which labels nothing. */
  static void requireHeads(String directory, ModelManifest manifest) {
    if (manifest.codebook().equals(TrainJudgeBaseStep.ANY_QUESTION)) {
      throw new UserException(
          "model '%s': is a judge of any question and labels nothing by itself. Train a model that asks it: scripts/endoxa run jobs/train.yaml --set judge=%s."
              .formatted(directory, directory));
    }
  }

  ModelManifest manifest() {
    return read.manifest();
  }

  /**
   * What reads question and paragraph together; empty for a model of heads alone. Stays open until
   * the JVM ends.
   */
  Optional<PairScorer> judge() {
    return model.asksJudge()
        ? Optional.of(SharedJudges.of(manifest().modelId(), read.files(), encoder))
        : Optional.empty();
  }

  Codebook codebook() {
    return model.codebook();
  }
}
