package io.endoxa.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.endoxa.spark.PlainRuns;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is done with runs that are there: gc, show --verify. Needs no Spark. */
class RunsCommandsTest {
  @TempDir private Path output;

  private Path publish(String runId, String day) {
    return Path.of(PlainRuns.publish(output.toString(), runId, day + "T00:00:00Z"));
  }

  @Test
  void aRunIsVerified() throws IOException {
    Path run = publish("r1", "2024-06-12");
    Called intact = Called.endoxa("show", run.toString(), "--verify");

    assertThat(intact.code()).isZero();
    assertThat(intact.out()).matches("2 files, [\\d.]+ kB, all as written\\R");

    Files.delete(run.resolve("quarantine/part-0.parquet"));
    Called broken = Called.endoxa("show", run.toString(), "--verify");
    assertThat(broken.code()).isEqualTo(3);
    assertThat(broken.out().lines())
        .containsExactly(
            "quarantine/part-0.parquet: is missing, the manifest names it",
            "faults: 1; the manifests name 2 files. Copy the run again, or run its job again.");
  }

  @Test
  void aRunShowsItsManifest() {
    Called called = Called.endoxa("show", publish("r1", "2024-06-12").toString());

    assertThat(called.code()).isZero();
    assertThat(called.out().replaceAll("\\| +[\\d.]+ kB", "| SIZE"))
        .isEqualTo(
            """
            # Run r1

            ## Manifest

            - job: plain
            - started: 2024-06-12T00:00:00Z
            - wall time: 1.0 s
            - model: -
            - codebook: -
            - encoder: -
            - seed: 7
            - CPU: cpu
            - versions: endoxa 0.1.0
            - inputs: 0 files, 0 bytes

            | table      | rows | files |   size |
            |---|---:|---:|---:|
            | quarantine |   60 |     2 | SIZE |
            """);
  }

  @Test
  void gcSaysWhatMayGoAndDeletesItWhenTold() {
    Path old = publish("r1", "2024-06-12");
    Path kept = publish("r2", "2024-06-13");
    String[] arguments = {"gc", output.toString(), "--keep", "1"};
    Called look = Called.endoxa(arguments);

    assertThat(look.code()).isZero();
    assertThat(look.out().replaceAll("[\\d.]+ kB", "SIZE").lines())
        .containsExactly(
            "would delete run    r1  4 files, SIZE: 1 newer runs are kept",
            "1 newest runs stay; to delete 4 files, SIZE",
            "Nothing is deleted yet. To delete: the same command with --delete");
    assertThat(old).exists();

    Called deleted = Called.endoxa("gc", output.toString(), "--keep", "1", "--delete");
    assertThat(deleted.code()).isZero();
    assertThat(deleted.out()).startsWith("deleted      run    r1  ");
    assertThat(old).doesNotExist();
    assertThat(kept.resolve("manifest.json")).exists();
    assertThat(Called.endoxa(arguments).out().lines())
        .containsExactly("1 newest runs stay, nothing may go");
  }

  @Test
  void gcOfSomethingElseIsTheUsersMistake() {
    Called called = Called.endoxa("gc", output.toString());

    assertThat(called.code()).isEqualTo(2);
    assertThat(called.err())
        .startsWith("error: output '%s': has no directory 'runs'.".formatted(output));
  }
}
