package io.endoxa.job;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What Spark's event log says of a job.
 *
 * @param hit numbers of the stages that ran when an executor was lost
 * @param triedAgain tasks that did not succeed, or whose results were lost
 * @param speculated copies of slow tasks
 */
record EventLog(Set<Integer> hit, int triedAgain, int speculated) {
  private static final Pattern STAGE = Pattern.compile("\"Stage ID\":(\\d+)");

  /** Settings of a job whose log is written to this directory. */
  static List<String> settings(Path directory) throws IOException {
    Files.createDirectories(directory);
    return List.of(
        "spark.eventLog.enabled true",
        "spark.eventLog.rolling.enabled false",
        "spark.eventLog.compress false",
        "spark.eventLog.dir " + directory.toUri());
  }

  /** The log in this directory. */
  static EventLog read(Path directory) throws IOException {
    Set<Integer> running = new TreeSet<>();
    Set<Integer> hit = new TreeSet<>();
    int triedAgain = 0;
    int speculated = 0;
    for (String line : lines(directory)) {
      if (is(line, "StageSubmitted")) {
        running.add(stage(line));
      } else if (is(line, "StageCompleted")) {
        running.remove(stage(line));
      } else if (is(line, "ExecutorRemoved")) {
        hit.addAll(running);
      } else if (is(line, "TaskEnd") && !line.contains("\"Reason\":\"Success\"")) {
        triedAgain++;
      } else if (is(line, "TaskStart") && line.contains("\"Speculative\":true")) {
        speculated++;
      }
    }
    return new EventLog(hit, triedAgain, speculated);
  }

  private static List<String> lines(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return Files.readAllLines(
          files
              .filter(file -> !file.getFileName().toString().startsWith("."))
              .findFirst()
              .orElseThrow());
    }
  }

  private static boolean is(String line, String event) {
    return line.startsWith("{\"Event\":\"SparkListener" + event + "\"");
  }

  private static int stage(String line) {
    Matcher stage = STAGE.matcher(line);
    return stage.find() ? Integer.parseInt(stage.group(1)) : -1;
  }
}
