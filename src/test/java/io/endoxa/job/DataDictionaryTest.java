package io.endoxa.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class DataDictionaryTest {
  @Test
  void thePageIsWhatTheSchemasSay() throws IOException {
    assertThat(Files.readString(Path.of("docs/data-dictionary.md")))
        .as("stale; make it again: scripts/endoxa dictionary > docs/data-dictionary.md")
        .isEqualTo(DataDictionary.of(DataDictionary.shippedCodebook()));
  }
}
