package io.endoxa.job;

import io.endoxa.classify.JudgeFiles;
import io.endoxa.classify.PairScorer;
import io.endoxa.codebook.Codebook;
import io.endoxa.decide.Baselines;
import io.endoxa.decide.StanceModel;
import io.endoxa.encode.EncoderSpec;
import io.endoxa.error.UserException;
import io.endoxa.provenance.Json;
import io.endoxa.provenance.ModelManifest;
import io.endoxa.report.QualityCurves;
import io.endoxa.report.QualityReport;
import io.endoxa.report.page.Measured;
import io.endoxa.spark.ModelEncoder;
import io.endoxa.spark.ModelStore;
import io.endoxa.spark.SharedJudges;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The model that a run labels or scores with.
 *
 * @param directory where it lies
 * @param baselines empty for a model of an earlier version
 * @param encoder the one that its heads were trained with
 * @param judgeEncoder the one that its judge was trained from; null for a model without a judge
 */
record OpenedModel(
    String directory,
    ModelStore.ModelFiles read,
    StanceModel model,
    Optional<Baselines> baselines,
    EncoderSpec encoder,
    @Nullable EncoderSpec judgeEncoder) {

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
    EncoderSpec ofJudge =
        model.asksJudge()
            ? ModelEncoder.ofJudge(
                Installation.encodersDirectory(), directory, JudgeFiles.read(read.files()))
            : null;
    run.modelId = read.manifest().modelId();
    run.codebook = model.codebook().label();
    run.encoder = encoder.name();
    run.draft().codebook(model.codebookYaml());
    return new OpenedModel(
        directory, read, model, Baselines.of(read.files(), model.codebook()), encoder, ofJudge);
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
    return Optional.ofNullable(judgeEncoder)
        .map(base -> SharedJudges.of(manifest().modelId(), read.files(), base));
  }

  /** How good the model is, going by its own files; null for one without them. */
  @Nullable Measured measured() {
    byte[] quality = read.files().get(QualityReport.FILE);
    byte[] curves = read.files().get(QualityCurves.FILE);
    return quality == null
        ? null
        : new Measured(
            Json.read(QualityReport.FILE, quality, QualityReport.class),
            curves == null ? null : Json.read(QualityCurves.FILE, curves, QualityCurves.class));
  }

  Codebook codebook() {
    return model.codebook();
  }
}
