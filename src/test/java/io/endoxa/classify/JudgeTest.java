package io.endoxa.classify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.endoxa.codebook.Stance;
import io.endoxa.encode.EncoderFile;
import io.endoxa.encode.EncoderSpec;
import io.endoxa.encode.Precision;
import io.endoxa.error.UserException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class JudgeTest {
  private static final String QUESTION = "The new harbour should be built.";
  private static final String PARAGRAPH =
      "Fishermen in the old town fear the noise, the traffic and 3 lost years.";

  private final EncoderSpec spec =
      EncoderSpec.find(Path.of("models", "encoders"), "minilm-l6-v2", Precision.FLOAT, "test:1");
  private byte[] onnx = {};

  @BeforeAll
  void readTheShippedEncoder() throws IOException {
    try (InputStream stream = JudgeTest.class.getResourceAsStream("/all-minilm-l6-v2.onnx")) {
      assertThat(stream).isNotNull();
      onnx = stream.readAllBytes();
    }
  }

  @Test
  void logitsAreTheHeadOfTheMeanOfTheStates() {
    try (Judge judge = Judge.open(spec, onnx, firstFour(), 64)) {
      // The first four numbers of this pair's mean (recipe in PairEncoderTest), each as often as
      // its column says, and the bias.
      assertThat(judge.logits(QUESTION, PARAGRAPH))
          .containsExactly(
              new float[] {
                0.0917843f + 10, 2 * 0.1324406f + 20, 3 * 0.1715612f + 30, 4 * -0.008424f + 40
              },
              within(1e-5f));
      assertThat(judge.logits(judge.tokenizer().pair(QUESTION, PARAGRAPH)))
          .containsExactly(judge.logits(QUESTION, PARAGRAPH));
      assertThat(judge.tokenizer().maxTokens()).isEqualTo(64);
    }
  }

  @Test
  void aSavedJudgeJudgesTheSame() {
    JudgeFiles saved =
        new JudgeFiles("minilm-l6-v2", "ab12", Precision.FLOAT, 64, onnx, firstFour());
    SortedMap<String, byte[]> files = saved.write();

    assertThat(files).containsOnlyKeys("judge.json", "judge.onnx", "judge.safetensors");
    assertThat(new String(files.get("judge.json"), StandardCharsets.UTF_8))
        .isEqualTo(
            """
            {
              "base" : "minilm-l6-v2",
              "baseSha256" : "ab12",
              "format" : 2,
              "maxTokens" : 64,
              "precision" : "float"
            }
            """);
    JudgeFiles read = JudgeFiles.read(files);
    assertThat(read.base()).isEqualTo("minilm-l6-v2");
    assertThat(read.baseSha256()).isEqualTo("ab12");
    assertThat(read.precision()).isEqualTo(Precision.FLOAT);
    assertThat(read.maxTokens()).isEqualTo(64);
    assertThat(read.onnx()).isSameAs(onnx);
    try (Judge before = saved.open(spec);
        Judge after = read.open(spec)) {
      assertThat(after.logits(QUESTION, PARAGRAPH))
          .containsExactly(before.logits(QUESTION, PARAGRAPH));
    }
  }

  @Test
  void presenceIsThatOfAnyFile() {
    assertThat(JudgeFiles.present(Map.of("heads.json", new byte[0]))).isFalse();
    assertThat(JudgeFiles.present(Map.of("judge.json", new byte[0]))).isTrue();
  }

  @Test
  void aMissingFileIsNamed() {
    SortedMap<String, byte[]> files = files();
    files.remove("judge.safetensors");

    assertThatThrownBy(() -> JudgeFiles.read(files))
        .isInstanceOf(UserException.class)
        .hasMessage(
            "the judge's file judge.safetensors is missing. Found: judge.json, judge.onnx. Copy the"
                + " whole model directory.");
  }

  @Test
  void unfitSettingsAreNamed() {
    assertUnfit(
        "\"format\": 1, \"base\": \"x\", \"baseSha256\": \"y\", \"precision\": \"int8\", \"maxTokens\": 64",
        "judge.json: field 'format' is 1, expected 2. Use the version of Endoxa that wrote it. Copy"
            + " the model again or mend the field.");
    assertUnfit(
        "\"format\": 2, \"base\": null, \"baseSha256\": \"y\", \"precision\": \"int8\", \"maxTokens\": 64",
        "judge.json: field 'base' is null, expected the id of an encoder. Copy the model again or"
            + " mend the field.");
    assertUnfit(
        "\"format\": 2, \"base\": \"x\", \"baseSha256\": \"\", \"precision\": \"int8\", \"maxTokens\": 64",
        "judge.json: field 'baseSha256' is , expected the encoder's fingerprint. Copy the model again"
            + " or mend the field.");
    assertUnfit(
        "\"format\": 2, \"base\": \"x\", \"baseSha256\": \"y\", \"precision\": \"int4\", \"maxTokens\": 64",
        "judge.json: field 'precision' is int4, expected one of [int8, float]. Copy the model again"
            + " or mend the field.");
    assertUnfit(
        "\"format\": 2, \"base\": \"x\", \"baseSha256\": \"y\", \"precision\": \"int8\", \"maxTokens\": 7",
        "judge.json: field 'maxTokens' is 7, expected 8 to 8192 tokens. Copy the model again or"
            + " mend the field.");
  }

  @Test
  void aMissingSettingIsNamed() {
    SortedMap<String, byte[]> files = files();
    files.put("judge.json", "{\"format\": 2}".getBytes(StandardCharsets.UTF_8));

    assertThatThrownBy(() -> JudgeFiles.read(files))
        .isInstanceOf(UserException.class)
        .hasMessageStartingWith("judge.json:1: is not what Endoxa writes: ")
        .hasMessageContaining("'base'");
  }

  @Test
  void aHeadOfAnotherFormIsNamed() {
    Map<String, Tensor> turned =
        Map.of(
            "head.weight",
            new Tensor(new float[8], 4, 2),
            "head.bias",
            new Tensor(new float[4], 4));

    assertThatThrownBy(() -> Judge.open(spec, onnx, turned, 64))
        .isInstanceOf(UserException.class)
        .hasMessageStartingWith(
            "judge.safetensors: tensor 'head.weight' has shape [4, 2], expected [any, 4].");
  }

  @Test
  void anotherEncodersTokenizerIsRefused() {
    EncoderSpec other =
        new EncoderSpec(
            "bge-small",
            Precision.INT8,
            new EncoderFile("/absent/model.onnx"),
            new EncoderFile("/absent/tokenizer.json"),
            384,
            256,
            "MIT");

    assertThatThrownBy(() -> JudgeFiles.read(files()).open(other))
        .isInstanceOf(UserException.class)
        .hasMessage(
            "judge.json: field 'base' is 'minilm-l6-v2', the tokenizer given is of encoder"
                + " 'bge-small'. Use encoder 'minilm-l6-v2'.");
  }

  private static void assertUnfit(String fields, String message) {
    SortedMap<String, byte[]> files = files();
    files.put("judge.json", ("{" + fields + "}").getBytes(StandardCharsets.UTF_8));

    assertThatThrownBy(() -> JudgeFiles.read(files))
        .isInstanceOf(UserException.class)
        .hasMessage(message);
  }

  private static SortedMap<String, byte[]> files() {
    return new TreeMap<>(
        new JudgeFiles("minilm-l6-v2", "ab12", Precision.INT8, 64, new byte[0], firstFour())
            .write());
  }

  /** Weight 1 to 4 from each of the first four numbers to its stance, and biases of 10 to 40. */
  private static Map<String, Tensor> firstFour() {
    float[] weight = new float[384 * Stance.COUNT];
    float[] bias = new float[Stance.COUNT];
    for (int i = 0; i < Stance.COUNT; i++) {
      weight[i * Stance.COUNT + i] = i + 1;
      bias[i] = 10 * (i + 1);
    }
    return Map.of(
        "head.weight",
        new Tensor(weight, 384, Stance.COUNT),
        "head.bias",
        new Tensor(bias, Stance.COUNT));
  }
}
