package io.endoxa.provenance;

import java.util.Objects;

/**
 * One file as a manifest names it.
 *
 * @param path relative to the manifest's directory, or absolute for inputs
 * @param bytes its length
 * @param sha256 64 hex digits
 */
public record FileEntry(String path, long bytes, String sha256) {
  /** Manifests come from files, which may hold null. */
  public FileEntry {
    Objects.requireNonNull(path, "path");
    Objects.requireNonNull(sha256, "sha256");
  }
}
