package io.endoxa.job;

import io.endoxa.classify.PairScorer;
import io.endoxa.codebook.Codebook;
import io.endoxa.decide.Baselines;
import io.endoxa.decide.StanceModel;
import io.endoxa.encode.EncoderSpec;
import io.endoxa.provenance.ModelManifest;
import io.endoxa.spark.ModelStore;
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
    ModelManifest manifest,
    StanceModel model,
    Optional<Baselines> baselines,
    EncoderSpec encoder) {

  /**
   * Opens the run's model and notes it in the run.
   *
   * @throws io.endoxa.error.UserException if the model or its encoder is not as its manifest says
   */
  static OpenedModel of(RunContext run) {
    String directory = Objects.requireNonNull(run.modelDirectory);
    ModelStore.ModelFiles read =
        ModelStore.read(run.session().sparkContext().hadoopConfiguration(), directory);
    EncoderSpec encoder = ModelEncoder.of(directory, read.manifest());
    StanceModel model = StanceModel.of(read.files());
    run.modelId = read.manifest().modelId();
    run.codebook = model.codebook().label();
    run.encoder = encoder.name();
    return new OpenedModel(
        directory, read.manifest(), model, Baselines.of(read.files(), model.codebook()), encoder);
  }

  /** What reads question and paragraph together; empty for a model of heads alone. */
  Optional<PairScorer> judge() {
    return Optional.empty();
  }

  Codebook codebook() {
    return model.codebook();
  }
}
