package io.endoxa.job;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A process whose memory is looked at every second, and whose progress lines are heard. */
final class WatchedJob {
  private static final Pattern RESIDENT = Pattern.compile("VmRSS:\\s+(\\d+) kB");
  private static final Pattern LINE = Pattern.compile("\\[ *\\d+ s] (.*)");
  private static final Pattern COUNT = Pattern.compile("([\\d,]+) \\D.*");

  private final List<Sample> samples = Collections.synchronizedList(new ArrayList<>());
  private final List<Said> said = Collections.synchronizedList(new ArrayList<>());
  private final List<String> other = Collections.synchronizedList(new ArrayList<>());
  private int exitCode;
  private double seconds;

  private WatchedJob() {}

  /**
   * A look at the process.
   *
   * @param second since its start
   * @param mib resident, in MiB
   * @param cpuSeconds of all its threads until then
   */
  record Sample(double second, double mib, double cpuSeconds) {}

  /**
   * A line of progress.
   *
   * @param second since the start of the process
   */
  record Said(double second, String line) {
    boolean isCount() {
      return COUNT.matcher(line).matches();
    }
  }

  /**
   * A part of the work, from one line of progress to the next that is no count.
   *
   * @param name the line that it began with
   */
  record Phase(String name, double from, double to) {
    double seconds() {
      return to - from;
    }
  }

  /** Runs a process to its end. */
  static WatchedJob run(ProcessBuilder builder) throws IOException, InterruptedException {
    WatchedJob job = new WatchedJob();
    long start = System.nanoTime();
    Process process = builder.redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
    Thread listener = new Thread(() -> job.listen(process, start), "soak-progress");
    listener.start();
    Path status = Path.of("/proc", Long.toString(process.pid()), "status");
    while (!process.waitFor(1, TimeUnit.SECONDS)) {
      double mib = resident(status);
      if (mib > 0) {
        double cpu = process.info().totalCpuDuration().orElse(Duration.ZERO).toMillis() / 1000.0;
        job.samples.add(new Sample((System.nanoTime() - start) / 1e9, mib, cpu));
      }
    }
    job.seconds = (System.nanoTime() - start) / 1e9;
    job.exitCode = process.exitValue();
    listener.join();
    return job;
  }

  private void listen(Process process, long start) {
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(process.getErrorStream(), StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        Matcher progress = LINE.matcher(line);
        if (progress.matches()) {
          said.add(new Said((System.nanoTime() - start) / 1e9, progress.group(1)));
        } else {
          other.add(line);
        }
      }
    } catch (IOException e) {
      other.add(e.toString());
    }
  }

  /** In MiB; 0 of a process that is no more. */
  private static double resident(Path status) {
    try {
      Matcher found = RESIDENT.matcher(Files.readString(status));
      return found.find() ? Long.parseLong(found.group(1)) / 1024.0 : 0;
    } catch (IOException e) {
      return 0;
    }
  }

  int exitCode() {
    return exitCode;
  }

  double seconds() {
    return seconds;
  }

  /** What it wrote to stderr that is no progress. */
  String err() {
    return String.join("\n", other);
  }

  List<Said> said() {
    return List.copyOf(said);
  }

  List<Sample> samples() {
    return List.copyOf(samples);
  }

  List<Phase> phases() {
    List<Phase> phases = new ArrayList<>();
    List<Said> starts = said().stream().filter(line -> !line.isCount()).toList();
    for (int i = 0; i < starts.size(); i++) {
      double end = i + 1 < starts.size() ? starts.get(i + 1).second() : seconds;
      phases.add(new Phase(starts.get(i).line(), starts.get(i).second(), end));
    }
    return phases;
  }

  /** The most that was resident in these seconds, in MiB. */
  double peak(double from, double to) {
    return samples().stream()
        .filter(sample -> sample.second() >= from && sample.second() <= to)
        .mapToDouble(Sample::mib)
        .max()
        .orElse(0);
  }

  /** What all threads have computed in these seconds, in seconds of a core. */
  double cpuSeconds(double from, double to) {
    return cpuAt(to) - cpuAt(from);
  }

  private double cpuAt(double second) {
    return samples().stream()
        .filter(sample -> sample.second() <= second)
        .mapToDouble(Sample::cpuSeconds)
        .reduce(0, (before, last) -> last);
  }

  /** What was resident at a second, in MiB. */
  double at(double second) {
    return samples().stream()
        .filter(sample -> sample.second() <= second)
        .mapToDouble(Sample::mib)
        .reduce(0, (before, last) -> last);
  }
}
