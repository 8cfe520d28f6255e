package io.endoxa.hostile;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.endoxa.classify.JudgeFiles;
import io.endoxa.decide.Baselines;
import io.endoxa.decide.StanceModel;
import io.endoxa.encode.EncoderSpec;
import io.endoxa.encode.PairEncoder;
import io.endoxa.encode.Precision;
import io.endoxa.error.UserException;
import io.endoxa.evaluate.TrainingProfile;
import io.endoxa.provenance.FileEntry;
import io.endoxa.provenance.Json;
import io.endoxa.provenance.ModelManifest;
import io.endoxa.report.QualityReport;
import io.endoxa.spark.ModelStore;
import io.endoxa.yaml.YamlMap;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.Constructor;

/** Model directories whose files ask for code to be run: every reader refuses, and none runs it. */
class HostileModelTest {
  private static final Path SHIPPED = Path.of("models", "south-caucasus");
  private static final String NAME = NamedCanary.class.getName();
  private static final Map<String, byte[]> SOUND = sound();

  @TempDir private Path directory;

  private static Map<String, byte[]> sound() {
    Map<String, byte[]> files = new HashMap<>();
    try (Stream<Path> all = Files.list(SHIPPED)) {
      for (Path file : all.toList()) {
        files.put(String.valueOf(file.getFileName()), Files.readAllBytes(file));
      }
      return files;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Every file of a model but the card, which is text for people and never parsed. */
  private static List<String> parsedFiles() {
    return SOUND.keySet().stream()
        .filter(name -> !name.equals("card.md") && !name.equals(QualityReport.HEADS_FILE))
        .sorted()
        .toList();
  }

  private static byte[] serialized() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(new SerializedCanary());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /** A jar, as a ModelSerializer's file is: classes, a service, and a serialized object. */
  private static byte[] archive() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      zip.putNextEntry(new ZipEntry("META-INF/services/java.lang.Runnable"));
      zip.write(NAME.getBytes(UTF_8));
      zip.putNextEntry(new ZipEntry("configuration.json"));
      zip.write("{\"@class\":\"%s\",\"name\":\"x\"}".formatted(NAME).getBytes(UTF_8));
      zip.putNextEntry(new ZipEntry("preprocessor.bin"));
      zip.write(serialized());
      zip.closeEntry();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private static byte[] safetensors(String header) {
    byte[] text = header.getBytes(UTF_8);
    return ByteBuffer.allocate(8 + text.length)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putLong(text.length)
        .put(text)
        .array();
  }

  private static Map<String, byte[]> payloads() {
    String json = "{\"@class\":\"%s\",\"@type\":\"%s\",\"name\":\"x\"}".formatted(NAME, NAME);
    Map<String, byte[]> payloads = new LinkedHashMap<>();
    payloads.put("java", serialized());
    payloads.put("zip", archive());
    payloads.put("json", json.getBytes(UTF_8));
    payloads.put("json list", "[\"%s\",{\"name\":\"x\"}]".formatted(NAME).getBytes(UTF_8));
    payloads.put("yaml", "!!%s {name: x}\n".formatted(NAME).getBytes(UTF_8));
    payloads.put(
        "yaml gadget",
        "!!javax.script.ScriptEngineManager [!!java.net.URLClassLoader [[!!java.net.URL [\"http://127.0.0.1:9/\"]]]]\n"
            .getBytes(UTF_8));
    payloads.put(
        "xml",
        "<java><object class=\"%s\"><string>x</string></object></java>"
            .formatted(NAME)
            .getBytes(UTF_8));
    payloads.put("safetensors", safetensors("{\"a\":" + json + "}"));
    return payloads;
  }

  /** What a job does with the files of a model, except to load sound weights. */
  private static void open(Map<String, byte[]> files) {
    Json.read(ModelManifest.FILE, files.get(ModelManifest.FILE), ModelManifest.class);
    JudgeFiles judge = JudgeFiles.read(files);
    if (judge.onnx() != SOUND.get(JudgeFiles.ONNX)) {
      PairEncoder.open(JudgeFiles.ONNX, judge.onnx(), 384, judge.maxTokens()).close();
    }
    StanceModel model = StanceModel.of(files);
    Baselines.of(files, model.codebook());
    Json.read(QualityReport.FILE, files.get(QualityReport.FILE), QualityReport.class);
    Json.read(TrainingProfile.FILE, files.get(TrainingProfile.FILE), TrainingProfile.class);
  }

  @BeforeEach
  @AfterEach
  void noCanarySingsUnasked() {
    assertThat(Touched.since()).isEmpty();
  }

  @Test
  void theCanariesSingWhereCodeIsRun() throws IOException, ReflectiveOperationException {
    try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(serialized()))) {
      in.readObject();
    }
    assertThat(Touched.since()).containsExactly("readObject");
    LoaderOptions options = new LoaderOptions();
    options.setTagInspector(tag -> true);
    new Yaml(new Constructor(options)).load(new String(payloads().get("yaml"), UTF_8));
    assertThat(Touched.since()).containsExactlyInAnyOrder("constructor", "setter");
  }

  @Test
  void theShippedModelIsOpened() {
    open(SOUND);
  }

  @ParameterizedTest
  @MethodSource("parsedFiles")
  void aPayloadInPlaceOfAFileIsRefusedAndNotRun(String file) {
    payloads()
        .forEach(
            (kind, payload) -> {
              Map<String, byte[]> files = new HashMap<>(SOUND);
              files.put(file, payload);
              assertThatThrownBy(() -> open(files))
                  .describedAs("%s in %s", kind, file)
                  .isInstanceOf(UserException.class)
                  .hasMessageContaining(file);
            });
  }

  @ParameterizedTest
  @MethodSource("parsedFiles")
  void aPayloadInsideOfAFileIsRefusedAndNotRun(String file) {
    Map<String, byte[]> files = new HashMap<>(SOUND);
    String text = new String(SOUND.get(file), UTF_8);
    List<String> hidden =
        file.endsWith(".json")
            ? List.of(
                text.replaceFirst("\\{", "{\"@class\":\"%s\",".formatted(NAME)),
                text.replaceFirst("\\{", "{\"@type\":\"%s\",".formatted(NAME)),
                text.replaceFirst(
                    "(\"[a-zA-Z]+\" ?: ?)", "$1[\"%s\",{\"name\":1}],\"z\":".formatted(NAME)))
            : file.endsWith(".yaml")
                ? List.of(
                    text.replaceFirst("(?m)^id: ", "id: !!%s ".formatted(NAME)) + "\nx: 1",
                    text + "\nz: !!%s [a]\n".formatted(NAME),
                    text + "\n--- !!%s {name: a}\n".formatted(NAME))
                : List.of();
    for (String payload : hidden) {
      files.put(file, payload.getBytes(UTF_8));
      assertThatThrownBy(() -> open(files))
          .isInstanceOf(UserException.class)
          .hasMessageContaining(file);
    }
  }

  @Test
  void aTagInAYamlFileIsRefusedByItsPlace() {
    assertThatThrownBy(() -> YamlMap.parse("x.yaml", "id: !!%s b".formatted(NAME)))
        .isInstanceOf(UserException.class)
        .hasMessage(
            "x.yaml:1: not valid YAML: Global tag is not allowed: tag:yaml.org,2002:%s."
                .formatted(NAME));
  }

  @Test
  void aFileThatIsNotWhatTheManifestSaysReachesNoReader() throws IOException {
    Path model = Files.createDirectories(directory.resolve("model"));
    Map<String, byte[]> files = new HashMap<>(SOUND);
    // The shipped one is large, and its length is of no interest.
    files.put(JudgeFiles.ONNX, Arrays.copyOf(SOUND.get(JudgeFiles.ONNX), 1000));
    byte[] shipped = files.remove(ModelManifest.FILE);
    for (Map.Entry<String, byte[]> file : files.entrySet()) {
      Files.write(model.resolve(file.getKey()), file.getValue());
    }
    Files.write(model.resolve(ModelManifest.FILE), Json.bytes(manifest(shipped, files)));
    assertThat(ModelStore.read(new Configuration(), model.toString()).files())
        .hasSize(files.size());
    Random random = new Random(67);
    for (String file : files.keySet()) {
      byte[] bytes = files.get(file).clone();
      bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
      Files.write(model.resolve(file), bytes);
      assertThatThrownBy(() -> ModelStore.read(new Configuration(), model.toString()))
          .isInstanceOf(UserException.class)
          .hasMessageStartingWith(model + "/" + file + ": sha256 is ");
      Files.write(model.resolve(file), files.get(file));
    }
  }

  private static ModelManifest manifest(byte[] shipped, Map<String, byte[]> files) {
    ModelManifest old = Json.read(ModelManifest.FILE, shipped, ModelManifest.class);
    List<FileEntry> entries = ModelManifest.entriesOf(files);
    return new ModelManifest(
        old.format(),
        ModelManifest.idOf(entries),
        old.encoder(),
        old.encoderSha256(),
        old.codebook(),
        old.seed(),
        old.training(),
        old.versions(),
        entries);
  }

  @Test
  void aMutatedEncoderReachesNeitherTokenizerNorRuntime() throws IOException {
    EncoderSpec shipped =
        EncoderSpec.find(Path.of("models/encoders"), "minilm-l6-v2", Precision.INT8, "test:1");
    byte[] sound = shipped.modelContent();
    Path own = Files.createDirectories(directory.resolve("own"));
    Path model = Files.write(own.resolve("model.onnx"), sound);
    Path tokenizer = Files.writeString(own.resolve("tokenizer.json"), "{}");
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
    Files.writeString(tokenizer, "{ }");
    assertThatThrownBy(() -> io.endoxa.encode.OnnxSentenceEncoder.open(spec))
        .isInstanceOf(UserException.class)
        .hasMessageStartingWith(tokenizer + ": sha256 is ");
    Random random = new Random(71);
    for (int i = 0; i < 3; i++) {
      byte[] mutated = sound.clone();
      mutated[random.nextInt(mutated.length)] ^= (byte) (1 << random.nextInt(8));
      Files.write(model, mutated);
      assertThatThrownBy(() -> PairEncoder.open(spec))
          .isInstanceOf(UserException.class)
          .hasMessageStartingWith(model + ": sha256 is ");
    }
  }
}
