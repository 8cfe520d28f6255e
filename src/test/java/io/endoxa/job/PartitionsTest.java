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
  private static final String INPUT =
      "[datasets/south-caucasus/articles/txt/tarn-*.txt,"
          + " datasets/south-caucasus/articles/html/salt-route-2022*]";

  @TempDir private Path temporary;

  @Test
  void labelsAreTheSameOnOneAndSevenPartitions() {
    List<String> runs = new ArrayList<>();
    for (int partitions : List.of(1, 7)) {
      runs.add(
          TrainedRun.run(
                  "jobs/label.yaml",
                  "model=" + TrainedRun.model(),
                  "input=" + INPUT,
                  "output=" + temporary,
                  "partitions=" + partitions)
              .directory());
    }

    RunComparison comparison = RunComparison.of(runs.get(0), runs.get(1));
    assertThat(comparison.equal()).as(String.join("\n", comparison.lines())).isTrue();
    assertThat(comparison.lines().get(0)).endsWith("largest distance of a probability 0.0e+00");
    // Tables without a run id are equal to the byte.
    for (Table table : List.of(Table.ARTICLES, Table.PARAGRAPHS, Table.SHARES)) {
      assertThat(hash(runs.get(1), table.name())).isEqualTo(hash(runs.get(0), table.name()));
    }
    assertThat(hash(runs.get(1), "labelled")).isEqualTo(hash(runs.get(0), "labelled"));
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
                  "output=" + temporary,
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
