package io.endoxa.job;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.endoxa.error.UserException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CorpusTest {
  @TempDir private Path temporary;

  @Test
  void labelsWhoseArticlesAreAllMissingAreNamed() throws IOException {
    Path dataset = SmallDataset.copyTo(temporary.resolve("dataset"));
    SmallDataset.writeSplits(dataset, "kura-herald");
    try (Stream<Path> articles = Files.list(dataset.resolve("articles"))) {
      for (Path article : articles.toList()) {
        if (String.valueOf(article.getFileName()).startsWith("kura-herald")) {
          Files.delete(article);
        }
      }
    }
    List<String> overrides = List.of("dataset=" + dataset, "part=test", "output=" + temporary);

    assertThatThrownBy(() -> TrainedRun.run("jobs/train.yaml", overrides.toArray(String[]::new)))
        .isInstanceOf(UserException.class)
        .hasMessageStartingWith("34 labels do not fit the articles:")
        .hasMessageContaining(": there is no article 'kura-herald-");
  }
}
