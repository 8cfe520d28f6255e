package io.endoxa.encode;

import io.endoxa.error.UserException;
import io.endoxa.provenance.Fingerprint;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Where a model or tokenizer lies, and what it was when the driver found it. Executors open the
 * file themselves, and use it only if it is still that.
 *
 * @param location {@code classpath:/name}, found by every executor that has the jar, or an absolute
 *     path, which must lead to the same file on every machine
 * @param sha256 of its content; null if nobody has looked, and any content will do
 */
public record EncoderFile(String location, @Nullable String sha256) implements Serializable {
  private static final String CLASS_PATH = "classpath:";

  /** The class path does not change while a JVM runs, and the files on it are large. */
  private static final Map<String, String> ON_CLASS_PATH = new ConcurrentHashMap<>();

  /** A file at which nobody has looked. */
  public EncoderFile(String location) {
    this(location, null);
  }

  /** Takes a location as it stands in a file of {@code directory}. */
  static EncoderFile of(String location, Path directory) {
    return location.startsWith(CLASS_PATH)
        ? new EncoderFile(location)
        : new EncoderFile(directory.resolve(location).toAbsolutePath().normalize().toString());
  }

  /** The file as it is now. Throws {@link UserException} if it cannot be read. */
  EncoderFile asItIs() {
    String found =
        path().isPresent() ? hash() : ON_CLASS_PATH.computeIfAbsent(location, absent -> hash());
    return new EncoderFile(location, found);
  }

  private String hash() {
    try (InputStream stream = open()) {
      return Fingerprint.of(stream);
    } catch (IOException e) {
      throw unreadable(e);
    }
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

  /**
   * The content, read once and then checked, so that what was checked is what is used.
   *
   * @throws UserException if it cannot be read or is no longer what it was
   */
  byte[] content() {
    byte[] bytes;
    try (InputStream stream = open()) {
      bytes = stream.readAllBytes();
    } catch (IOException e) {
      throw unreadable(e);
    }
    String found = Fingerprint.of(bytes);
    if (sha256 != null && !found.equals(sha256)) {
      throw new UserException(
          ("%s: sha256 is %s, but it was %s when the job looked. It was changed since, or this"
                  + " machine has another file there: bring back the file everywhere and start"
                  + " again.")
              .formatted(location, found, sha256));
    }
    return bytes;
  }

  /** The content, unchecked; the caller closes it. */
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

  /** Writes what {@link #readFrom} reads. */
  void writeTo(DataOutputStream out) throws IOException {
    out.writeUTF(location);
    out.writeUTF(sha256 == null ? "" : sha256);
  }

  /** Reads what {@link #writeTo} has written. */
  static EncoderFile readFrom(DataInputStream in) throws IOException {
    String location = in.readUTF();
    String sha256 = in.readUTF();
    return new EncoderFile(location, sha256.isEmpty() ? null : sha256);
  }

  private UserException unreadable(IOException e) {
    return new UserException(
        "%s cannot be read: %s. Bring the file back.".formatted(location, e.getMessage()), e);
  }

  private String resource() {
    return location.substring(CLASS_PATH.length());
  }

  @Override
  public String toString() {
    return location;
  }
}
