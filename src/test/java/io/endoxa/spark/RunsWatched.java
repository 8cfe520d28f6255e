package io.endoxa.spark;

import io.endoxa.provenance.Fingerprint;
import io.endoxa.provenance.RunManifest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;

/**
 * A reader that looks at an output directory again and again while others write to it. Whatever is
 * published must be complete the moment it is seen, must not change, and must not go away.
 */
final class RunsWatched implements AutoCloseable {
  private static final Configuration HADOOP = new Configuration();

  private final Path output;
  private final Map<String, String> seen = new ConcurrentHashMap<>();
  private final Queue<String> violations = new ConcurrentLinkedQueue<>();
  private final Thread thread = new Thread(this::watch, "reader");
  private volatile boolean ended;
  private volatile long looks;

  RunsWatched(Path output) {
    this.output = output;
    thread.start();
  }

  private void watch() {
    while (!ended) {
      look();
      try {
        Thread.sleep(10); // Writers need the processor, too.
      } catch (InterruptedException e) {
        return;
      }
    }
  }

  private synchronized void look() {
    try {
      Set<String> gone = ConcurrentHashMap.newKeySet();
      gone.addAll(seen.keySet());
      for (RunManifest run : new RunStore(HADOOP, output.toString()).published()) {
        gone.remove(run.runId());
        check(run);
      }
      gone.forEach(run -> violations.add(run + " is gone"));
    } catch (Exception e) {
      violations.add(e.toString());
    }
    looks++;
  }

  private void check(RunManifest run) throws IOException {
    Path directory = output.resolve("runs").resolve(run.runId());
    RunVerification.of(HADOOP, directory.toString(), m -> false)
        .faults()
        .forEach(fault -> violations.add(run.runId() + "/" + fault));
    String content = content(directory);
    if (!content.equals(seen.computeIfAbsent(run.runId(), id -> content))) {
      violations.add(run.runId() + " has changed");
    }
    if (run.outputs().get(0).rows() != PlainRuns.ROWS) {
      violations.add(run.runId() + " lacks rows");
    }
    ParquetRows.forEach(
        HADOOP,
        directory.resolve(PlainRuns.TABLE).toString(),
        List.of("source_file"),
        row -> {
          if (!row.get(0).equals(run.runId())) {
            violations.add("%s holds a row of %s".formatted(run.runId(), row.get(0)));
          }
        });
  }

  /** All that readers read; hidden files come and go. */
  private static String content(Path directory) throws IOException {
    StringBuilder content = new StringBuilder();
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file :
          files.filter(f -> !f.getFileName().toString().startsWith(".")).sorted().toList()) {
        content.append(directory.relativize(file));
        if (Files.isRegularFile(file)) {
          content.append(' ').append(Fingerprint.of(Files.readAllBytes(file)));
        }
        content.append('\n');
      }
    }
    return content.toString();
  }

  /** The runs that were seen, after a last look. */
  Set<String> runs() {
    look();
    return Set.copyOf(seen.keySet());
  }

  /** What was not as it must be. */
  List<String> violations() {
    return List.copyOf(violations);
  }

  long looks() {
    return looks;
  }

  @Override
  public void close() {
    ended = true;
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
