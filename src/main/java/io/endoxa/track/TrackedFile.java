package io.endoxa.track;

import java.io.IOException;
import java.io.InputStream;

/**
 * A file to be logged.
 *
 * @param path below the run's artifacts, with slashes
 * @param bytes its length
 */
public record TrackedFile(String path, long bytes, Content content) {
  public TrackedFile {
    if (!path.matches("[A-Za-z0-9_.-]+(/[A-Za-z0-9_.-]+)*") || path.contains("..")) {
      throw new IllegalArgumentException("no plain path below a directory: " + path);
    }
  }

  /** Where the bytes come from. */
  @FunctionalInterface
  public interface Content {
    /** The bytes from the first on; the caller closes them. */
    InputStream open() throws IOException;
  }
}
