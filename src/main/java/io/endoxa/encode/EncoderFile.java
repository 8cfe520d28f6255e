package io.endoxa.encode;

import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Where a model or tokenizer lies.
 *
 * @param location {@code classpath:/name}, found by every executor that has the jar, or an absolute
 *     path, which must lead to the same file on every machine
 */
public record EncoderFile(String location) implements Serializable {
  private static final String CLASS_PATH = "classpath:";

  /** Takes a location as it stands in a file of {@code directory}. */
  static EncoderFile of(String location, Path directory) {
    return location.startsWith(CLASS_PATH)
        ? new EncoderFile(location)
        : new EncoderFile(directory.resolve(location).toAbsolutePath().normalize().toString());
  }

  /** The path, or empty for a class path resource. */
  Optional<Path> path() {
    return location.startsWith(CLASS_PATH) ? Optional.empty() : Optional.of(Path.of(location));
  }

  boolean exists() {
    return path()
        .map(Files::isRegularFile)
        .orElseGet(() -> EncoderFile.class.getResource(resource()) != null);
  }

  /** Goes on after the location in a message about a file that does not exist. */
  String absence() {
    return path().isPresent()
        ? ": there is no such file. Correct the path, which counts from the encoder.yaml and must"
            + " lead to the file on every executor."
        : " is not on the class path. Correct the name, or run the jar that carries the models.";
  }

  /** The content; the caller closes it. */
  InputStream open() throws IOException {
    Optional<Path> path = path();
    if (path.isPresent()) {
      return Files.newInputStream(path.get());
    }
    InputStream stream = EncoderFile.class.getResourceAsStream(resource());
    if (stream == null) {
      throw new NoSuchFileException(location);
    }
    return stream;
  }

  private String resource() {
    return location.substring(CLASS_PATH.length());
  }

  @Override
  public String toString() {
    return location;
  }
}
