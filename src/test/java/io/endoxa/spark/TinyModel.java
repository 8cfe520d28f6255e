package io.endoxa.spark;

import io.endoxa.classify.Idf;
import io.endoxa.classify.LinearFrameHead;
import io.endoxa.classify.LinearStanceHead;
import io.endoxa.decide.Calibration;
import io.endoxa.decide.DecisionRule;
import io.endoxa.decide.StanceModel;
import io.endoxa.provenance.FileEntry;
import io.endoxa.provenance.Json;
import io.endoxa.provenance.ModelManifest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** A model directory that costs no training: linear heads of noise over the shipped encoder. */
public final class TinyModel {
  private static final int VECTOR = 384;
  private static final int TERMS = 16;
  private static final String CODEBOOK =
      """
      id: small
      version: 2
      questions:
        - {id: deal, proposition: There was a deal., agree: a deal, disagree: no deal}
        - {id: trade, proposition: Trade comes first., agree: trade, disagree: security}
      frames:
        - {id: economic, definition: money}
      """;

  private TinyModel() {}

  /** Writes the model and returns the directory. */
  public static Path writeTo(Path directory) throws IOException {
    Map<String, byte[]> files = model().files();
    Files.createDirectories(directory);
    for (Map.Entry<String, byte[]> file : files.entrySet()) {
      Files.write(directory.resolve(file.getKey()), file.getValue());
    }
    writeManifest(directory, ModelManifest.entriesOf(files));
    return directory;
  }

  /** Writes a manifest that names these files. */
  static void writeManifest(Path directory, List<FileEntry> files) throws IOException {
    ModelManifest manifest =
        new ModelManifest(
            ModelManifest.FORMAT,
            ModelManifest.idOf(files),
            "minilm-l6-v2/int8",
            "0".repeat(64),
            "small-v2",
            7,
            Map.of(),
            Map.of(),
            files);
    Files.write(directory.resolve(ModelManifest.FILE), Json.bytes(manifest));
  }

  private static StanceModel model() {
    Random random = new Random(5);
    float[][][] stances = new float[2][4][];
    for (float[][] question : stances) {
      for (int stance = 0; stance < question.length; stance++) {
        question[stance] = noise(random);
      }
    }
    Idf idf = new Idf(new float[TERMS]);
    return new StanceModel(
        CODEBOOK,
        LinearStanceHead.of(idf, stances, new float[2][4]),
        null,
        LinearFrameHead.of(idf, new float[][] {noise(random)}, new float[] {0}),
        Calibration.neutral(1, 2),
        Collections.nCopies(2, new DecisionRule(0.5)),
        List.of(0.5));
  }

  private static float[] noise(Random random) {
    float[] noise = new float[VECTOR + TERMS];
    for (int i = 0; i < noise.length; i++) {
      noise[i] = (float) (3 * random.nextGaussian());
    }
    return noise;
  }
}
