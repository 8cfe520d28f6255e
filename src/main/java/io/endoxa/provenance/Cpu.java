package io.endoxa.provenance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Names the processor, because int8 vectors and matrix products differ between processors. */
public final class Cpu {
  private static final Path LINUX_DESCRIPTION = Path.of("/proc/cpuinfo");

  private Cpu() {}

  /** Architecture and, where the system tells it, the model. */
  public static String name() {
    return System.getProperty("os.arch") + model();
  }

  private static String model() {
    if (!Files.isReadable(LINUX_DESCRIPTION)) {
      return "";
    }
    try {
      List<String> lines = Files.readAllLines(LINUX_DESCRIPTION);
      return lines.stream()
          .filter(line -> line.startsWith("model name"))
          .findFirst()
          .map(line -> ", " + line.substring(line.indexOf(':') + 1).strip())
          .orElse("");
    } catch (IOException e) {
      // The name is a courtesy to readers; a run must not fail for it.
      return "";
    }
  }
}
