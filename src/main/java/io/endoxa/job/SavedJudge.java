package io.endoxa.job;

import io.endoxa.classify.JudgeFiles;
import io.endoxa.encode.EncoderSpec;
import io.endoxa.error.UserException;
import io.endoxa.provenance.ModelManifest;
import io.endoxa.spark.JudgeReader;
import io.endoxa.spark.ModelEncoder;
import io.endoxa.spark.ModelStore;
import org.apache.hadoop.conf.Configuration;

/**
 * The judge of a model directory, checked and not yet loaded.
 *
 * @param manifest the model's
 * @param encoder the one that the judge started from
 */
record SavedJudge(ModelManifest manifest, JudgeFiles files, EncoderSpec encoder) {
  /**
   * Reads a model directory, or a run that left one.
   *
   * @throws UserException if the model has no judge, or one that is not as its manifest says, or
   *     its encoder is not here
   */
  static SavedJudge of(Configuration hadoop, String directory) {
    return of(hadoop, JobKey.MODEL, directory, "leave 'model' out to score the baselines alone");
  }

  /**
   * As {@link #of(Configuration, String)}, for another key.
   *
   * @param otherwise what can be done without a judge, for messages
   */
  static SavedJudge of(Configuration hadoop, JobKey key, String directory, String otherwise) {
    ModelStore.ModelFiles read = ModelStore.read(hadoop, directory);
    if (!JudgeFiles.present(read.files())) {
      throw new UserException(
          "%s '%s': has no judge: its manifest names no %s. Give a run of kind %s or its model directory, or %s."
              .formatted(
                  key.word(),
                  directory,
                  JudgeFiles.ONNX,
                  JobKind.TRAIN_JUDGE_BASE.word(),
                  otherwise));
    }
    JudgeFiles files = JudgeFiles.read(read.files());
    return new SavedJudge(
        read.manifest(),
        files,
        ModelEncoder.ofJudge(Installation.encodersDirectory(), directory, files));
  }

  /** Loads it; the caller closes. */
  JudgeReader open() {
    return JudgeReader.open(files, encoder);
  }
}
