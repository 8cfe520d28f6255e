package io.endoxa.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.endoxa.provenance.RunManifest;
import io.endoxa.spark.TinyModel;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Label jobs on a master and two workers, whose executors are killed, or are slow. Takes a minute a
 * round; {@code -Dendoxa.soak.rounds=3} makes fewer. Run it by {@code scripts/soak}, which builds
 * the jar that is submitted.
 */
@Tag("soak")
class ClusterSoakTest {
  /** What a job says when a part of its work begins; signals are spread over all of them. */
  private static final List<String> PARTS =
      List.of("] reading", "] looking for copies", "] encoding the", "] writing the tables");

  private static final int ARTICLES = Integer.getInteger("endoxa.soak.articles", 500);
  private static final int SLOW_SECONDS = 10;
  private static final PrintStream OUT = System.out;

  /** A count of what was taken from chunks, and that of what would be computed otherwise. */
  private static final Map<String, String> COMPUTED =
      Map.of(
          Corpus.TAKEN, Corpus.ENCODED,
          LabelStep.TAKEN_PAIRS, LabelStep.JUDGED_PAIRS,
          LabelStep.TAKEN_EVIDENCE, LabelStep.EVIDENCE);

  @TempDir private static Path temporary;
  private static String master = "";
  private static Path model = Path.of("");
  private static Path input = Path.of("");
  private static String clean = "";

  /** Seconds that each part takes, undisturbed. */
  private static final List<Double> SECONDS = new ArrayList<>();

  @BeforeAll
  static void runUndisturbed() throws Exception {
    model = TinyModel.writeTo(temporary.resolve("model"));
    input = MadeNews.write(temporary.resolve("news"), ARTICLES, 5);
    master = ClusterJob.startCluster();
    ClusterJob job = submit("clean", List.of(), List.of());
    List<Long> begun = new ArrayList<>();
    for (String part : PARTS) {
      assertThat(job.said(part)).as(job.err()).isTrue();
      begun.add(System.nanoTime());
    }
    assertThat(job.exitCode()).as(job.err()).isZero();
    begun.add(System.nanoTime());
    for (int part = 0; part < PARTS.size(); part++) {
      SECONDS.add((begun.get(part + 1) - begun.get(part)) / 1e9);
    }
    clean = published("clean");
    assertThat(counts(clean).get("articles quarantined")).isPositive();
    assertThat(counts(clean).get("articles duplicate")).isPositive();
    assertThat(counts(clean).get("paragraphs repeated")).isPositive();
    assertThat(counts(clean).get("paragraphs nearly repeated")).isPositive();
  }

  @AfterAll
  static void stop() throws Exception {
    ClusterJob.stopCluster();
  }

  private static ClusterJob submit(String name, List<String> settings, List<String> values)
      throws IOException {
    List<String> more = new ArrayList<>(settings);
    more.addAll(EventLog.settings(temporary.resolve(name + ".events")));
    List<String> all =
        new ArrayList<>(
            List.of(
                "model=" + model,
                "input=" + input,
                "output=" + temporary.resolve(name),
                "max-quarantined=0.5"));
    all.addAll(values);
    return ClusterJob.submit(
        master,
        ClusterJob.settings(temporary.resolve(name + ".conf"), more),
        temporary.resolve(name + ".err"),
        all);
  }

  private static String published(String name) throws IOException {
    return StoppedJob.published(temporary.resolve(name)).get(0).toString();
  }

  private static EventLog log(String name) throws IOException {
    return EventLog.read(temporary.resolve(name + ".events"));
  }

  private static Map<String, Long> counts(String run) {
    RunManifest manifest = TrainedRun.manifest(run);
    return new TreeMap<>(manifest.counts());
  }

  private static void report(int promise, String what, Object figure, Object target) {
    OUT.println("soak | %d | %s | %s | %s".formatted(promise, what, figure, target));
  }

  /** What a run has that the clean one has not, or otherwise. */
  private static List<String> differences(String run) throws Exception {
    List<String> differences = new ArrayList<>(TableRows.differences(clean, run));
    RunComparison stances = RunComparison.of(clean, run);
    if (!stances.equal()) {
      differences.addAll(stances.lines());
    }
    return differences;
  }

  /**
   * Waits for the moment of a round: the first rounds meet one part each, later ones go on in it.
   */
  private static boolean reached(ClusterJob job, int round, int rounds) throws Exception {
    int part = round % PARTS.size();
    int times = (rounds + PARTS.size() - 1) / PARTS.size();
    boolean runs = job.said(PARTS.get(part));
    int time = round / PARTS.size();
    double share = (time + 0.5) / times;
    TimeUnit.MILLISECONDS.sleep((long) (1000 * share * SECONDS.get(part)));
    return runs && job.isAlive();
  }

  @Test
  @Tag("promise-5")
  void losingAnExecutorChangesNothing() throws Exception {
    int rounds = Integer.getInteger("endoxa.soak.rounds", 20);
    int met = 0;
    int triedAgain = 0;
    Set<Integer> hit = new TreeSet<>();
    Set<Integer> codes = new TreeSet<>();
    List<String> differences = new ArrayList<>();
    for (int round = 0; met < rounds && round < 2 * rounds; round++) {
      String name = "killed" + round;
      ClusterJob job = submit(name, List.of(), List.of());
      boolean kill = reached(job, round % rounds, rounds);
      if (kill) { // Else the job was done before, faster than the clean one: another round.
        ClusterJob.executor(round / PARTS.size()).destroyForcibly();
      }
      int code = job.exitCode();
      assertThat(code).as(job.err()).isZero();
      codes.add(code);
      met += kill ? 1 : 0;
      hit.addAll(log(name).hit());
      triedAgain += log(name).triedAgain();
      differences.addAll(differences(published(name)));
      differences.addAll(miscounted(published(name)));
      OUT.println(
          "round %d: %s %s %s"
              .formatted(round, PARTS.get(round % PARTS.size()), log(name), differences));
    }
    report(5, "executors killed, one in each of %d jobs".formatted(rounds), met, rounds);
    report(5, "exit codes", codes, "[0]");
    report(5, "different stages of Spark that ran at a kill", hit.size(), "");
    report(5, "tasks that were tried again", triedAgain, "");
    report(5, "rows and counts that differ from a clean run", differences.size(), 0);
    assertThat(differences).isEmpty();
    assertThat(met).isEqualTo(rounds);
  }

  /** Counts that differ; of work it is the sum that must not: a kill leaves chunks behind. */
  private static List<String> miscounted(String run) {
    Map<String, Long> expected = counts(clean);
    Map<String, Long> found = counts(run);
    for (Map<String, Long> counts : List.of(expected, found)) {
      COMPUTED.forEach(
          (taken, computed) ->
              counts.merge(
                  computed, Objects.requireNonNullElse(counts.remove(taken), 0L), Long::sum));
    }
    return expected.equals(found) ? List.of() : List.of("%s, not %s".formatted(found, expected));
  }

  @Test
  @Tag("promise-6")
  void aClusterGivesTheRowsOfOneMachineOnAnyLayout() throws Exception {
    List<String> differences = new ArrayList<>();
    int layouts = 0;
    for (int partitions : List.of(1, 2, 7, 64)) {
      for (boolean adaptive : List.of(true, false)) {
        String name = "cluster-%d-%s".formatted(partitions, adaptive);
        ClusterJob job =
            submit(
                name,
                List.of(
                    "spark.sql.adaptive.enabled " + adaptive,
                    "spark.sql.shuffle.partitions " + partitions),
                List.of("partitions=" + partitions));
        assertThat(job.exitCode()).as(job.err()).isZero();
        differences.addAll(differences(published(name)));
        layouts++;
      }
    }
    report(
        6,
        "rows that differ, %d layouts on two executors".formatted(layouts),
        differences.size(),
        0);
    assertThat(differences).isEmpty();
  }

  @Test
  @Tag("promise-11")
  void copiesOfSlowTasksLeaveNothing() throws Exception {
    int rounds = Integer.getInteger("endoxa.soak.rounds", 30);
    int speculated = 0;
    long duplicates = 0;
    List<String> differences = new ArrayList<>();
    List<String> left = new ArrayList<>();
    for (int round = 0; round < rounds; round++) {
      String name = "slow" + round;
      ClusterJob job =
          submit(
              name,
              List.of(
                  "spark.speculation true",
                  "spark.speculation.interval 100ms",
                  // Whatever takes longer than most is copied, be its executor stopped or not.
                  "spark.speculation.quantile 0.1",
                  "spark.speculation.multiplier 1.01",
                  "spark.speculation.minTaskRuntime 200ms",
                  // Where all tasks of a stage run at once, nothing tells which are slow but this.
                  "spark.speculation.task.duration.threshold 1s"),
              List.of());
      reached(job, round, rounds);
      ProcessHandle slow = ClusterJob.executor(round / PARTS.size());
      ClusterJob.signal(slow, "STOP");
      TimeUnit.SECONDS.sleep(SLOW_SECONDS);
      ClusterJob.signal(slow, "CONT");
      assertThat(job.exitCode()).as(job.err()).isZero();
      speculated += log(name).speculated();
      duplicates += TableRows.duplicateIds(published(name));
      differences.addAll(differences(published(name)));
      differences.addAll(miscounted(published(name)));
      left.addAll(leftovers(Path.of(published(name))));
    }
    report(11, "tasks copied because they were slow, in %d jobs".formatted(rounds), speculated, "");
    report(11, "duplicate ids", duplicates, 0);
    report(11, "rows and counts that differ from a clean run", differences.size(), 0);
    report(11, "files in tables that no table has", left.size(), 0);
    assertThat(duplicates).isZero();
    assertThat(differences).isEmpty();
    assertThat(left).isEmpty();
    assertThat(speculated).isPositive();
  }

  /** Files below a run that are neither named by its manifest nor its checksums or papers. */
  private static List<String> leftovers(Path run) throws IOException {
    Set<String> known = new TreeSet<>(Set.of("manifest.json", "summary.md", "report.html"));
    TrainedRun.manifest(run.toString())
        .outputs()
        .forEach(table -> table.files().forEach(file -> known.add(file.path())));
    try (Stream<Path> all = Files.walk(run)) {
      return all.filter(Files::isRegularFile)
          .map(file -> run.relativize(file).toString())
          .filter(file -> !known.contains(file) && !isChecksum(file))
          .toList();
    }
  }

  /** Of Hadoop's local file system. */
  private static boolean isChecksum(String file) {
    String name = Path.of(file).getFileName().toString();
    return name.startsWith(".") && name.endsWith(".crc");
  }
}
