package io.endoxa.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * The 52 English rules that the Pragmatic Segmenter publishes. They are no part of the project;
 * {@code -Dendoxa.data=DIR} says where their folder lies.
 */
class GoldenRulesTest {
  private static final Path RULES =
      Path.of(System.getProperty("endoxa.data", ""), "sentences", "golden-rules-english.jsonl");

  /** 42 is a list without stops whose items only line ends part; 51 begins with an ellipsis. */
  @Test
  void allRulesButTwoAreKept() {
    assumeTrue(
        Files.isRegularFile(RULES),
        () -> RULES.toAbsolutePath() + " is not there; give -Dendoxa.data=DIR, in which it is");
    List<SentenceScores.Rule> rules = SentenceScores.read(RULES);

    assertThat(rules).hasSize(52);
    assertThat(rules)
        .filteredOn(rule -> !rule.isKept())
        .extracting(SentenceScores.Rule::number)
        .containsExactly(42, 51);
  }
}
