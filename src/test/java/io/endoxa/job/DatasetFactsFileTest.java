package io.endoxa.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.endoxa.error.UserException;
import io.endoxa.report.DatasetFacts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatasetFactsFileTest {
  @TempDir private Path dataset;

  private DatasetFacts read(String yaml) throws IOException {
    Files.writeString(dataset.resolve("card.yaml"), yaml);
    return DatasetFactsFile.read(dataset);
  }

  @Test
  void aDatasetThatSaysNothingHasItsName() {
    assertThat(DatasetFactsFile.read(dataset))
        .isEqualTo(
            new DatasetFacts(
                dataset.getFileName().toString(), null, List.of(), List.of(), List.of()));
  }

  @Test
  void whatTheDatasetSaysIsTakenOver() throws IOException {
    assertThat(
            read(
                "licence: cc-by-4.0\nannotations-creators: expert-generated\nlanguage-creators: found\nlimits: [Few., Old.]\n"))
        .isEqualTo(
            new DatasetFacts(
                dataset.getFileName().toString(),
                "cc-by-4.0",
                List.of("expert-generated"),
                List.of("found"),
                List.of("Few.", "Old.")));
  }

  @Test
  void wordsThatTheHubDoesNotKnowAreRefused() {
    assertThatThrownBy(() -> read("annotations-creators: experts\n"))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("card.yaml:1: annotations-creators")
        .hasMessageContaining("crowdsourced, expert-generated, found, machine-generated, other");
  }
}
