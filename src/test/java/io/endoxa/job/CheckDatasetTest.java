package io.endoxa.job;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.endoxa.error.DataContractException;
import io.endoxa.error.UserException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** That the shipped dataset passes is tested elsewhere; here is one that does not. */
class CheckDatasetTest {
  private static final Path PROMISES = Path.of("datasets/south-caucasus/checks.yaml");

  @TempDir private Path temporary;

  private Path dataset() throws IOException {
    Path dataset = SmallDataset.copyTo(temporary.resolve("dataset"));
    SmallDataset.writeSplits(dataset, "kura-herald");
    return dataset;
  }

  @Test
  void aBrokenPromiseEndsTheJobWithNamedRows() throws IOException {
    Path dataset = dataset();
    Files.copy(PROMISES, dataset.resolve("checks.yaml"));
    Path article = dataset.resolve("articles/hrazdan-review-2022-04-01-after-parukh.txt");
    Files.writeString(
        article,
        Files.readString(article)
            + "\n\nA paragraph that nobody has labelled stands here, last.\n");

    assertThatThrownBy(
            () ->
                TrainedRun.run(
                    "jobs/check-dataset.yaml", "dataset=" + dataset, "output=" + temporary))
        .isInstanceOf(DataContractException.class)
        .hasMessageContaining("articles: found 14, expected at least 700\n")
        .hasMessageContaining("paragraphs without labels: found 1, expected none")
        .hasMessageContaining("\n  hrazdan-review-2022-04-01-after-parukh#8\n")
        .hasMessageContaining(" checks of %s fail. Mend the rows above".formatted(dataset));
  }

  @Test
  void aDatasetWithoutPromisesIsNamedBeforeSparkStarts() throws IOException {
    Path dataset = dataset();

    assertThatThrownBy(
            () ->
                TrainedRun.run(
                    "jobs/check-dataset.yaml", "dataset=" + dataset, "output=" + temporary))
        .isInstanceOf(UserException.class)
        .hasMessage(dataset + "/checks.yaml: there is no such file. Check the path.");
  }
}
