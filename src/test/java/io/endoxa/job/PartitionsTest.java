package io.endoxa.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.endoxa.provenance.RunManifest;
import io.endoxa.spark.Table;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How work is spread decides nothing. */
class PartitionsTest {
  @TempDir private Path temporary;

  /** Beside the main job, which spreads texts over two tasks per core. */
  @Test
  void labelsAreTheSameOnSevenPartitions() {
    String first = TrainedRun.directory().toString();
    JobSpec sample = JobSpec.read(Path.of("jobs/sample.yaml"), List.of());
    List<String> quoted = sample.input().stream().map("\"%s\""::formatted).toList();
    String other =
        TrainedRun.run(
                "jobs/label.yaml",
                "model=" + TrainedRun.model(),
                "input=[%s]".formatted(String.join(", ", quoted)),
                "annotated=" + sample.annotated(),
                "output=" + temporary,
                "partitions=7")
            .directory();

    RunComparison comparison = RunComparison.of(first, other);
    assertThat(comparison.equal()).as(String.join("\n", comparison.lines())).isTrue();
    assertThat(comparison.lines().get(0)).endsWith("largest distance of a probability 0.0e+00");
    // Tables without a run id are equal to the byte.
    for (Table table : List.of(Table.ARTICLES, Table.PARAGRAPHS, Table.SHARES, Table.CHANGES)) {
      assertThat(hash(other, table.name())).isEqualTo(hash(first, table.name()));
    }
    assertThat(hash(other, "labelled")).isEqualTo(hash(first, "labelled"));
  }

  private static List<String> hash(String run, String table) {
    return TrainedRun.manifest(run).outputs().stream()
        .filter(entry -> entry.table().equals(table))
        .flatMap(entry -> entry.files().stream())
        .map(file -> file.sha256())
        .toList();
  }

  /** The command, which a model's card names, does not matter either. */
  @Test
  void theSameTrainingGivesTheSameModel() throws IOException {
    Path dataset = SmallDataset.copyTo(temporary.resolve("dataset"));
    List<String> modelIds = new ArrayList<>();
    for (int partitions : List.of(1, 7)) {
      String run =
          TrainedRun.run(
                  "jobs/train.yaml",
                  "dataset=" + dataset,
                  "part=all",
                  "output=" + temporary.resolve("on" + partitions),
                  "regularisation=1",
                  "partitions=" + partitions)
              .directory();
      RunManifest manifest = TrainedRun.manifest(run);
      assertThat(manifest.spec()).containsEntry("partitions", Integer.toString(partitions));
      modelIds.add(Objects.requireNonNull(manifest.modelId()));
    }

    assertThat(modelIds.get(1)).isEqualTo(modelIds.get(0)).matches("[0-9a-f]{16}");
  }
}
