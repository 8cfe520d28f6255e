package io.endoxa.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.endoxa.provenance.Json;
import io.endoxa.provenance.RunBeginning;
import io.endoxa.provenance.RunManifest;
import io.endoxa.spark.SharedSpark;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What others can know of a job while it runs. */
class RunningJobTest {
  @TempDir private Path output;

  private final List<RunBeginning> seen = new ArrayList<>();

  private void look(String line) {
    try (Stream<Path> files = Files.walk(output)) {
      for (Path file : files.filter(f -> f.endsWith(RunBeginning.FILE)).toList()) {
        seen.add(Json.read(file.toString(), Files.readAllBytes(file), RunBeginning.class));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(line, e);
    }
  }

  @Test
  void aJobSaysWhatItReadsUntilItsManifestDoes() throws IOException {
    Path dataset =
        new TinyDataset(output.resolve("dataset"))
            .line("checks.yaml", "articles: 1")
            .article("a", "", "The port took in more grain this week than before.")
            .label("a", "The port", "agree", "")
            .directory();
    JobSpec spec =
        JobSpec.read(
            Path.of("jobs/check-dataset.yaml"),
            List.of("dataset=" + dataset, "output=" + output.resolve("out")));

    JobRunner.Finished finished = JobRunner.run(SharedSpark.session(), spec, this::look);

    RunManifest manifest = TrainedRun.manifest(finished.directory());
    assertThat(seen)
        .isNotEmpty()
        .containsOnly(new RunBeginning(manifest.spec(), manifest.startedAt()));
    assertThat(manifest.spec()).containsEntry("dataset", dataset.toString());
    assertThat(Path.of(finished.directory(), RunBeginning.FILE)).doesNotExist();
  }
}
