package io.endoxa.provenance;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The versions that last digits may depend on: Endoxa, Java and the libraries of the build. */
public final class Versions {
  private static final String RESOURCE = "versions.properties";

  private Versions() {}

  /** Versions by name. */
  public static Map<String, String> all() {
    Map<String, String> versions = new TreeMap<>(built());
    versions.put("java", Runtime.version().toString());
    return versions;
  }

  /** What vectors and logits depend on beside the models, on one kind of processor. */
  public static String natives() {
    Map<String, String> built = built();
    return Stream.of("endoxa", "onnxruntime", "tokenizers")
        .map(name -> name + " " + built.get(name))
        .collect(Collectors.joining(", "));
  }

  /** The version of Endoxa. */
  public static String endoxa() {
    return Objects.requireNonNull(built().get("endoxa"));
  }

  private static Map<String, String> built() {
    Properties properties = new Properties();
    try (InputStream in = Versions.class.getResourceAsStream(RESOURCE)) {
      properties.load(Objects.requireNonNull(in, RESOURCE));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Map<String, String> versions = new TreeMap<>();
    properties.forEach((name, version) -> versions.put((String) name, (String) version));
    return versions;
  }
}
