package io.endoxa.job;

import io.endoxa.classify.JudgeFiles;
import io.endoxa.classify.Tensor;
import io.endoxa.codebook.Stance;
import io.endoxa.encode.EncoderSpec;
import io.endoxa.encode.PairEncoder;
import io.endoxa.encode.PairTokenizer;
import io.endoxa.encode.Precision;
import io.endoxa.provenance.Json;
import io.endoxa.provenance.ModelManifest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/**
 * A judge that costs no training: the shipped encoder, and a head that says which of some examples'
 * means a pair is nearest to.
 */
final class TinyJudge {
  private static final int MAX_TOKENS = 48;
  private static final float SHARPNESS = 2;

  private TinyJudge() {}

  /** Writes a model directory as a train-judge-base run leaves it, and returns the directory. */
  static Path writeTo(Path directory, String question, Map<Stance, List<String>> examples)
      throws IOException {
    EncoderSpec encoder =
        EncoderSpec.find(Path.of("models/encoders"), "minilm-l6-v2", Precision.INT8, "test:1");
    SortedMap<String, byte[]> files =
        new JudgeFiles(
                encoder.id(),
                encoder.fingerprint(),
                Precision.INT8,
                MAX_TOKENS,
                encoder.modelContent(),
                head(encoder, question, examples))
            .write();
    Files.createDirectories(directory);
    for (Map.Entry<String, byte[]> file : files.entrySet()) {
      Files.write(directory.resolve(file.getKey()), file.getValue());
    }
    ModelManifest manifest =
        new ModelManifest(
            ModelManifest.FORMAT,
            ModelManifest.idOf(ModelManifest.entriesOf(files)),
            encoder.name(),
            encoder.fingerprint(),
            TrainJudgeBaseStep.ANY_QUESTION,
            7,
            Map.of(),
            Map.of(),
            ModelManifest.entriesOf(files));
    Files.write(directory.resolve(ModelManifest.FILE), Json.bytes(manifest));
    return directory;
  }

  /** A stance without examples is never said. */
  private static Map<String, Tensor> head(
      EncoderSpec encoder, String question, Map<Stance, List<String>> examples) {
    int width = encoder.dimension();
    float[] weight = new float[width * Stance.COUNT];
    float[] bias = {-50, -50, -50, -50};
    try (PairTokenizer tokenizer = PairTokenizer.open(encoder, MAX_TOKENS);
        PairEncoder pairs = PairEncoder.open(encoder)) {
      examples.forEach(
          (stance, texts) -> {
            float[] mean = new float[width];
            for (String text : texts) {
              float[] vector = pairs.pooled(tokenizer.pair(question, text));
              for (int i = 0; i < width; i++) {
                mean[i] += vector[i] / texts.size();
              }
            }
            float square = 0;
            for (int i = 0; i < width; i++) {
              weight[i * Stance.COUNT + stance.position()] = SHARPNESS * mean[i];
              square += mean[i] * mean[i];
            }
            bias[stance.position()] = -SHARPNESS * square / 2;
          });
    }
    return Map.of(
        "head.weight",
        new Tensor(weight, width, Stance.COUNT),
        "head.bias",
        new Tensor(bias, Stance.COUNT));
  }
}
