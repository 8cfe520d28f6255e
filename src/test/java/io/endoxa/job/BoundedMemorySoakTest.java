package io.endoxa.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.endoxa.classify.JudgeFiles;
import io.endoxa.cli.RunSeveralTimes;
import io.endoxa.encode.DrawnAnswers;
import io.endoxa.encode.NativeHandles;
import io.endoxa.encode.SampledClasses;
import io.endoxa.provenance.RunManifest;
import io.endoxa.spark.ModelEncoder;
import io.endoxa.spark.ModelStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.network.util.JavaUtils;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A label job over a million generated paragraphs, and one over a tenth of them, each in a JVM of
 * its own, as the launcher starts it: what the million takes beyond the tenth grows with the number
 * of paragraphs. A first run in each, over {@value #WARM_UP}, has loaded and compiled the code.
 * Encoder and judge are really run on 2 % of the texts, drawn numbers stand for the others; all
 * else is real. {@code -Dendoxa.soak.paragraphs=20000} takes fewer, {@code -Dendoxa.soak.heap=2g}
 * another heap.
 *
 * <p>The heap is taken whole from the start: it is bounded anyway, and what grows beside it shows.
 * How much of it is in use after full collections is in the collector's log.
 */
@Tag("soak")
@Tag("promise-9")
class BoundedMemorySoakTest {
  private static final int PARAGRAPHS = Integer.getInteger("endoxa.soak.paragraphs", 1_000_000);
  private static final String HEAP = System.getProperty("endoxa.soak.heap", "3g");

  private static final String MODEL = "models/south-caucasus";
  private static final String MASTER = "local[2]";

  /** Of fewer paragraphs a MiB that comes and goes is too much. */
  private static final int ENOUGH_TO_TELL = 500_000;

  private static final double MOST_MIB_PER_100_000 = 1;
  private static final int WARM_UP = 20_000;
  private static final int SHORTEST_TO_TELL_OF = 60;
  private static final String FIRST_PHASE = "starting Spark";

  private static final int PERCENT_READ = DrawnAnswers.READ / 100;
  private static final Pattern FULL_COLLECTION =
      Pattern.compile("Pause Full .* (\\d+)M->(\\d+)M\\(\\d+M\\)");

  @TempDir private Path temporary;

  @Test
  void memoryDoesNotGrowWithTheNumberOfParagraphs() throws Exception {
    GeneratedNews.write(temporary.resolve("warm-up"), WARM_UP, 10);
    long fewer = GeneratedNews.write(temporary.resolve("tenth"), PARAGRAPHS / 10, 8);
    long paragraphs = GeneratedNews.write(temporary.resolve("whole"), PARAGRAPHS, 9);
    WatchedJob small = run("tenth");
    WatchedJob job = run("whole");

    RunManifest manifest = manifest();
    NativeHandles.Counts handles = NativeHandles.Counts.read(temporary.resolve("handles"));
    tell(job, small, manifest, paragraphs);
    double peak = job.peak(0, job.seconds());
    double peakOfSmall = small.peak(0, small.seconds());
    double growth = (peak - peakOfSmall) / ((paragraphs - fewer) / 100_000.0);
    report(
        "resident, peak, with %,d paragraphs and with %,d".formatted(fewer, paragraphs),
        "%.0f and %.0f MiB: %+.2f MiB per 100,000".formatted(peakOfSmall, peak, growth),
        "below %.0f".formatted(MOST_MIB_PER_100_000));
    report(
        "tensors of ONNX Runtime open at the end, of %,d".formatted(handles.tensors()),
        Long.toString(handles.openTensors()),
        "0");
    report(
        "sessions opened; all shared, until the JVM ends",
        Long.toString(handles.sessions()),
        "3 at most");

    double beside = peak - JavaUtils.byteStringAsMb(HEAP);
    long said = needs().besideMib();
    report("beside the heap, peak", "%.0f MiB".formatted(beside), "at most %d".formatted(said));

    assertThat(beside).isLessThanOrEqualTo((double) said);
    assertThat(manifest.counts()).containsEntry("paragraphs", paragraphs);
    assertThat(handles.tensors()).isPositive();
    assertThat(handles.openTensors()).isZero();
    assertThat(handles.sessions()).isBetween(1L, 3L);
    if (paragraphs >= ENOUGH_TO_TELL) {
      assertThat(growth).isLessThan(MOST_MIB_PER_100_000);
    }
  }

  private WatchedJob run(String input) throws Exception {
    WatchedJob job = WatchedJob.run(command(input));
    assertThat(job.exitCode()).as(job.err()).isZero();
    return job;
  }

  private ProcessBuilder command(String input) throws IOException {
    Path classes = Files.createDirectories(temporary.resolve("classes"));
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("@" + Path.of("scripts/jvm-options").toAbsolutePath());
    command.addAll(
        List.of(
            "-Xmx" + HEAP,
            "-Xms" + HEAP,
            "-XX:+AlwaysPreTouch",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-Xlog:gc:file=" + temporary.resolve("gc.log"),
            "-Dspark.master=" + MASTER,
            "-Dspark.ui.enabled=false",
            "-Dspark.driver.host=127.0.0.1",
            "-Dspark.driver.bindAddress=127.0.0.1",
            "-Dspark.sql.shuffle.partitions=4",
            "-Dspark.local.dir=" + temporary.resolve("spark"),
            "-Dlog4j2.configurationFile=" + Path.of("src/main/resources/log4j2.properties").toUri(),
            "-Dendoxa.call-marks=" + temporary.resolve("marks"),
            "-D" + NativeHandles.FILE + "=" + temporary.resolve("handles"),
            "-cp",
            SampledClasses.compileInto(classes),
            RunSeveralTimes.class.getName(),
            Stream.of("warm-up", input)
                .map(name -> temporary.resolve(name).toString())
                .collect(Collectors.joining(",")),
            temporary.resolve("out-" + input).toString(),
            "run",
            "jobs/label.yaml",
            "--set",
            "model=" + MODEL));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put("OMP_NUM_THREADS", "1");
    builder.environment().put("SPARK_LOCAL_IP", "127.0.0.1");
    return builder;
  }

  /** As the child says them. */
  private static MemoryNeeds needs() {
    Configuration hadoop = new Configuration();
    ModelStore.ModelFiles read = ModelStore.read(hadoop, MODEL);
    return MemoryNeeds.toLabel(
        read.files(),
        ModelEncoder.of(Installation.encodersDirectory(), MODEL, read.manifest()),
        ModelEncoder.ofJudge(
            Installation.encodersDirectory(), MODEL, JudgeFiles.read(read.files())),
        false,
        Map.of("spark.master", MASTER)::get);
  }

  private RunManifest manifest() throws IOException {
    try (Stream<Path> runs = Files.list(temporary.resolve("out-whole/whole/runs"))) {
      return TrainedRun.manifest(runs.findFirst().orElseThrow().toString());
    }
  }

  /** The phases after the warm-up. */
  private static List<WatchedJob.Phase> phases(WatchedJob job) {
    List<WatchedJob.Phase> all = job.phases();
    int begin =
        IntStream.range(0, all.size())
            .filter(i -> all.get(i).name().equals(FIRST_PHASE))
            .max()
            .orElseThrow();
    return all.subList(begin, all.size());
  }

  private void tell(WatchedJob job, WatchedJob small, RunManifest manifest, long paragraphs)
      throws IOException {
    List<WatchedJob.Phase> whole = phases(job);
    List<WatchedJob.Phase> tenth = phases(small);
    double seconds = job.seconds() - whole.get(0).from();
    report(
        "%,d paragraphs with a heap of %s, %d %% of the texts really read"
            .formatted(paragraphs, HEAP, PERCENT_READ),
        "%.0f s, %.0f paragraphs per second; %s"
            .formatted(seconds, paragraphs / seconds, manifest.counts()),
        "");
    for (int i = 0; i < whole.size(); i++) {
      tell(job, whole.get(i), paragraphs);
      WatchedJob.Phase same = tenth.get(i);
      report(
          "the same with a tenth",
          "%.0f s, peak %.0f MiB".formatted(same.seconds(), small.peak(same.from(), same.to())),
          "");
    }
    List<MatchResult> full =
        FULL_COLLECTION.matcher(Files.readString(temporary.resolve("gc.log"))).results().toList();
    report(
        "heap in use after full collections, most and last of %d".formatted(full.size()),
        "%d and %d MiB"
            .formatted(
                full.stream().mapToInt(one -> Integer.parseInt(one.group(2))).max().orElse(0),
                full.isEmpty() ? 0 : Integer.parseInt(full.get(full.size() - 1).group(2))),
        "");
  }

  private static void tell(WatchedJob job, WatchedJob.Phase phase, long paragraphs) {
    report(
        phase.name(),
        "%.0f s, CPU %.0f s, %.0f paragraphs per second, peak %.0f MiB"
            .formatted(
                phase.seconds(),
                job.cpuSeconds(phase.from(), phase.to()),
                paragraphs / Math.max(0.001, phase.seconds()),
                job.peak(phase.from(), phase.to())),
        "");
    if (phase.seconds() < SHORTEST_TO_TELL_OF) {
      return;
    }
    String tenths =
        IntStream.rangeClosed(1, 10)
            .mapToObj(tenth -> job.at(phase.from() + phase.seconds() * tenth / 10))
            .map(mib -> String.format(Locale.ROOT, "%.0f", mib))
            .collect(Collectors.joining(", "));
    report("resident after each tenth of it, MiB", tenths, "");
  }

  @SuppressWarnings("SystemOut") // Collected from there.
  private static void report(String what, String figure, String target) {
    System.out.println(String.format(Locale.ROOT, "soak | 9 | %s | %s | %s", what, figure, target));
  }
}
