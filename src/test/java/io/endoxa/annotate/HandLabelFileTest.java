package io.endoxa.annotate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.endoxa.codebook.Codebook;
import io.endoxa.codebook.Stance;
import io.endoxa.error.UserException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HandLabelFileTest {
  private static final Codebook CODEBOOK =
      Codebook.parse(
          "codebook.yaml",
          """
          id: small
          version: 2
          questions:
            - {id: deal, proposition: There was a deal., agree: a deal, disagree: no deal}
            - {id: trade, proposition: Trade comes first., agree: trade, disagree: security}
          """);
  private static final String GOOD =
      """
      {"paragraph_id": "p1", "question_id": "deal", "stance": "agree", "inclusion_probability": 0.06}
      """;

  @TempDir private Path directory;

  private List<HandLabel> read(String lines) throws IOException {
    return HandLabelFile.read(Files.writeString(directory.resolve("h.jsonl"), lines), CODEBOOK);
  }

  @Test
  void linesAreReadAndOtherKeysStay() throws IOException {
    assertThat(
            read(
                GOOD
                    + "\n"
                    + GOOD.replace("\"deal\"", "\"trade\", \"text\": \"It rained.\"")
                        .replace("0.06", "1")))
        .containsExactly(
            new HandLabel("p1", "deal", Stance.AGREE, 0.06),
            new HandLabel("p1", "trade", Stance.AGREE, 1));
  }

  @Test
  void aProbabilityIsNeededAndChecked() {
    String expected =
        ", expected a number above 0, at most 1: how likely the paragraph was to be drawn.";
    rejects(GOOD.replace("0.06", "0"), "h.jsonl:1: inclusion_probability is 0" + expected);
    rejects(GOOD.replace("0.06", "6"), "h.jsonl:1: inclusion_probability is 6" + expected);
    rejects(
        GOOD.replace("0.06", "\"6 %\""), "h.jsonl:1: inclusion_probability is \"6 %\"" + expected);
    rejects(
        GOOD.replace(", \"inclusion_probability\": 0.06", ""),
        "h.jsonl:1: inclusion_probability is missing" + expected);
  }

  @Test
  void whatTheCodebookDoesNotKnowIsRejected() {
    rejects(
        GOOD.replace("deal", "dael"),
        "h.jsonl:1: question 'dael' is unknown. Did you mean 'deal'? Known: deal, trade.");
    rejects(
        GOOD.replace("agree", "agrees"),
        "h.jsonl:1: stance 'agrees' is unknown. Did you mean 'agree'? Known: agree, disagree,"
            + " discuss, unrelated.");
    rejects(
        GOOD.replace("paragraph_id", "id"),
        "h.jsonl:1: 'paragraph_id' is missing, expected a text.");
  }

  @Test
  void aParagraphIsLabelledOncePerQuestion() {
    rejects(
        GOOD + GOOD.replace("agree", "discuss"),
        "h.jsonl:2: labels paragraph 'p1' for 'deal', as "
            + directory.resolve("h.jsonl:1")
            + " does. Keep what was agreed on.");
  }

  @Test
  void aFileWithoutLabelsIsRejected() {
    rejects("\n", "h.jsonl: holds no labels, expected one paragraph and question a line.");
  }

  private void rejects(String lines, String message) {
    assertThatThrownBy(() -> read(lines))
        .isInstanceOf(UserException.class)
        .hasMessage(directory + "/" + message);
  }
}
