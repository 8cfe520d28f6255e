package io.endoxa.job;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A job on the standalone cluster of {@code scripts/cluster}, submitted as users do, whose
 * executors a test can reach. The jar must be built.
 */
final class ClusterJob {
  private static final Path CLUSTER = Path.of("target", "cluster");
  private static final int WORKERS = 2;
  private static final int MOST_SECONDS = 900;

  private final Process process;
  private final Path err;

  private ClusterJob(Process process, Path err) {
    this.process = process;
    this.err = err;
  }

  /** Starts a master and two workers, each an executor's host; gives the master's url. */
  static String startCluster() throws IOException, InterruptedException {
    Path out = Files.createTempFile("cluster", ".out");
    Process script =
        new ProcessBuilder("scripts/cluster", "start")
            .redirectOutput(out.toFile())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    if (script.waitFor() != 0) {
      throw new AssertionError("the cluster did not start");
    }
    String url = Files.readString(out).strip();
    Files.delete(out);
    return url;
  }

  static void stopCluster() throws IOException, InterruptedException {
    new ProcessBuilder("scripts/cluster", "stop").inheritIO().start().waitFor();
  }

  /**
   * Starts {@code scripts/submit}.
   *
   * @param settings of Spark, a properties file
   * @param err gets what the job says
   * @param values as behind {@code --set}
   */
  static ClusterJob submit(String master, Path settings, Path err, List<String> values)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.addAll(List.of("scripts/submit", "jobs/label.yaml", "--master", master));
    command.addAll(List.of("--properties-file", settings.toString(), "--set"));
    command.addAll(values);
    ProcessBuilder builder = new ProcessBuilder(command).redirectError(err.toFile());
    builder.redirectOutput(ProcessBuilder.Redirect.DISCARD);
    builder.environment().put("ENDOXA_MEMORY", "1500m");
    return new ClusterJob(builder.start(), err);
  }

  /** The settings that jobs on a cluster have here, and more. */
  static Path settings(Path file, List<String> more) throws IOException {
    return Files.writeString(
        file,
        Files.readString(Path.of("jobs", "cluster", "standalone.conf"))
            + String.join("\n", more)
            + "\n");
  }

  /** The executors that run now. */
  static List<ProcessHandle> executors() {
    List<ProcessHandle> executors = new ArrayList<>();
    for (int worker = 1; worker <= WORKERS; worker++) {
      try {
        long pid =
            Long.parseLong(
                Files.readString(CLUSTER.resolve("worker-%d.pid".formatted(worker))).strip());
        ProcessHandle.of(pid).ifPresent(handle -> handle.children().forEach(executors::add));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return executors;
  }

  /** An executor, once there is one; its number counts round those that run. */
  static ProcessHandle executor(int number) throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(MOST_SECONDS);
    while (System.nanoTime() < end) {
      List<ProcessHandle> executors = executors();
      if (!executors.isEmpty()) {
        return executors.get(number % executors.size());
      }
      TimeUnit.MILLISECONDS.sleep(20);
    }
    throw new AssertionError("no executor comes up");
  }

  /** Sends a signal, by its short name. */
  static void signal(ProcessHandle process, String name) throws IOException, InterruptedException {
    new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start().waitFor();
  }

  /** Waits until the job has said a word. Whether it still runs then. */
  boolean said(String word) throws IOException, InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(MOST_SECONDS);
    while (process.isAlive() && !err().contains(word)) {
      if (System.nanoTime() > end) {
        process.destroyForcibly();
        throw new AssertionError("nothing happens:\n" + err());
      }
      TimeUnit.MILLISECONDS.sleep(10);
    }
    return process.isAlive();
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** Waits for the end, and takes away what workers have kept of it. */
  int exitCode() throws IOException, InterruptedException {
    if (!process.waitFor(MOST_SECONDS, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new AssertionError("does not end:\n" + err());
    }
    int code = process.exitValue();
    for (int worker = 1; worker <= WORKERS; worker++) {
      sweep(CLUSTER.resolve(String.format(Locale.ROOT, "work-%d", worker)));
    }
    return code;
  }

  /** Each executor has a copy of the jar. */
  private static void sweep(Path work) {
    if (!Files.isDirectory(work)) {
      return;
    }
    try (Stream<Path> all = Files.walk(work)) {
      for (Path jar : all.filter(file -> file.toString().endsWith(".jar")).toList()) {
        Files.deleteIfExists(jar);
      }
    } catch (IOException | UncheckedIOException e) {
      // An executor that ends sweeps as well.
    }
  }

  String err() throws IOException {
    return Files.readString(err);
  }
}
