package io.endoxa.spark;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.endoxa.classify.Idf;
import io.endoxa.classify.JudgeFiles;
import io.endoxa.classify.LinearFrameHead;
import io.endoxa.classify.LinearStanceHead;
import io.endoxa.classify.Tensor;
import io.endoxa.codebook.Stance;
import io.endoxa.decide.Calibration;
import io.endoxa.decide.DecisionRule;
import io.endoxa.decide.JudgeGate;
import io.endoxa.decide.Stacker;
import io.endoxa.decide.StanceModel;
import io.endoxa.encode.EncoderSpec;
import io.endoxa.encode.Precision;
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
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A model directory that costs no training: linear heads of noise over the shipped encoder, and if
 * wanted a judge that is the encoder itself with the first numbers of the mean state for logits.
 */
public final class TinyModel {
  private static final int VECTOR = 384;
  private static final int TERMS = 16;
  private static final int JUDGE_TOKENS = 48;
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
    return write(directory, model(Calibration.neutral(1, 2), 5).files());
  }

  /** Writes the model with another id of its first question. */
  public static Path writeTo(Path directory, String question) throws IOException {
    SortedMap<String, byte[]> files = model(Calibration.neutral(1, 2), 5).files();
    files.replaceAll(
        (name, bytes) ->
            name.endsWith(".safetensors")
                ? bytes
                : new String(bytes, UTF_8).replace("deal", question).getBytes(UTF_8));
    return write(directory, files);
  }

  /**
   * Writes a model that asks its judge about the pairs that the heads do not find plainly
   * unrelated.
   *
   * @param seed of the heads
   */
  public static Path writeWithJudgeTo(Path directory, long seed) throws IOException {
    Calibration.OfQuestion question =
        new Calibration.OfQuestion(
            Stacker.mean(1),
            new Calibration.Judged(
                new JudgeGate(0.03), new Stacker(List.of(0.5, 0.5), List.of(0.0, 0.0, 0.0, 0.0))));
    Map<String, byte[]> files =
        new TreeMap<>(model(new Calibration(List.of(question, question)), seed).files());
    files.putAll(judge().write());
    return write(directory, files);
  }

  private static JudgeFiles judge() {
    float[] weight = new float[VECTOR * Stance.COUNT];
    for (int i = 0; i < Stance.COUNT; i++) {
      weight[i * Stance.COUNT + i] = 1;
    }
    EncoderSpec encoder = encoder();
    return new JudgeFiles(
        encoder.id(),
        encoder.fingerprint(),
        encoder.precision(),
        JUDGE_TOKENS,
        encoder.modelContent(),
        Map.of(
            "head.weight",
            new Tensor(weight, VECTOR, Stance.COUNT),
            "head.bias",
            new Tensor(new float[Stance.COUNT], Stance.COUNT)));
  }

  private static EncoderSpec encoder() {
    return EncoderSpec.find(Path.of("models/encoders"), "minilm-l6-v2", Precision.INT8, "test:1");
  }

  private static Path write(Path directory, Map<String, byte[]> files) throws IOException {
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
            encoder().name(),
            encoder().fingerprint(),
            "small-v2",
            7,
            Map.of(),
            Map.of(),
            files);
    Files.write(directory.resolve(ModelManifest.FILE), Json.bytes(manifest));
  }

  private static StanceModel model(Calibration calibration, long seed) {
    Random random = new Random(seed);
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
        calibration,
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
