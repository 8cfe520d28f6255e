package io.endoxa.encode;

import io.endoxa.error.NearestName;
import io.endoxa.error.UserException;
import io.endoxa.provenance.Fingerprint;
import io.endoxa.yaml.YamlMap;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.FileSystemAlreadyExistsException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * Everything needed to open an encoder, and small enough to travel to executors, which open the
 * files it names.
 *
 * @param id the encoder's name, which is also its directory's
 * @param precision which of the encoder's models this is
 * @param dimension length of every vector
 * @param maxTokens longer texts are cut; counts the two tokens that mark begin and end
 * @param licence of the model's weights
 */
public record EncoderSpec(
    String id,
    Precision precision,
    EncoderFile model,
    EncoderFile tokenizer,
    int dimension,
    int maxTokens,
    String licence)
    implements Serializable {
  private static final String FILE = "encoder.yaml";
  private static final Set<String> KEYS =
      Set.of("id", "dimension", "max-tokens", "pooling", "licence", "models");
  private static final Set<String> MODEL_KEYS = Set.of("precision", "model", "tokenizer");

  /** Two marking tokens and some text. */
  private static final int FEWEST_TOKENS = 8;

  private static final int MOST_TOKENS = 8192;
  private static final int LARGEST_DIMENSION = 8192;

  /** A spec holds the hashes of its files, so its fingerprint cannot change. */
  private static final Map<EncoderSpec, String> FINGERPRINTS = new ConcurrentHashMap<>();

  public EncoderSpec {
    if (dimension < 1 || dimension > LARGEST_DIMENSION) {
      throw new IllegalArgumentException("dimension is " + dimension);
    }
    if (maxTokens < FEWEST_TOKENS || maxTokens > MOST_TOKENS) {
      throw new IllegalArgumentException("maxTokens is " + maxTokens);
    }
  }

  /**
   * Finds an encoder by name.
   *
   * @param encoders the directory with one directory per encoder, {@code models/encoders}
   * @param place where the name was asked for, as {@code file:line}, for messages
   * @throws UserException if the encoder is unknown, lacks the precision, or its files are missing
   */
  public static EncoderSpec find(Path encoders, String id, Precision precision, String place) {
    List<String> known = known(encoders);
    Path directory = encoders.resolve(id);
    if (!known.contains(id)) {
      throw new UserException(
          "%s: encoder '%s' is unknown.%s Known: %s. Add %s."
              .formatted(
                  place,
                  id,
                  NearestName.hint(id, known),
                  known.isEmpty() ? "none" : String.join(", ", known),
                  directory.resolve(FILE)));
    }
    return read(directory, id, precision, place);
  }

  /** The directory of the encoders that ship, inside the jar: for whoever has nothing else. */
  public static Path shipped() {
    try {
      URL one =
          Objects.requireNonNull(
              EncoderSpec.class.getResource("/models/encoders/minilm-l6-v2/" + FILE),
              "the build puts models/encoders into the jar");
      return path(one.toURI()).resolve("../..").normalize();
    } catch (URISyntaxException | IOException e) {
      throw new IllegalStateException("what was loaded from a jar can be read from it", e);
    }
  }

  /** Also of what lies in a jar, whose content stays open as long as the JVM. */
  static synchronized Path path(URI uri) throws IOException {
    if (uri.getScheme().equals("jar")) {
      try {
        FileSystems.newFileSystem(uri, Map.of());
      } catch (FileSystemAlreadyExistsException e) {
        // Opened by an earlier call, or by somebody else who reads this jar.
      }
    }
    return Path.of(uri);
  }

  /** The names that {@link #find} knows, sorted. */
  public static List<String> known(Path encoders) {
    if (!Files.isDirectory(encoders)) {
      return List.of();
    }
    try (Stream<Path> directories = Files.list(encoders)) {
      return directories
          .filter(directory -> Files.isRegularFile(directory.resolve(FILE)))
          .map(directory -> directory.getFileName().toString())
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static EncoderSpec read(Path directory, String id, Precision precision, String place) {
    YamlMap map = YamlMap.read(directory.resolve(FILE));
    map.onlyKnownKeys(KEYS);
    map.oneOf("pooling", List.of("mean"));
    if (!map.string("id").equals(id)) {
      throw new UserException(
          "%s: id is '%s' but the directory is '%s'. Give both one name."
              .formatted(map.placeOf("id"), map.string("id"), id));
    }
    YamlMap model = modelOf(map, id, precision, place);
    return new EncoderSpec(
        id,
        precision,
        existing(model, "model", directory),
        existing(model, "tokenizer", directory),
        map.integer("dimension", 1, LARGEST_DIMENSION),
        map.integer("max-tokens", FEWEST_TOKENS, MOST_TOKENS),
        map.string("licence"));
  }

  private static YamlMap modelOf(YamlMap map, String id, Precision precision, String place) {
    List<YamlMap> models = map.maps("models");
    models.forEach(model -> model.onlyKnownKeys(MODEL_KEYS));
    List<String> words =
        models.stream().map(model -> model.oneOf("precision", Precision.words())).toList();
    int index = words.indexOf(precision.word());
    if (index < 0) {
      throw new UserException(
          "%s: encoder '%s' has no %s model. It has: %s. Set precision to one of these."
              .formatted(place, id, precision.word(), String.join(", ", words)));
    }
    return models.get(index);
  }

  private static EncoderFile existing(YamlMap model, String key, Path directory) {
    EncoderFile file = EncoderFile.of(model.string(key), directory);
    if (!file.exists()) {
      throw new UserException(
          "%s: %s %s%s".formatted(model.placeOf(key), key, file, file.absence()));
    }
    return file.asItIs();
  }

  /**
   * SHA-256 of the model's and the tokenizer's bytes: what vectors depend on.
   *
   * @throws UserException if one cannot be read or is not what it was when it was found
   */
  public String fingerprint() {
    return FINGERPRINTS.computeIfAbsent(this, EncoderSpec::fingerprintOf);
  }

  private static String fingerprintOf(EncoderSpec spec) {
    try (InputStream both =
        new SequenceInputStream(
            new ByteArrayInputStream(spec.model.content()),
            new ByteArrayInputStream(spec.tokenizer.content()))) {
      return Fingerprint.of(both);
    } catch (IOException e) {
      throw new IllegalStateException("memory can be read", e);
    }
  }

  /**
   * The model file's bytes.
   *
   * @throws UserException if it cannot be read or is not what it was when it was found
   */
  public byte[] modelContent() {
    return model.content();
  }

  /** Writes what {@link #readFrom} reads, for another process of this build. */
  public void writeTo(DataOutputStream out) throws IOException {
    out.writeUTF(id);
    out.writeUTF(precision.word());
    model.writeTo(out);
    tokenizer.writeTo(out);
    out.writeInt(dimension);
    out.writeInt(maxTokens);
    out.writeUTF(licence);
  }

  /** Reads what {@link #writeTo} has written. */
  public static EncoderSpec readFrom(DataInputStream in) throws IOException {
    return new EncoderSpec(
        in.readUTF(),
        Precision.ofWord(in.readUTF()),
        EncoderFile.readFrom(in),
        EncoderFile.readFrom(in),
        in.readInt(),
        in.readInt(),
        in.readUTF());
  }

  /** The encoder in messages, tables and manifests: {@code minilm-l6-v2/int8}. */
  public String name() {
    return id + "/" + precision.word();
  }
}
