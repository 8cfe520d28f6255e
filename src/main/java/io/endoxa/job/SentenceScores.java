package io.endoxa.job;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.endoxa.error.UserException;
import io.endoxa.report.IngestReport.Figure;
import io.endoxa.text.SentenceSplitter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** How many rules of sentence splitting are kept, each of which is a text and its sentences. */
final class SentenceScores {
  static final String SECTION = "sentences";
  private static final JsonMapper JSON = JsonMapper.builder().build();
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

  /**
   * Reads a line per rule: n, text, sentences; escaped quotes and line ends are what they say.
   *
   * @throws UserException naming file and line at the first that is no rule
   */
  static List<Rule> read(Path file) {
    List<Rule> rules = new ArrayList<>();
    try {
      List<String> lines = Files.readAllLines(file);
      for (int i = 0; i < lines.size(); i++) {
        if (!lines.get(i).isBlank()) {
          rules.add(rule(file + ":" + (i + 1), lines.get(i)));
        }
      }
    } catch (IOException e) {
      throw new UserException(file + ": cannot be read as UTF-8: " + e.getMessage() + ".", e);
    }
    if (rules.isEmpty()) {
      throw new UserException(file + ": holds no rules, expected one JSON object a line.");
    }
    return rules;
  }

  private static Rule rule(String place, String line) {
    try {
      JsonNode rule = JSON.readTree(line);
      if (rule.path("n").isInt()
          && rule.path("text").isTextual()
          && rule.path("sentences").isArray()) {
        List<String> sentences = new ArrayList<>();
        rule.path("sentences").forEach(one -> sentences.add(oneLine(unescaped(one.asText()))));
        return new Rule(rule.path("n").asInt(), unescaped(rule.path("text").asText()), sentences);
      }
      throw new UserException(
          "%s: is no rule, expected n (a number), text, and sentences (a list of texts)."
              .formatted(place));
    } catch (JsonProcessingException e) {
      throw new UserException(
          "%s: is not a JSON object: %s.".formatted(place, e.getOriginalMessage()), e);
    }
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
