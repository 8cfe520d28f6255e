package io.endoxa.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.endoxa.error.UserException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DescribeModelTest {
  @TempDir private Path temporary;

  private JobRunner.Finished describe(String dataset, String part) {
    return TrainedRun.run(
        "jobs/describe-model.yaml",
        "model=" + TrainedRun.directory(),
        "dataset=" + dataset,
        "part=" + part,
        "output=" + temporary);
  }

  @Test
  void aModelOfThisVersionIsDescribedAsItsTrainingDid() throws IOException {
    Path described = Path.of(describe("datasets/south-caucasus", "sample").directory(), "model");

    for (String file : new String[] {"card.md", "profile.json", "manifest.json", "quality.json"}) {
      assertThat(described.resolve(file))
          .as(file)
          .hasContent(Files.readString(TrainedRun.model().resolve(file)));
    }
  }

  @Test
  void paragraphsThatTheModelWasNotTrainedOnAreRefused() throws IOException {
    Path dataset = SmallDataset.copyTo(temporary.resolve("dataset"));

    assertThatThrownBy(() -> describe(dataset.toString(), "all"))
        .isInstanceOf(UserException.class)
        .hasMessage(
            "model '%s': was trained on 250 paragraphs of 40 articles, but part all of %s has 114 of 14. Give the 'dataset' and 'part' that it was trained on."
                .formatted(TrainedRun.directory(), dataset));
  }
}
