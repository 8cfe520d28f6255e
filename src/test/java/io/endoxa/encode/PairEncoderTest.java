package io.endoxa.encode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.endoxa.error.UserException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PairEncoderTest {
  private static final String QUESTION = "The new harbour should be built.";
  private static final String PARAGRAPH =
      "Fishermen in the old town fear the noise, the traffic and 3 lost years.";

  private final PairTokenizer tokenizer = PairTokenizer.open(spec(Precision.FLOAT), 64);
  private final TokenPair pair = tokenizer.pair(QUESTION, PARAGRAPH);

  @AfterAll
  void close() {
    tokenizer.close();
  }

  // The golden numbers come from NumPy 2.4.6: the forward pass of BERT in 64 bits written out
  // (embeddings of words, positions and types 0 and 1; post-norm layers with epsilon 1e-12, 12
  // heads, GELU with math.erf), on the weights of the float file and these 26 tokens; then the mean
  // over all tokens.
  private static final float[] FIRST_EIGHT = {
    0.0917843f, 0.1324406f, 0.1715612f, -0.008424f, 0.0813715f, -0.1626457f, -0.058239f, -0.4452081f
  };

  @Test
  void theFloatModelGivesTheGoldenMean() {
    try (PairEncoder encoder = PairEncoder.open(spec(Precision.FLOAT))) {
      assertThat(pair.size()).isEqualTo(26);
      float[] pooled = encoder.pooled(pair);

      assertThat(pooled).hasSize(384);
      assertThat(Arrays.copyOf(pooled, 8)).containsExactly(FIRST_EIGHT, within(2e-6f));
      assertThat(Math.sqrt(product(pooled, pooled))).isCloseTo(4.5637832, within(1e-5));
    }
  }

  @Test
  void tokenTypesTellTheTwoApart() {
    try (PairEncoder encoder = PairEncoder.open(spec(Precision.FLOAT))) {
      TokenPair oneText = new TokenPair(pair.ids(), pair.size());

      assertThat(cosine(encoder.pooled(pair), encoder.pooled(oneText))).isLessThan(0.999);
    }
  }

  @Test
  void aModelInMemoryIsTheModelOfItsFile() throws IOException {
    try (PairEncoder fromFile = PairEncoder.open(spec(Precision.INT8));
        InputStream stream = spec(Precision.INT8).model().open();
        PairEncoder fromBytes = PairEncoder.open("judge.onnx", stream.readAllBytes(), 384, 64)) {
      assertThat(fromBytes.pooled(pair)).containsExactly(fromFile.pooled(pair));
      assertThatThrownBy(() -> fromBytes.pooled(new TokenPair(new int[65], 3)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("65 tokens, expected at most 64");
    }
  }

  @Test
  void contentThatIsNoModelIsNamed() {
    byte[] content = "no model".getBytes(StandardCharsets.UTF_8);

    assertThatThrownBy(() -> PairEncoder.open("judge.onnx", content, 384, 64))
        .isInstanceOf(UserException.class)
        .hasMessage(
            "judge.onnx has a field of unknown kind at byte 1. Expected a transformer in ONNX: copy"
                + " the file again.");
  }

  @Test
  void aModelOfAnotherDimensionIsNamed() throws IOException {
    try (InputStream stream = spec(Precision.INT8).model().open();
        PairEncoder encoder = PairEncoder.open("judge.onnx", stream.readAllBytes(), 512, 64)) {
      assertThatThrownBy(() -> encoder.pooled(pair))
          .isInstanceOf(UserException.class)
          .hasMessage(
              "judge.onnx gives vectors of length 384, expected 512. The files belong to different"
                  + " models: copy the model again.");
    }
  }

  private static EncoderSpec spec(Precision precision) {
    return EncoderSpec.find(Path.of("models", "encoders"), "minilm-l6-v2", precision, "test:1");
  }

  private static double cosine(float[] a, float[] b) {
    return product(a, b) / Math.sqrt(product(a, a) * product(b, b));
  }

  private static double product(float[] a, float[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += (double) a[i] * b[i];
    }
    return sum;
  }
}
