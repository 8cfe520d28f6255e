package io.endoxa.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/**
 * The 52 English rules that the Pragmatic Segmenter publishes. They are no part of the project;
 * {@code -Dendoxa.shared-data=DIR} says where the folder beside theirs lies. A text's escaped marks
 * and line ends are read as what they stand for, and line ends as spaces.
 */
class GoldenRulesTest {
  private static final Path RULES =
      Path.of(System.getProperty("endoxa.shared-data", "../shared/data/real"))
          .resolveSibling("sentences")
          .resolve("golden-rules-english.jsonl");

  private static String read(String text) {
    return text.replace("\\\"", "\"").replace("\\n", "\n");
  }

  private static String oneLine(String text) {
    return text.replaceAll("\\s+", " ");
  }

  /** 42 is a list without stops whose items only line ends part; 51 begins with an ellipsis. */
  @Test
  void allRulesButTwoAreKept() throws IOException {
    assumeTrue(
        Files.isRegularFile(RULES),
        () -> RULES.toAbsolutePath() + " is not there; see -Dendoxa.shared-data=DIR");
    Set<Integer> broken = new TreeSet<>();
    List<String> lines = Files.readAllLines(RULES);
    for (String line : lines) {
      JsonNode rule = new ObjectMapper().readTree(line);
      String text = read(rule.get("text").asText());
      List<String> expected = new ArrayList<>();
      rule.get("sentences").forEach(sentence -> expected.add(oneLine(read(sentence.asText()))));
      List<String> found =
          new SentenceSplitter().split(text).stream().map(span -> oneLine(span.of(text))).toList();
      if (!found.equals(expected)) {
        broken.add(rule.get("n").asInt());
      }
    }
    assertThat(lines).hasSize(52);
    assertThat(broken).containsExactly(42, 51);
  }
}
