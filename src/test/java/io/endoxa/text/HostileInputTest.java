package io.endoxa.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that are made to stop a reader: each ends within 2 s of CPU time and 256 MB of memory. */
class HostileInputTest {
  private static final long MOST_MILLIS = 2000;

  @TempDir private Path folder;

  private List<String> run() throws IOException, InterruptedException {
    Path out = folder.resolve("out");
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                HostileReading.class.getName())
            .redirectErrorStream(true)
            .redirectOutput(out.toFile())
            .start();
    boolean ended = process.waitFor(10, TimeUnit.MINUTES);
    process.destroyForcibly();
    String printed = Files.readString(out, StandardCharsets.UTF_8);
    assertThat(ended && process.exitValue() == 0).as(printed).isTrue();
    return printed.lines().filter(line -> line.contains("|")).toList();
  }

  @Test
  void hostileFilesEndInTimeAndMemory() throws IOException, InterruptedException {
    List<String> lines = run();

    assertThat(lines).hasSizeGreaterThan(50);
    for (String line : lines) {
      String[] parts = line.split("\\|", -1);
      assertThat(Long.parseLong(parts[1])).as(line).isLessThan(MOST_MILLIS);
      assertThat(parts[2]).as(line).contains("=");
    }
    assertThat(lines)
        .anyMatch(line -> line.matches("paragraph of 10 MB.txt\\|\\d+\\|\\{too_large=1}"))
        .anyMatch(line -> line.matches("paragraph of 500 KB.txt\\|\\d+\\|\\{accepted=1}"))
        .anyMatch(line -> line.matches("bomb.zip\\|\\d+\\|\\{bad_archive=1, too_large=2}"))
        .anyMatch(line -> line.matches("line of 1 GB.jsonl\\|\\d+\\|\\{too_large=1}"));
  }
}
