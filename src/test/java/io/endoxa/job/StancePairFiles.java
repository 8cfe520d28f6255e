package io.endoxa.job;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPOutputStream;

/** Writes files of stance pairs, packed where the name says so. */
final class StancePairFiles {
  private StancePairFiles() {}

  static void write(Path file, List<String> lines) throws IOException {
    try (OutputStream out = Files.newOutputStream(file);
        OutputStream packed = file.toString().endsWith(".gz") ? new GZIPOutputStream(out) : out) {
      packed.write(String.join("\n", lines).getBytes(StandardCharsets.UTF_8));
    }
  }
}
