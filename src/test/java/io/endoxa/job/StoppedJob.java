package io.endoxa.job;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A label job in a JVM of its own, to be stopped by a test. */
final class StoppedJob {
  /** Spark tasks that run at once. */
  static final int CORES = 2;

  private static final Pattern CHUNK = Pattern.compile("chunk ([0-9a-f]{32}) (begun|kept|taken)");
  private static final int MOST_SECONDS = 240;

  private final Process process;
  private final Path output;
  private final Path err;

  private StoppedJob(Process process, Path output, Path err) {
    this.process = process;
    this.output = output;
    this.err = err;
  }

  /** Starts {@code endoxa run jobs/label.yaml}. */
  static StoppedJob start(Path model, Path input, Path output) throws IOException {
    Path err = Files.createTempFile(output.getParent(), "job", ".err");
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("@" + Path.of("scripts/jvm-options").toAbsolutePath());
    command.addAll(
        List.of(
            "-Xmx1g",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-Dspark.master=local[" + CORES + "]",
            "-Dspark.ui.enabled=false",
            "-Dspark.driver.host=127.0.0.1",
            "-Dspark.driver.bindAddress=127.0.0.1",
            "-Dspark.sql.shuffle.partitions=2",
            "-Dlog4j2.configurationFile=classpath:io/endoxa/job/chunks-log4j2.properties",
            "-cp",
            System.getProperty("java.class.path"),
            "io.endoxa.cli.Main",
            "run",
            "jobs/label.yaml",
            "--set",
            "model=" + model,
            "input=" + input,
            "output=" + output));
    ProcessBuilder builder = new ProcessBuilder(command).redirectError(err.toFile());
    builder.redirectOutput(ProcessBuilder.Redirect.DISCARD);
    builder.environment().put("OMP_NUM_THREADS", "1");
    builder.environment().put("SPARK_LOCAL_IP", "127.0.0.1");
    return new StoppedJob(builder.start(), output, err);
  }

  /** The chunk files below an output directory. */
  static List<Path> chunks(Path output) {
    if (!Files.isDirectory(output.resolve("chunks"))) {
      return List.of();
    }
    try (Stream<Path> all = Files.walk(output.resolve("chunks"))) {
      return all.filter(file -> file.toString().endsWith(".safetensors")).sorted().toList();
    } catch (IOException | java.io.UncheckedIOException e) {
      return List.of(); // A draft was renamed meanwhile.
    }
  }

  /** Waits until so many chunk files are there. Whether the job still runs then. */
  boolean reached(int chunkFiles) throws InterruptedException {
    return waited(() -> chunks(output).size() >= chunkFiles);
  }

  /** Waits until the job has said a word. Whether it still runs then. */
  boolean said(String word) throws InterruptedException {
    return waited(() -> err().contains(word));
  }

  private boolean waited(BooleanSupplier done) throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(MOST_SECONDS);
    while (process.isAlive() && !done.getAsBoolean()) {
      if (System.nanoTime() > end) {
        process.destroyForcibly();
        throw new AssertionError("nothing happens:\n" + err());
      }
      TimeUnit.MILLISECONDS.sleep(10);
    }
    return process.isAlive();
  }

  /** As {@code kill -9}. */
  void kill() throws InterruptedException {
    process.destroyForcibly();
    process.waitFor();
  }

  /** As {@code kill}; gives how many seconds the process took to end. */
  double terminate() throws InterruptedException {
    long start = System.nanoTime();
    process.destroy();
    if (!process.waitFor(MOST_SECONDS, TimeUnit.SECONDS)) {
      process.destroyForcibly();
    }
    return (System.nanoTime() - start) / 1e9;
  }

  int exitCode() throws InterruptedException {
    return process.waitFor();
  }

  /** What the job has said on stderr. */
  String err() {
    try {
      return Files.readString(err);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  /** Chunks that the job began and did not keep. */
  Set<String> lost() {
    Set<String> lost = chunks("begun");
    lost.removeAll(chunks("kept"));
    return lost;
  }

  /** Chunks that the job began, or kept, or took. */
  Set<String> chunks(String what) {
    return CHUNK
        .matcher(err())
        .results()
        .filter(found -> found.group(2).equals(what))
        .map((MatchResult found) -> found.group(1))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** The runs below an output directory that are published. */
  static List<Path> published(Path output) throws IOException {
    if (!Files.isDirectory(output.resolve("runs"))) {
      return List.of();
    }
    try (Stream<Path> runs = Files.list(output.resolve("runs"))) {
      return runs.filter(run -> Files.exists(run.resolve("manifest.json"))).toList();
    }
  }

  /** A file of articles with these paragraphs, ten in each. */
  static Path articles(Path file, List<String> paragraphs) throws IOException {
    StringBuilder lines = new StringBuilder();
    for (int from = 0; from < paragraphs.size(); from += 10) {
      List<String> ten = paragraphs.subList(from, Math.min(from + 10, paragraphs.size()));
      lines.append(
          "{\"id\": \"a%d\", \"source\": \"Quay\", \"text\": \"%s\"}%n"
              .formatted(from / 10, String.join("\\n\\n", ten)));
    }
    return Files.writeString(file, lines);
  }
}
