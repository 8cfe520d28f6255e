package io.endoxa.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.endoxa.error.UserException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs whose writers are stopped, are many, or find the disk full. */
class PublishingUnderFaultsTest {
  private static final String STARTED = "2024-06-12T00:00:00Z";

  @TempDir private Path temporary;

  @AfterEach
  void mend() {
    Faults.reset();
  }

  private static void soak(int promise, String what, String figure, String target) {
    System.out.printf("soak | %d | %s | %s | %s%n", promise, what, figure, target);
  }

  private static List<String> lines(Process child) throws IOException {
    try (BufferedReader out =
        new BufferedReader(new InputStreamReader(child.getInputStream(), StandardCharsets.UTF_8))) {
      return out.lines().toList();
    }
  }

  private static int ended(Process child) throws InterruptedException {
    assertThat(child.waitFor(60, TimeUnit.SECONDS)).isTrue();
    return child.exitValue();
  }

  // Stop points.

  /** How many steps it takes to publish one run beside another. */
  private long steps() {
    String output = temporary.resolve("counted").toString();
    PlainRuns.publish(output, "older", STARTED);
    Faults.reset();
    PlainRuns.publish(Faults.local(), output, "counted", STARTED, Map.of(), List.of());
    return Faults.steps();
  }

  /** Halts a process at each of these steps; gives the steps after which its run was there. */
  private Set<Long> halt(Path output, int rounds, long... steps) throws Exception {
    PlainRuns.publish(output.toString(), "older", STARTED);
    Set<Long> published = new TreeSet<>();
    try (RunsWatched reader = new RunsWatched(output)) {
      for (int round = 0; round < rounds; round++) {
        for (long step : steps) {
          String prefix = "step%d-%d".formatted(step, round);
          assertThat(ended(PublishingChild.start(output, prefix, 1, step))).isEqualTo(9);
          if (reader.runs().contains(prefix + "-0000")) {
            published.add(step);
          }
        }
      }
      assertThat(reader.runs()).contains("older");
      assertThat(reader.violations()).isEmpty();
      assertThat(reader.looks()).isGreaterThanOrEqualTo(steps.length);
    }
    return published;
  }

  @Test
  void aWriterThatStopsLeavesAWholeRunOrNone() throws Exception {
    long steps = steps();

    // The last three take what the job reads, the claim and its checksum file away from a run that
    // is published; the one before closes the draft of its manifest.
    assertThat(halt(temporary.resolve("out"), 1, steps / 2, steps - 3, steps - 2))
        .containsExactly(steps - 2);
  }

  @Test
  @Tag("soak")
  @Tag("promise-1")
  void aWriterThatStopsAnywhereLeavesAWholeRunOrNone() throws Exception {
    long[] steps = LongStream.rangeClosed(1, steps()).toArray();
    int rounds = Integer.getInteger("endoxa.soak.rounds", 20);

    halt(temporary.resolve("out"), rounds, steps);

    soak(
        1,
        "halted at each of %d steps of publishing, %d times".formatted(steps.length, rounds),
        "0 violations",
        "0");
  }

  // Random kills.

  private void kill(int times) throws Exception {
    Path output = temporary.resolve("out");
    Random random = new Random(7);
    int published = 0;
    try (RunsWatched reader = new RunsWatched(output)) {
      for (int i = 0; i < times; i++) {
        Process child = PublishingChild.start(output, "kill" + i, 1000, Long.MAX_VALUE);
        assertThat(child.getInputStream().read()).isPositive(); // It has published one.
        Thread.sleep(random.nextInt(100));
        assertThat(child.destroyForcibly().waitFor()).isEqualTo(128 + 9);
        published = reader.runs().size();
      }
      assertThat(reader.violations()).isEmpty();
    }
    assertThat(published).isGreaterThanOrEqualTo(times);
  }

  @Test
  void aWriterThatIsKilledLeavesWholeRuns() throws Exception {
    kill(1);
  }

  @Test
  @Tag("soak")
  @Tag("promise-1")
  @Tag("promise-2")
  void writersThatAreKilledLeaveWholeRuns() throws Exception {
    kill(100);

    soak(1, "kill -9 at 100 random moments", "0 violations", "0");
    soak(2, "checksums of older runs through stop points and kills", "unchanged", "unchanged");
  }

  // Several writers.

  @Test
  void severalJobsOnOneOutputLoseAndMixNothing() throws Exception {
    Path output = temporary.resolve("out");
    List<Thread> writers = new ArrayList<>();
    Queue<Throwable> failures = new ConcurrentLinkedQueue<>();
    try (RunsWatched reader = new RunsWatched(output)) {
      for (int i = 0; i < 4; i++) {
        String prefix = "w" + i + "-";
        writers.add(
            new Thread(
                () -> {
                  try {
                    for (int run = 0; run < 2; run++) {
                      PlainRuns.publish(output.toString(), prefix + run, STARTED);
                    }
                  } catch (RuntimeException | Error e) {
                    failures.add(e);
                  }
                }));
      }
      writers.forEach(Thread::start);
      for (Thread writer : writers) {
        writer.join();
      }
      assertThat(failures).isEmpty();
      assertThat(reader.runs()).hasSize(8);
      assertThat(reader.violations()).isEmpty();
    }
  }

  @Test
  @Tag("soak")
  @Tag("promise-3")
  void eightProcessesOnOneOutputLoseAndMixNothing() throws Exception {
    Path output = temporary.resolve("out");
    try (RunsWatched reader = new RunsWatched(output)) {
      List<Process> writers = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        writers.add(PublishingChild.start(output, "w" + i, i < 4 ? 13 : 12, Long.MAX_VALUE));
      }
      for (Process writer : writers) {
        lines(writer);
        assertThat(ended(writer)).isZero();
      }
      assertThat(reader.runs()).hasSize(100);
      assertThat(reader.violations()).isEmpty();
    }
    soak(3, "8 writers, 100 runs", "100 complete, 0 lost or mixed", "100, 0");
  }

  @Test
  void oneRunIsBegunByOneJobAtTheMost() throws Exception {
    for (String output : List.of(temporary.toString(), "faulty://" + temporary + "/remote")) {
      RunStore store = new RunStore(Faults.remote(new Configuration()), output);
      Queue<Throwable> failures = new ConcurrentLinkedQueue<>();
      int all = 0;
      for (int round = 0; round < 20; round++) {
        String runId = "r" + round;
        AtomicInteger begun = new AtomicInteger();
        List<Thread> jobs = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
          jobs.add(
              new Thread(
                  () -> {
                    try {
                      store.begin(runId, PlainRuns.BEGINNING);
                      begun.incrementAndGet();
                    } catch (UserException e) {
                      if (!String.valueOf(e.getMessage()).contains("exists already")) {
                        failures.add(e);
                      }
                    } catch (RuntimeException | Error e) {
                      failures.add(e);
                    }
                  }));
        }
        jobs.forEach(Thread::start);
        for (Thread job : jobs) {
          job.join();
        }
        assertThat(begun.get()).isLessThanOrEqualTo(1);
        all += begun.get();
      }
      assertThat(failures).isEmpty();
      assertThat(all).isPositive();
    }
  }

  // A full disk.

  /** The bytes that had been written before each write of a run. */
  private List<Long> writes(Configuration hadoop, String output) {
    Faults.reset();
    PlainRuns.publish(hadoop, output, "counted", STARTED, Map.of(), List.of());
    List<Long> writes = Faults.writes();
    Faults.reset();
    return writes;
  }

  private void fillUp(Configuration hadoop, String output, long bytes) {
    String local = output.replaceFirst("^faulty://", "");
    Faults.fullAfter(bytes);
    assertThatThrownBy(
            () -> PlainRuns.publish(hadoop, output, "full" + bytes, STARTED, Map.of(), List.of()))
        .as("after %d bytes", bytes)
        .isInstanceOf(UserException.class)
        .hasMessageStartingWith("output '%s': ".formatted(output))
        .hasMessageContaining("o space left on ")
        .hasMessageContaining("Free space")
        .hasMessageContaining("'scripts/endoxa gc %s' shows what ".formatted(output));
    Faults.reset();

    assertThat(Path.of(local, "runs", "full" + bytes, "manifest.json")).doesNotExist();
    String again = PlainRuns.publish(hadoop, output, "again" + bytes, STARTED, Map.of(), List.of());
    for (String run : List.of(local + "/runs/counted", again.replaceFirst("^faulty:", ""))) {
      assertThat(RunVerification.of(new Configuration(), run, m -> false).faults()).isEmpty();
    }
  }

  @Test
  void aFullDiskIsACleanFailure() {
    String output = temporary.resolve("out").toString();
    List<Long> writes = writes(Faults.local(), output);

    assertThat(writes).hasSizeGreaterThan(7);
    for (int write : new int[] {0, writes.size() / 3, writes.size() / 2, writes.size() - 1}) {
      fillUp(Faults.local(), output, writes.get(write) + 1);
    }
  }

  @Test
  void aFullStoreElsewhereIsACleanFailure() {
    Configuration hadoop = Faults.remote(new Configuration());
    String output = "faulty://" + temporary.resolve("out");
    List<Long> writes = writes(hadoop, output);

    fillUp(hadoop, output, writes.get(writes.size() - 1) + 1);
  }

  @Test
  void whatToDoAboutAFullDiskIsSaid() {
    RunDraft draft =
        new RunStore(Faults.local(), temporary.toString()).begin("r1", PlainRuns.BEGINNING);
    Faults.fullAfter(0);

    assertThatThrownBy(() -> draft.writeFile("summary.md", new byte[9]))
        .isInstanceOf(UserException.class)
        .hasMessage(
            ("output '%1$s': no space left on the device, or where Spark keeps its scratch files"
                    + " (spark.local.dir). Nothing of this run is published, older runs are"
                    + " intact. Free space and start the job again: what this run has written lies"
                    + " in %1$s/runs/r1 and may be deleted; 'scripts/endoxa gc %1$s' shows what"
                    + " else may.")
                .formatted(temporary));
  }

  @Test
  void aTableThatSparkCannotFinishIsACleanFailure() {
    SparkSession session = SharedSpark.session();
    Configuration hadoop = Faults.remote(session.sparkContext().hadoopConfiguration());
    String output = "faulty://" + temporary;
    Dataset<Row> rows =
        session.createDataFrame(
            List.of(RowFactory.create("f", 1, "bad_json", "d", "e")), Table.QUARANTINE.schema());
    RunStore store = new RunStore(hadoop, output);
    RunDraft draft = store.begin("r1", PlainRuns.BEGINNING);

    Faults.fullAfter(100);
    assertThatThrownBy(() -> draft.write(Table.QUARANTINE, rows, 1))
        .isInstanceOf(UserException.class)
        .hasMessageStartingWith("output '%s': no space left on the device".formatted(output));
    Faults.reset();

    assertThat(store.begin("r2", PlainRuns.BEGINNING).write(Table.QUARANTINE, rows, 1).rows())
        .isEqualTo(1);
  }

  @Test
  @Tag("soak")
  @Tag("promise-10")
  void aDiskThatIsFullAtAnyWriteIsACleanFailure() {
    String output = temporary.resolve("out").toString();
    List<Long> writes = writes(Faults.local(), output);
    Set<Long> limits = new TreeSet<>();
    writes.forEach(before -> limits.addAll(List.of(before, before + 1)));
    limits.forEach(bytes -> fillUp(Faults.local(), output, bytes));

    soak(
        10,
        "disk full at each of %d writes of publishing, before it and within"
            .formatted(writes.size()),
        "%d clean failures, older runs intact, reruns succeed".formatted(limits.size()),
        "all");
  }

  @Test
  void draftsAreHiddenAndGoWithPublishing() throws IOException {
    Path run = Path.of(PlainRuns.publish(temporary.toString(), "r1", STARTED));

    try (var files = Files.list(run)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrder(
              "manifest.json", "summary.md", ".summary.md.crc", "quarantine");
    }
  }
}
