package io.endoxa.encode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.onnxruntime.OrtEnvironment;
import io.endoxa.error.UserException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OnnxSentenceEncoderTest {
  private static final String FIRST = "The ferry company says the new harbour will bring jobs.";
  private static final String SECOND =
      "Fishermen in the old town aren't so sure: they fear the noise, the traffic and 3 lost years.";
  private static final String BOTH = FIRST + " " + SECOND;

  // The golden vectors come from npm packages: @huggingface/tokenizers 0.2.0 (JavaScript,
  // truncation
  // and padding set to null) and onnxruntime-web 1.31.0-dev.20260914 (WebAssembly, one thread)
  // under
  // Node 20, on BOTH with the same .onnx and tokenizer.json, all-ones mask and all-zeros types;
  // then v = mean over the 36 rows of last_hidden_state and v / |v|, eight decimals.

  @Test
  void theFloatModelGivesTheGoldenVector() throws IOException {
    try (SentenceEncoder encoder = OnnxSentenceEncoder.open(spec(Precision.FLOAT))) {
      EncodedText encoded = encoder.encode(BOTH);

      assertThat(encoded.tokenCount()).isEqualTo(36);
      assertThat(encoded.vector()).hasSize(384);
      assertThat(cosine(encoded.vector(), golden("minilm-l6-v2-float"))).isGreaterThan(0.99999);
      assertThat(encoded.vector()).containsExactly(golden("minilm-l6-v2-float"), within(1e-5f));
    }
  }

  @Test
  void theInt8ModelGivesTheGoldenVectorAsFarAsCpusAgree() throws IOException {
    EncodedText encoded = shared().encode(BOTH);

    // WebAssembly and x86-64 agree to 0.9998; the float model's vector is at 0.9938.
    assertThat(cosine(encoded.vector(), golden("minilm-l6-v2-int8"))).isGreaterThan(0.998);
    assertThat(cosine(encoded.vector(), golden("minilm-l6-v2-float"))).isLessThan(0.998);
  }

  @Test
  void aVectorHasLengthOne() {
    EncodedText encoded = shared().encode(BOTH);

    assertThat(cosine(encoded.vector(), encoded.vector())).isCloseTo(1, within(1e-6));
  }

  @Test
  void theSameTextGivesTheSameBitsWhateverCameBetween() {
    EncodedText before = shared().encode(BOTH);
    shared().encode("Something else, and longer. ".repeat(12));

    assertThat(shared().encode(BOTH)).isEqualTo(before);
    try (SentenceEncoder fresh = OnnxSentenceEncoder.open(spec(Precision.INT8))) {
      assertThat(fresh.encode(BOTH)).isEqualTo(before);
    }
  }

  @Test
  void threadsDoNotDisturbEachOther() throws Exception {
    List<String> texts = new ArrayList<>();
    for (int i = 1; i <= 24; i++) {
      texts.add(BOTH.repeat(i % 5 + 1) + " Version " + i + ".");
    }
    List<EncodedText> expected = texts.stream().map(text -> shared().encode(text)).toList();

    List<Callable<List<EncodedText>>> tasks = new ArrayList<>();
    for (int thread = 0; thread < 2; thread++) {
      tasks.add(() -> texts.stream().map(text -> shared().encode(text)).toList());
    }
    ExecutorService executor = Executors.newFixedThreadPool(2);
    try {
      for (Future<List<EncodedText>> future : executor.invokeAll(tasks)) {
        assertThat(future.get()).isEqualTo(expected);
      }
    } finally {
      executor.shutdownNow();
    }
  }

  @Test
  void truncationIsFlaggedAndCounted() {
    EncodedText encoded = shared().encode("jobs ".repeat(400));

    assertThat(encoded.truncated()).isTrue();
    assertThat(encoded.tokenCount()).isEqualTo(402);
    assertThat(encoded).hasToString("EncodedText[402 tokens, truncated]");
  }

  @Test
  void theRuntimeCarriesNoTelemetry() throws IOException {
    // ONNX Runtime 1.29.0 for Linux reports to its maker from the first call on, and crashes the
    // JVM when the command line is longer than some 20,000 characters, as a class path of jars is.
    String library = "/ai/onnxruntime/native/linux-x64/libonnxruntime.so";
    try (InputStream stream = OrtEnvironment.class.getResourceAsStream(library)) {
      assertThat(stream).as(library).isNotNull();
      String bytes = new String(stream.readAllBytes(), StandardCharsets.ISO_8859_1);
      assertThat(bytes.contains("events.data.microsoft.com")).as("telemetry address").isFalse();
    }
  }

  @Test
  void blankTextIsRefused() {
    assertThatThrownBy(() -> shared().encode(" \n\t"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("The text is blank; leave it out before encoding.");
    assertThatThrownBy(() -> shared().encode("")).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aUsersOwnFilesOnDiskWorkAsTheShippedOnes(@TempDir Path directory) throws IOException {
    Path own = Files.createDirectories(directory.resolve("own"));
    EncoderSpec shipped = spec(Precision.INT8);
    try (InputStream model = shipped.model().open();
        InputStream tokenizer = shipped.tokenizer().open()) {
      Files.copy(model, own.resolve("model.onnx"));
      Files.copy(tokenizer, own.resolve("tokenizer.json"));
    }
    Files.writeString(
        own.resolve("encoder.yaml"),
        """
        id: own
        dimension: 384
        max-tokens: 16
        pooling: mean
        licence: Apache-2.0
        models: [{precision: int8, model: model.onnx, tokenizer: tokenizer.json}]
        """);
    EncoderSpec spec = EncoderSpec.find(directory, "own", Precision.INT8, "test:1");
    try (SentenceEncoder encoder = OnnxSentenceEncoder.open(spec)) {
      assertThat(encoder.spec()).isEqualTo(spec);
      assertThat(encoder.encode(FIRST)).isEqualTo(shared().encode(FIRST));
      assertThat(encoder.encode(BOTH).truncated()).isTrue();
    }
  }

  @Test
  void aFileThatIsNoModelIsNamed(@TempDir Path directory) throws IOException {
    Path file = Files.writeString(directory.resolve("model.onnx"), "no model");

    assertThatThrownBy(() -> OnnxSentenceEncoder.open(with(new EncoderFile(file.toString()), 384)))
        .isInstanceOf(UserException.class)
        .hasMessage(
            "encoder 'minilm-l6-v2/int8': model %s has a field of unknown kind at byte 1. Expected a"
                    .formatted(file)
                + " transformer in ONNX: copy the file again.");
  }

  @Test
  void aMissingModelIsNamed() {
    assertThatThrownBy(
            () -> OnnxSentenceEncoder.open(with(new EncoderFile("classpath:/absent.onnx"), 384)))
        .isInstanceOf(UserException.class)
        .hasMessage(
            "encoder 'minilm-l6-v2/int8': model classpath:/absent.onnx is not on the class path."
                + " Correct the name, or run the jar that carries the models.");
  }

  @Test
  void aWrongDimensionIsNamed() {
    try (SentenceEncoder encoder =
        OnnxSentenceEncoder.open(with(spec(Precision.INT8).model(), 512))) {
      assertThatThrownBy(() -> encoder.encode(FIRST))
          .isInstanceOf(UserException.class)
          .hasMessage(
              "encoder 'minilm-l6-v2/int8': model classpath:/all-minilm-l6-v2-q.onnx gives vectors"
                  + " of length 384, expected 512. Correct dimension.");
    }
  }

  @Test
  void encodingAfterClosingFails() {
    SentenceEncoder encoder = OnnxSentenceEncoder.open(spec(Precision.INT8));
    encoder.close();

    assertThatThrownBy(() -> encoder.encode(FIRST)).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void aSharedEncoderIsOneForAllAndSurvivesClosing() {
    SentenceEncoder encoder = shared();
    encoder.close();

    assertThat(shared()).isSameAs(encoder);
    assertThat(encoder.encode(FIRST).vector()).hasSize(384);
  }

  private static SentenceEncoder shared() {
    return SharedEncoders.of(spec(Precision.INT8));
  }

  private static EncoderSpec spec(Precision precision) {
    return EncoderSpec.find(Path.of("models", "encoders"), "minilm-l6-v2", precision, "test:1");
  }

  private static EncoderSpec with(EncoderFile model, int dimension) {
    EncoderSpec spec = spec(Precision.INT8);
    return new EncoderSpec(
        spec.id(), spec.precision(), model, spec.tokenizer(), dimension, 256, spec.licence());
  }

  private static float[] golden(String name) throws IOException {
    String resource = name + ".golden.txt";
    try (InputStream stream = OnnxSentenceEncoderTest.class.getResourceAsStream(resource)) {
      assertThat(stream).as(resource).isNotNull();
      String[] lines = new String(stream.readAllBytes(), StandardCharsets.UTF_8).split("\n", -1);
      float[] vector = new float[lines.length - 1];
      for (int i = 0; i < vector.length; i++) {
        vector[i] = Float.parseFloat(lines[i]);
      }
      return vector;
    }
  }

  private static double cosine(float[] a, float[] b) {
    double product = 0;
    double squaresA = 0;
    double squaresB = 0;
    for (int i = 0; i < a.length; i++) {
      product += (double) a[i] * b[i];
      squaresA += (double) a[i] * a[i];
      squaresB += (double) b[i] * b[i];
    }
    return product / Math.sqrt(squaresA * squaresB);
  }
}
