package io.endoxa.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.endoxa.error.UserException;
import io.endoxa.provenance.FileEntry;
import io.endoxa.provenance.RunBeginning;
import io.endoxa.provenance.RunManifest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunGarbageTest {
  private static final Configuration HADOOP = new Configuration();
  private static final Instant NOW = Instant.parse("2024-06-20T12:00:00Z");

  @TempDir private Path output;

  private void publish(String runId, String day) {
    PlainRuns.publish(output.toString(), runId, day + "T00:00:00Z");
  }

  private void publish(String runId, String day, Map<String, String> spec, String... inputs) {
    List<FileEntry> files =
        Stream.of(inputs).map(path -> new FileEntry(path, 1, "0".repeat(64))).toList();
    PlainRuns.publish(HADOOP, output.toString(), runId, day + "T00:00:00Z", spec, files);
  }

  private RunGarbage find(int keep) {
    return RunGarbage.find(HADOOP, output.toString(), keep, NOW);
  }

  private static List<String> words(RunGarbage garbage) {
    return garbage.heaps().stream()
        .map(heap -> "%s %s: %s".formatted(heap.kind(), heap.directory().getName(), heap.reason()))
        .toList();
  }

  private static List<String> needed(RunGarbage garbage) {
    return garbage.needed().stream()
        .map(needed -> "%s: %s".formatted(needed.run().runId(), needed.reason()))
        .toList();
  }

  private static void age(Path top, Instant time) throws IOException {
    try (Stream<Path> files = Files.walk(top)) {
      for (Path file : files.toList()) {
        Files.setLastModifiedTime(file, FileTime.from(time));
      }
    }
  }

  @Test
  void theNewestRunsStay() throws IOException {
    publish("b", "2024-06-02");
    publish("a", "2024-06-03");
    publish("c", "2024-06-01");

    RunGarbage garbage = find(1);
    assertThat(garbage.kept()).extracting(RunManifest::runId).containsExactly("a");
    assertThat(words(garbage))
        .containsExactly("RUN c: 1 newer runs are kept", "RUN b: 1 newer runs are kept");
    assertThat(garbage.heaps().get(0).files()).isEqualTo(4);
    assertThat(garbage.heaps().get(0).bytes()).isPositive();
    assertThat(find(3).heaps()).isEmpty();

    garbage.heaps().forEach(garbage::delete);
    try (Stream<Path> runs = Files.list(output.resolve("runs"))) {
      assertThat(runs).containsExactly(output.resolve("runs/a"));
    }
    assertThat(RunVerification.of(HADOOP, output + "/runs/a", m -> false).faults()).isEmpty();
  }

  @Test
  void whatAKeptRunNamesStaysAndSoOn() {
    publish("base-1", "2024-06-01");
    publish("train-2", "2024-06-02", Map.of("quality-gate", "{baseline: out/runs/base-1}"));
    publish("label-3", "2024-06-03");
    publish("other-4", "2024-06-04");
    publish(
        "label-5",
        "2024-06-05",
        Map.of("model", "out/runs/train-2/model"),
        "file:/out/runs/label-3/articles/part-0.parquet");

    assertThat(words(find(1))).containsExactly("RUN other-4: 1 newer runs are kept");
    assertThat(needed(find(1)))
        .containsExactlyInAnyOrder(
            "base-1: a newer run names it",
            "train-2: a newer run names it",
            "label-3: a newer run names it");
  }

  private Path publishNaming(String model, String runId, String day) {
    return Path.of(
        PlainRuns.publish(
            HADOOP, output.toString(), runId, day + "T00:00:00Z", Map.of(), List.of(), model));
  }

  @Test
  void theNewestRunThatTrainedTheModelOfARunThatStaysStays() throws IOException {
    for (String day : List.of("01", "02")) {
      TinyModel.writeTo(publishNaming("aa", "train-" + day, "2024-06-" + day).resolve("model"));
    }
    publishNaming("aa", "label-03", "2024-06-03");
    TinyModel.writeTo(publishNaming("bb", "train-04", "2024-06-04").resolve("model"));
    publishNaming("aa", "label-05", "2024-06-05");

    // The newest was made with a copy of the model elsewhere.
    assertThat(needed(find(1))).containsExactly("train-02: a newer run was made with its model");
    assertThat(words(find(1)))
        .containsExactly(
            "RUN train-01: 1 newer runs are kept",
            "RUN label-03: 1 newer runs are kept",
            "RUN train-04: 1 newer runs are kept");
  }

  /** A job that writes its run now, whatever the day in the manifests. */
  private Path running(Map<String, String> spec, String day) {
    RunBeginning beginning = new RunBeginning(spec, day + "T00:00:00Z");
    return Path.of(new RunStore(HADOOP, output.toString()).begin("running", beginning).directory());
  }

  @Test
  void whatARunningJobReadsStaysAndWhatThatWasMadeWith() throws IOException {
    publish("base-1", "2024-06-01");
    publish("train-2", "2024-06-02", Map.of("quality-gate", "{baseline: out/runs/base-1}"));
    publish("other-3", "2024-06-03");
    publish("new-4", "2024-06-04");
    Path draft = running(Map.of("model", "out/runs/train-2", "input", "news"), "2024-06-20");

    RunGarbage garbage = find(1);
    assertThat(words(garbage)).containsExactly("RUN other-3: 1 newer runs are kept");
    assertThat(needed(garbage))
        .containsExactly("train-2: a running job names it", "base-1: a newer run names it");

    // A job that is dead reads nothing.
    age(draft, NOW.minus(Duration.ofDays(2)));
    assertThat(words(find(1)))
        .containsExactly(
            "DRAFT running: never finished, nothing written since 2024-06-18T12:00:00Z",
            "RUN base-1: 1 newer runs are kept",
            "RUN train-2: 1 newer runs are kept",
            "RUN other-3: 1 newer runs are kept");
  }

  @Test
  void chunksThatARunningJobUsesStay() throws IOException {
    publish("a", "2024-06-18");
    Path used = chunk("encode-1/used", "2024-06-11T00:00:00Z");
    chunk("encode-1/unused", "2024-06-08T23:59:59Z");
    running(Map.of(), "2024-06-10");

    RunGarbage garbage = find(1);
    assertThat(garbage.heaps()).singleElement().extracting(RunGarbage.Heap::files).isEqualTo(1L);
    garbage.heaps().forEach(garbage::delete);
    assertThat(used).exists();
  }

  private Path chunk(String name, String time) throws IOException {
    Path file = output.resolve("chunks").resolve(name);
    Files.createDirectories(file.getParent());
    Files.write(file, new byte[1]);
    age(file, Instant.parse(time));
    return file;
  }

  @Test
  void whatIsDeletedDuringTheLookIsSkipped() throws IOException {
    for (String run : List.of("first", "gone", "kept")) {
      publish(run, "2024-06-01");
    }
    chunk("gone/x", "2024-05-01T00:00:00Z");
    age(Files.createDirectories(output.resolve("runs/draft/gone")), Instant.EPOCH);

    Configuration hadoop = new Configuration();
    hadoop.setClass("fs.file.impl", Vanishing.class, FileSystem.class);
    hadoop.setBoolean("fs.file.impl.disable.cache", true);
    RunGarbage garbage = RunGarbage.find(hadoop, output.toString(), 1, NOW);

    assertThat(words(garbage)).containsExactly("RUN first: 1 newer runs are kept");
  }

  /** Another gc is a step ahead: directories with this name are gone when they are looked into. */
  public static final class Vanishing extends RawLocalFileSystem {
    @Override
    public FileStatus[] listStatus(org.apache.hadoop.fs.Path path) throws IOException {
      if (path.getName().equals("gone")) {
        delete(path, true);
      }
      return super.listStatus(path);
    }
  }

  @Test
  void anOutputThatCannotBeReadIsTheUsersMistake() throws IOException {
    publish("a", "2024-06-01");
    Configuration hadoop = new Configuration();
    hadoop.setClass("fs.file.impl", Closed.class, FileSystem.class);
    hadoop.setBoolean("fs.file.impl.disable.cache", true);

    assertThatThrownBy(() -> RunGarbage.find(hadoop, output.toString(), 1, NOW))
        .isInstanceOf(UserException.class)
        .hasMessage(
            "output '%s': cannot be read: Permission denied. See to its permissions and start the same command again."
                .formatted(output));
  }

  /** Nobody may look into a directory. */
  public static final class Closed extends RawLocalFileSystem {
    @Override
    public FileStatus[] listStatus(org.apache.hadoop.fs.Path path) throws IOException {
      throw new IOException("Permission denied");
    }
  }

  @Test
  void aDraftGoesOnceItIsSilentForADay() throws IOException {
    publish("a", "2024-06-01");
    RunDraft draft = PlainRuns.draft(HADOOP, output.toString(), "dead");
    Path directory = Path.of(draft.directory());
    age(directory, NOW.minus(Duration.ofHours(25)));
    Files.createDirectories(output.resolve("runs/empty"));
    age(output.resolve("runs/empty"), NOW.minus(Duration.ofHours(23)));

    RunGarbage garbage = find(1);
    assertThat(words(garbage))
        .containsExactly("DRAFT dead: never finished, nothing written since 2024-06-19T11:00:00Z");

    // Its job goes on.
    draft.touch();
    assertThat(find(1).heaps()).isEmpty();

    garbage.heaps().forEach(garbage::delete);
    assertThat(directory).doesNotExist();
    assertThat(output.resolve("runs/empty")).exists();
  }

  @Test
  void aDraftThatIsPublishedMeanwhileStays() throws IOException {
    publish("a", "2024-06-01");
    Path late = Path.of(PlainRuns.draft(HADOOP, output.toString(), "late").directory());
    age(late, NOW.minus(Duration.ofDays(2)));
    RunGarbage garbage = find(1);
    Files.copy(output.resolve("runs/a/manifest.json"), late.resolve("manifest.json"));

    garbage.heaps().forEach(garbage::delete);
    assertThat(late.resolve("summary.md")).exists();
  }

  @Test
  void chunksGoThatNoKeptRunHasUsed() throws IOException {
    publish("a", "2024-06-01");
    publish("b", "2024-06-10");
    Path old = Files.createDirectories(output.resolve("chunks/encode-1")).resolve("x");
    Path used = Files.createDirectories(output.resolve("chunks/encode-2")).resolve("y");
    Path unused = output.resolve("chunks/encode-2/z");
    for (Path file : List.of(old, used, unused)) {
      Files.write(file, new byte[1000]);
    }
    age(old, Instant.parse("2024-06-05T00:00:00Z"));
    age(unused, Instant.parse("2024-06-05T00:00:00Z"));
    // The application that used it began half a day before the run.
    age(used, Instant.parse("2024-06-09T12:00:00Z"));

    assertThat(find(2).heaps()).isEmpty();
    RunGarbage garbage = find(1);
    assertThat(words(garbage))
        .containsExactlyInAnyOrder(
            "CHUNKS encode-1: not used since 2024-06-09T00:00:00Z",
            "CHUNKS encode-2: not used since 2024-06-09T00:00:00Z",
            "RUN a: 1 newer runs are kept");
    assertThat(garbage.heaps().get(0).bytes()).isEqualTo(1000);

    // Somebody uses one after the look.
    age(unused, NOW);
    garbage.heaps().forEach(garbage::delete);
    assertThat(old.getParent()).doesNotExist();
    assertThat(used).exists();
    assertThat(unused).exists();
  }

  @Test
  void chunksOfTheLastDayStayHoweverNewTheRunsAre() throws IOException {
    publish("a", "2024-06-20");
    Path chunk = Files.createDirectories(output.resolve("chunks/encode-1")).resolve("x");
    Files.write(chunk, new byte[1]);
    age(chunk, NOW.minus(Duration.ofHours(23)));

    assertThat(find(1).heaps()).isEmpty();
  }

  @Test
  void linksAndCopiesOfRunsAreLeftAlone() throws IOException {
    publish("a", "2024-06-01");
    publish("b", "2024-06-02");
    Path runs = output.resolve("runs");
    Files.createSymbolicLink(runs.resolve("latest"), runs.resolve("b"));
    Files.createDirectories(runs.resolve("copy"));
    Files.copy(runs.resolve("a/manifest.json"), runs.resolve("copy/manifest.json"));

    assertThat(words(find(1))).containsExactly("RUN a: 1 newer runs are kept");
  }

  @Test
  void aRunThatLiesElsewhereBehindALinkIsLeftAlone() throws IOException {
    publish("a", "2024-06-01");
    publish("b", "2024-06-02");
    Path runs = output.resolve("runs");
    Path elsewhere = Files.move(runs.resolve("a"), output.resolve("a"));
    Files.createSymbolicLink(runs.resolve("a"), elsewhere);

    assertThat(find(1).heaps()).isEmpty();
  }

  @Test
  void chunksBehindLinksAreLeftAlone() throws IOException {
    publish("a", "2024-06-10");
    Path elsewhere = Files.createDirectories(output.resolve("elsewhere/encode-1"));
    Files.write(elsewhere.resolve("x"), new byte[1]);
    age(elsewhere, Instant.parse("2024-06-05T00:00:00Z"));
    Path chunks = Files.createDirectories(output.resolve("chunks"));
    Files.createSymbolicLink(chunks.resolve("encode-1"), elsewhere);
    Files.createSymbolicLink(chunks.resolve("y"), elsewhere.resolve("x"));
    assertThat(find(1).heaps()).isEmpty();

    Files.delete(chunks.resolve("encode-1"));
    Files.delete(chunks.resolve("y"));
    Files.delete(chunks);
    Files.createSymbolicLink(chunks, elsewhere.getParent());
    assertThat(find(1).heaps()).isEmpty();
  }

  @Test
  void aDirectoryWithoutRunsIsTheUsersMistake() {
    assertThatThrownBy(() -> find(1))
        .isInstanceOf(UserException.class)
        .hasMessage(
            "output '%s': has no directory 'runs'. Give the directory that jobs name as their output, such as out.",
            output);
    assertThatThrownBy(() -> find(0))
        .isInstanceOf(UserException.class)
        .hasMessage("--keep 0: at least one run is kept. Say 1 or more.");
  }

  @Test
  void aDeletionThatFailsIsNamedAndMayBeRepeated() {
    for (String run : List.of("a", "b", "stuck")) {
      publish(run, "2024-06-01");
    }
    publish("new", "2024-06-02");
    Configuration hadoop = new Configuration();
    hadoop.setClass("fs.file.impl", Stuck.class, FileSystem.class);
    hadoop.setBoolean("fs.file.impl.disable.cache", true);
    RunGarbage garbage = RunGarbage.find(hadoop, output.toString(), 1, NOW);

    assertThatThrownBy(() -> garbage.heaps().forEach(garbage::delete))
        .isInstanceOf(UserException.class)
        .hasMessage(
            "%s/runs/stuck: cannot be deleted: Permission denied. See to its permissions and start the same command again."
                .formatted(output));
    RunGarbage again = find(1);
    assertThat(words(again)).containsExactly("RUN stuck: 1 newer runs are kept");

    again.heaps().forEach(again::delete);
    assertThat(find(1).heaps()).isEmpty();
    assertThat(RunVerification.of(HADOOP, output + "/runs/new", m -> false).faults()).isEmpty();
  }

  /** A run that nobody may delete. */
  public static final class Stuck extends RawLocalFileSystem {
    @Override
    public boolean delete(org.apache.hadoop.fs.Path path, boolean recursive) throws IOException {
      if (path.toString().contains("stuck")) {
        throw new IOException("Permission denied");
      }
      return super.delete(path, recursive);
    }
  }
}
