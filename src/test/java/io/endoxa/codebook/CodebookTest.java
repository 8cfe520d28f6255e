package io.endoxa.codebook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.endoxa.error.UserException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class CodebookTest {
  private static final String GOOD =
      """
      id: small
      version: 3
      questions:
        - id: deal
          proposition: There was a deal.
          agree: a deal
          disagree: no deal
          paraphrases: [A bargain was struck., " They agreed. "]
          negations:
            - There was no deal.
        - id: trade_2
          proposition: Trade comes first.
          agree: trade
          disagree: security
      frames:
        - id: economic
          definition: money
        - id: legality
          definition: law
      """;

  @Test
  void theShippedCodebookHasItsQuestionsAndFramesInOrder() {
    Codebook codebook = Codebook.read(Path.of("datasets", "south-caucasus", "codebook.yaml"));

    assertThat(codebook.label()).isEqualTo("south-caucasus-v1");
    assertThat(codebook.questionIds())
        .containsExactly(
            "secret_deal",
            "russian_influence",
            "peacekeeper_effectiveness",
            "sovereignty_restored",
            "economic_turn");
    assertThat(codebook.frameIds())
        .containsExactly(
            "economic",
            "capacity_resources",
            "morality",
            "fairness_equality",
            "legality",
            "policy",
            "crime_punishment",
            "security_defense",
            "health_safety",
            "quality_of_life",
            "cultural_identity",
            "public_opinion",
            "political",
            "external_reputation");
  }

  @Test
  void everyFieldIsRead() {
    Codebook codebook = Codebook.parse("x.yaml", GOOD);

    assertThat(codebook.id()).isEqualTo("small");
    assertThat(codebook.version()).isEqualTo(3);
    assertThat(codebook.questions().get(0))
        .isEqualTo(
            new Question(
                "deal",
                "There was a deal.",
                "a deal",
                "no deal",
                List.of("A bargain was struck.", "They agreed."),
                List.of("There was no deal.")));
    assertThat(codebook.questions().get(1).paraphrases()).isEmpty();
    assertThat(codebook.questions().get(1).negations()).isEmpty();
    assertThat(codebook.frames().get(1)).isEqualTo(new Frame("legality", "law"));
  }

  @Test
  void aCodebookMayHaveNoFrames() {
    String withoutFrames = GOOD.substring(0, GOOD.indexOf("frames:"));
    assertThat(Codebook.parse("x.yaml", withoutFrames).frames()).isEmpty();
  }

  @Test
  void aMissingFieldIsNamedWithTheLineOfItsQuestion() {
    rejects(
        GOOD.replace("    agree: trade\n", ""),
        "x.yaml:11: key 'agree' is missing, expected a text.");
    rejects(
        GOOD.replace("    definition: law\n", ""),
        "x.yaml:18: key 'definition' is missing, expected a text.");
    rejects(GOOD.replace("id: small\n", ""), "x.yaml:1: key 'id' is missing, expected a text.");
  }

  @Test
  void anUnknownFieldIsNamedWithItsLine() {
    rejects(
        GOOD.replace("disagree: no deal", "disagre: no deal"),
        "x.yaml:7: key 'disagre' is unknown. Did you mean 'disagree'?"
            + " Known keys: agree, disagree, id, negations, paraphrases, proposition.");
    rejects(
        GOOD.replace("definition: money", "meaning: money"),
        "x.yaml:17: key 'meaning' is unknown. Known keys: definition, id.");
    rejects(
        GOOD.replace("frames:", "frame:"),
        "x.yaml:15: key 'frame' is unknown. Did you mean 'frames'?"
            + " Known keys: frames, id, questions, version.");
  }

  @Test
  void anEmptyFieldIsNamedWithItsLine() {
    rejects(
        GOOD.replace("agree: a deal", "agree: ''"), "x.yaml:6: agree: is empty, expected a text.");
  }

  @Test
  void anEmptySentenceIsRefused() {
    rejects(
        GOOD.replace("- There was no deal.", "- ' '"),
        "x.yaml:9: negations: a sentence is empty. Write or remove it.");
    rejects(
        GOOD.replace("A bargain was struck.", "''"),
        "x.yaml:8: paraphrases: a sentence is empty. Write or remove it.");
  }

  @Test
  void aSentenceStandsOnceInAQuestion() {
    rejects(
        GOOD.replace("- There was no deal.", "- they  AGREED."),
        "x.yaml:9: negations: 'they  AGREED.' stands twice in the question. Remove one.");
    rejects(
        GOOD.replace("A bargain was struck.", "There was a deal."),
        "x.yaml:8: paraphrases: 'There was a deal.' stands twice in the question. Remove one.");
  }

  @Test
  void everyShippedQuestionHasEightParaphrasesAndEightNegations() {
    Codebook codebook = Codebook.read(Path.of("datasets", "south-caucasus", "codebook.yaml"));

    assertThat(codebook.questions())
        .hasSize(5)
        .allSatisfy(
            question -> {
              assertThat(question.paraphrases()).hasSize(8);
              assertThat(question.negations()).hasSize(8);
              assertThat(question.paraphrases()).allMatch(text -> text.matches("[A-Z].+\\."));
              assertThat(question.negations()).allMatch(text -> text.matches("[A-Z].+\\."));
            });
  }

  @Test
  void anIdMustBeFitForAColumn() {
    rejects(
        GOOD.replace("id: trade_2", "id: Trade-2"),
        "x.yaml:11: id 'Trade-2' does not fit: expected lower-case letters, digits and _,"
            + " a letter first.");
  }

  @Test
  void anIdStandsOnce() {
    rejects(
        GOOD.replace("id: trade_2", "id: deal"), "x.yaml:3: id 'deal' stands twice. Rename one.");
    rejects(
        GOOD.replace("id: legality", "id: economic"),
        "x.yaml:15: id 'economic' stands twice. Rename one.");
  }

  @Test
  void theVersionIsAWholeNumberFromOne() {
    rejects(
        GOOD.replace("version: 3", "version: 0"),
        "x.yaml:2: version: found '0', expected a whole number from 1 to 2147483647.");
    rejects(
        GOOD.replace("version: 3", "version: 1.5"),
        "x.yaml:2: version: found '1.5', expected a whole number from 1 to 2147483647.");
  }

  @Test
  void aCodebookAsksSomething() {
    rejects("id: a\nversion: 1\nquestions: []\n", "x.yaml:3: expected at least one question.");
    rejects(
        "id: a\nversion: 1\nquestions: deal\n",
        "x.yaml:3: questions: found 'deal', expected a list of mappings.");
  }

  private static void rejects(String yaml, String message) {
    assertThatThrownBy(() -> Codebook.parse("x.yaml", yaml))
        .isInstanceOf(UserException.class)
        .hasMessage(message);
  }
}
