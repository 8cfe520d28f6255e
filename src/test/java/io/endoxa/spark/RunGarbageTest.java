package io.endoxa.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.endoxa.error.UserException;
import io.endoxa.provenance.FileEntry;
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
    assertThat(RunVerification.of(HADOOP, output + "/runs/a").faults()).isEmpty();
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
    assertThat(find(1).keptAsNamed())
        .extracting(RunManifest::runId)
        .containsExactlyInAnyOrder("base-1", "train-2", "label-3");
  }

  @Test
  void aDraftGoesOnceItIsSilentForADay() throws IOException {
    publish("a", "2024-06-01");
    RunStore.Draft draft = PlainRuns.draft(HADOOP, output.toString(), "dead");
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
    age(used, Instant.parse("2024-06-11T00:00:00Z"));

    assertThat(find(2).heaps()).isEmpty();
    RunGarbage garbage = find(1);
    assertThat(words(garbage))
        .containsExactlyInAnyOrder(
            "CHUNKS encode-1: not used since 2024-06-10T00:00:00Z",
            "CHUNKS encode-2: not used since 2024-06-10T00:00:00Z",
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
}
