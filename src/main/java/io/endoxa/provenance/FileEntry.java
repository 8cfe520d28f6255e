package io.endoxa.provenance;

/**
 * One file as a manifest names it.
 *
 * @param path relative to the manifest's directory, or absolute for inputs
 * @param bytes its length
 * @param sha256 64 hex digits
 */
public record FileEntry(String path, long bytes, String sha256) {}
