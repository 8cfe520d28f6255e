package io.endoxa.job;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.endoxa.report.IngestReport.Figure;
import io.endoxa.text.SentenceSplitter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** How many rules of sentence splitting are kept, each of which is a text and its sentences. */
final class SentenceScores {
  static final String SECTION = "sentences";
  private static final Pattern SPACES = Pattern.compile("\\s+");

  private SentenceScores() {}

  /**
   * A rule.
   *
   * @param number in its collection
   */
  record Rule(int number, String text, List<String> sentences) {
    Rule {
      sentences = List.copyOf(sentences);
    }

    /** White space counts as one space, since cleaned text has no other. */
    boolean isKept() {
      return new SentenceSplitter()
          .split(text).stream().map(span -> oneLine(span.of(text))).toList().equals(sentences);
    }
  }

  /** Reads a line per rule: n, text, sentences; escaped quotes and line ends are what they say. */
  static List<Rule> read(Path file) {
    List<Rule> rules = new ArrayList<>();
    try {
      for (String line : Files.readAllLines(file)) {
        JsonNode rule = JsonMapper.builder().build().readTree(line);
        List<String> sentences = new ArrayList<>();
        rule.get("sentences").forEach(one -> sentences.add(oneLine(unescaped(one.asText()))));
        rules.add(new Rule(rule.get("n").asInt(), unescaped(rule.get("text").asText()), sentences));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(file + ": cannot be read", e);
    }
    return rules;
  }

  static List<Figure> of(List<Rule> rules) {
    long kept = rules.stream().filter(Rule::isKept).count();
    return List.of(
        new Figure(SECTION, "endoxa", IngestBenchmarkSpec.ALL, "rules", rules.size()),
        new Figure(SECTION, "endoxa", IngestBenchmarkSpec.ALL, "kept", kept));
  }

  private static String unescaped(String text) {
    return text.replace("\\\"", "\"").replace("\\n", "\n");
  }

  private static String oneLine(String text) {
    return SPACES.matcher(text).replaceAll(" ");
  }
}
