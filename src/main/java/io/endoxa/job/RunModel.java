package io.endoxa.job;

import io.endoxa.provenance.Json;
import io.endoxa.provenance.ModelManifest;
import java.util.Map;

/** Writes a model into a run. */
final class RunModel {
  private static final String DIRECTORY = TrainStep.MODEL_DIRECTORY + "/";

  private RunModel() {}

  /** Writes the files, then their manifest; from now on the model is the run's. */
  static void write(RunContext run, Map<String, byte[]> files, ModelManifest manifest) {
    files.forEach((name, bytes) -> run.draft().writeFile(DIRECTORY + name, bytes));
    run.draft().writeFile(DIRECTORY + ModelManifest.FILE, Json.bytes(manifest));
    run.modelDirectory = run.draft().directory() + "/" + TrainStep.MODEL_DIRECTORY;
    run.modelId = manifest.modelId();
    run.codebook = manifest.codebook();
    run.encoder = manifest.encoder();
  }
}
