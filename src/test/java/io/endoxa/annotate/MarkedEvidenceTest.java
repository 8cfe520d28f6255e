package io.endoxa.annotate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.endoxa.codebook.Codebook;
import io.endoxa.codebook.Stance;
import io.endoxa.error.UserException;
import io.endoxa.text.ParagraphSentences;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MarkedEvidenceTest {
  private static final Path SHIPPED = Path.of("datasets", "south-caucasus");
  private static final Codebook CODEBOOK = Codebook.read(SHIPPED.resolve("codebook.yaml"));
  private static final String GOOD =
      """
      {"article": "a1", "starts": "The convoy", "question": "secret_deal", "stance": "agree", "evidence": ["It was paid for.", "All knew."]}
      """;

  @TempDir private Path directory;

  private List<MarkedEvidence> read(String lines) throws IOException {
    Files.createDirectories(directory.resolve("evidence"));
    Files.writeString(directory.resolve("evidence/e.jsonl"), lines);
    return MarkedEvidence.files(directory).stream()
        .flatMap(file -> MarkedEvidence.read(file, CODEBOOK).stream())
        .toList();
  }

  private void rejects(String line, String message) {
    assertThatThrownBy(() -> read(GOOD + line))
        .isInstanceOf(UserException.class)
        .hasMessage(directory.resolve("evidence/e.jsonl") + ":2: " + message);
  }

  @Test
  void aLineIsAParagraphAndQuestionWithItsSentences() throws IOException {
    assertThat(MarkedEvidence.files(directory)).isEmpty();
    assertThat(read(GOOD))
        .containsExactly(
            new MarkedEvidence(
                directory.resolve("evidence/e.jsonl") + ":1",
                "a1",
                "The convoy",
                "secret_deal",
                Stance.AGREE,
                List.of("It was paid for.", "All knew.")));
  }

  @Test
  void whatIsWrongIsNamed() {
    rejects(
        GOOD.replace("agree", "unrelated"),
        "stance is unrelated, which no sentence carries. Remove the line.");
    rejects(
        GOOD.replace("[\"It was paid for.\", \"All knew.\"]", "[]"),
        "'evidence' is missing, expected a list of sentences.");
    rejects(
        GOOD.replace("secret_deal", "secret_dea"),
        "question 'secret_dea' is unknown. Did you mean 'secret_deal'? Known: economic_turn,"
            + " peacekeeper_effectiveness, russian_influence, secret_deal, sovereignty_restored.");
    rejects(
        GOOD.replace("starts", "begins"),
        "key 'begins' is unknown. Known: article, evidence, question, stance, starts.");
  }

  @Test
  void everySentenceOfTheShippedDatasetIsOneOfItsParagraph() throws IOException {
    Map<String, List<String>> paragraphs = paragraphs();
    List<MarkedEvidence> marked = new ArrayList<>();
    for (Path file : MarkedEvidence.files(SHIPPED)) {
      marked.addAll(MarkedEvidence.read(file, CODEBOOK));
    }

    assertThat(marked).hasSize(300);
    assertThat(marked)
        .allSatisfy(
            evidence -> {
              List<ParagraphSentences> fitting =
                  Objects.requireNonNull(paragraphs.get(evidence.articleId())).stream()
                      .filter(text -> text.startsWith(evidence.starts()))
                      .map(ParagraphSentences::of)
                      .toList();
              assertThat(fitting).hasSize(1);
              ParagraphSentences paragraph = fitting.get(0);
              assertThat(paragraph.size()).isGreaterThan(1);
              assertThat(paragraph.spans().stream().map(span -> span.of(paragraph.text())))
                  .containsAll(evidence.sentences());
            });
  }

  /** As they were written, by article; a test of cleaning says that they are read so. */
  private static Map<String, List<String>> paragraphs() throws IOException {
    Map<String, List<String>> paragraphs = new HashMap<>();
    try (var files = Files.list(SHIPPED.resolve("reference"))) {
      for (Path file : files.toList()) {
        for (String line : Files.readAllLines(file)) {
          JsonNode article = new JsonMapper().readTree(line);
          List<String> texts = new ArrayList<>();
          article.get("paragraphs").forEach(text -> texts.add(text.asText()));
          paragraphs.put(article.get("article").asText(), texts);
        }
      }
    }
    return paragraphs;
  }
}
