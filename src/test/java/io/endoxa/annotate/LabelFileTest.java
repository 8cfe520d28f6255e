package io.endoxa.annotate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.endoxa.codebook.Codebook;
import io.endoxa.codebook.Stance;
import io.endoxa.error.UserException;
import io.endoxa.text.Voice;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LabelFileTest {
  private static final Codebook CODEBOOK =
      Codebook.parse(
          "codebook.yaml",
          """
          id: small
          version: 2
          questions:
            - {id: deal, proposition: There was a deal., agree: a deal, disagree: no deal}
            - {id: trade, proposition: Trade comes first., agree: trade, disagree: security}
          frames:
            - {id: economic, definition: money}
            - {id: legality, definition: law}
          """);
  private static final String GOOD =
      """
      {"article": "a1", "starts": " The convoy left", "stances": {"deal": "discuss", "trade": \
      "unrelated"}, "frames": ["legality", "economic"], "voice": "author", "phenomena": ["irony", \
      "wrong_target"], "annotator": " anna ", "pair_id": "p7"}""";

  @TempDir private Path directory;

  @Test
  void aLineIsRead() {
    assertThat(parse(GOOD))
        .isEqualTo(
            new ParagraphLabels(
                "l.jsonl:4",
                "a1",
                "The convoy left",
                Map.of("deal", Stance.DISCUSS, "trade", Stance.UNRELATED),
                List.of("legality", "economic"),
                "anna",
                Voice.AUTHOR,
                List.of("irony", "wrong_target"),
                "p7"));
  }

  @Test
  void whatFollowsTheStancesMayBeAbsentOrNull() {
    String rest = GOOD.substring(GOOD.indexOf(", \"frames\""));
    for (String absent :
        List.of("}", ", \"annotator\": null, \"voice\": null, \"pair_id\": null}")) {
      ParagraphLabels labels = parse(GOOD.replace(rest, absent));

      assertThat(labels.frames()).isNull();
      assertThat(labels.annotator()).isEmpty();
      assertThat(labels.voice()).isNull();
      assertThat(labels.phenomena()).isEmpty();
      assertThat(labels.pairId()).isNull();
    }
  }

  @Test
  void whatFollowsTheStancesIsChecked() {
    rejects(
        GOOD.replace("\"author\"", "\"auther\""),
        "voice 'auther' is unknown. Did you mean 'author'? Known: author, mixed, reported.");
    rejects(
        GOOD.replace("wrong_target", "Wrong target"),
        "phenomenon 'Wrong target' does not fit: expected lower-case words joined by _.");
    rejects(
        GOOD.replace("[\"irony\", \"wrong_target\"]", "\"irony\""),
        "phenomena is \"irony\", expected a list of words.");
    rejects(GOOD.replace("\" anna \"", "7"), "annotator is 7, expected a text.");
    rejects(GOOD.replace("\"p7\"", "[]"), "pair_id is [], expected a text.");
  }

  @Test
  void framesThatWereNotAnnotatedAreNotTheSameAsNoFrames() {
    String frames = "[\"legality\", \"economic\"]";
    assertThat(parse(GOOD.replace(frames, "[]")).frames()).isEmpty();
    assertThat(parse(GOOD.replace(frames, "null")).frames()).isNull();
    assertThat(parse(GOOD.replace("\"frames\": " + frames + ", ", "")).frames()).isNull();
  }

  @Test
  void aLineThatIsNoObjectIsRejected() {
    assertThatThrownBy(() -> parse("{\"article\": "))
        .isInstanceOf(UserException.class)
        .hasMessageStartingWith("l.jsonl:4: is not a JSON object: ");
    assertThatThrownBy(() -> parse(GOOD + GOOD))
        .isInstanceOf(UserException.class)
        .hasMessageStartingWith("l.jsonl:4: is not a JSON object: ");
    rejects("[]", "'article' is missing, expected a text.");
    rejects("null", "'article' is missing, expected a text.");
  }

  @Test
  void aKeyThatStandsTwiceIsRejected() {
    assertThatThrownBy(() -> parse(GOOD.replace("\"voice\"", "\"article\"")))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("l.jsonl:4: is not a JSON object: ")
        .hasMessageContaining("article");
  }

  @Test
  void aMissingOrEmptyTextIsRejected() {
    rejects(GOOD.replace("\"a1\"", "\" \""), "'article' is empty, expected a text.");
    rejects(GOOD.replace("\" The convoy left\"", "null"), "'starts' is missing, expected a text.");
  }

  @Test
  void anUnknownKeyIsRejected() {
    rejects(
        GOOD.replace("\"starts\"", "\"start\""),
        "key 'start' is unknown. Did you mean 'starts'?"
            + " Known: annotator, article, frames, pair_id, phenomena, stances, starts,"
            + " voice.");
  }

  @Test
  void anUnknownQuestionStanceOrFrameIsRejected() {
    rejects(
        GOOD.replace("\"deal\"", "\"dael\""),
        "question 'dael' is unknown. Did you mean 'deal'? Known: deal, trade.");
    rejects(
        GOOD.replace("\"discuss\"", "\"neutral\""),
        "stance 'neutral' is unknown. Known: agree, disagree, discuss, unrelated.");
    rejects(
        GOOD.replace("\"legality\"", "\"legalty\""),
        "frame 'legalty' is unknown. Did you mean 'legality'? Known: economic, legality.");
  }

  @Test
  void everyQuestionIsLabelled() {
    String message = "stances has no 'trade', expected a stance for every question of small-v2.";
    rejects(GOOD.replace(", \"trade\": \"unrelated\"", ""), message);
    rejects(
        GOOD.replace("\"stances\": {\"deal\": \"discuss\", \"trade\": \"unrelated\"}, ", ""),
        "stances has no 'deal', expected a stance for every question of small-v2.");
  }

  @Test
  void framesThatAreNoListAreRejected() {
    String frames = "[\"legality\", \"economic\"]";
    rejects(
        GOOD.replace(frames, "\"legality\""), "frames is \"legality\", expected a list of frames.");
    rejects(GOOD.replace(frames, "{}"), "frames is {}, expected a list of frames.");
  }

  @Test
  void errorsCountLinesFromOneAndBlankLinesToo() throws IOException {
    Path file = write("a.jsonl", GOOD + "\n\n" + GOOD.replace("discuss", "nothing") + "\n");
    assertThatThrownBy(() -> LabelFile.read(file, CODEBOOK))
        .isInstanceOf(UserException.class)
        .hasMessageStartingWith(file + ":3: stance 'nothing' is unknown.");
  }

  @Test
  void filesAreReadInTheOrderOfTheirNames() throws IOException {
    write("b.jsonl", GOOD.replace("a1", "second") + "\n");
    write("a.jsonl", "\n" + GOOD.replace("a1", "first"));
    write("notes.txt", "not labels");

    List<ParagraphLabels> labels = LabelFile.readAll(directory, CODEBOOK);

    assertThat(labels).extracting(ParagraphLabels::articleId).containsExactly("first", "second");
    assertThat(labels.get(0).place()).isEqualTo(directory.resolve("a.jsonl") + ":2");
  }

  @Test
  void aDirectoryWithoutLabelsIsRejected() {
    assertThatThrownBy(() -> LabelFile.readAll(directory, CODEBOOK))
        .isInstanceOf(UserException.class)
        .hasMessage(
            directory + ": holds no labels, expected .jsonl files with one paragraph a line.");
    Path missing = directory.resolve("missing");
    assertThatThrownBy(() -> LabelFile.readAll(missing, CODEBOOK))
        .isInstanceOf(UserException.class)
        .hasMessage(missing + ": is not a readable directory of label files. Check 'dataset'.");
  }

  @Test
  void aFileThatIsNotUtf8IsRejected() throws IOException {
    Path file = directory.resolve("latin.jsonl");
    Files.write(file, GOOD.replace("convoy", "cônvoy").getBytes(StandardCharsets.ISO_8859_1));
    assertThatThrownBy(() -> LabelFile.read(file, CODEBOOK))
        .isInstanceOf(UserException.class)
        .hasMessageStartingWith(file + ": cannot be read as UTF-8: ");
  }

  @Test
  void theShippedLabelsAreComplete() {
    Path dataset = Path.of("datasets", "south-caucasus");
    Codebook codebook = Codebook.read(dataset.resolve("codebook.yaml"));

    List<ParagraphLabels> labels = LabelFile.readAll(dataset.resolve("labels"), codebook);

    assertThat(labels).hasSizeGreaterThan(4000);
    assertThat(labels)
        .allSatisfy(
            label -> {
              assertThat(label.stances()).containsOnlyKeys(codebook.questionIds());
              assertThat(label.frames()).isNotNull().hasSizeBetween(0, 3).doesNotHaveDuplicates();
            });
    for (String question : codebook.questionIds()) {
      assertThat(labels)
          .extracting(label -> label.stances().get(question))
          .as(question)
          .contains(Stance.values());
    }
  }

  private Path write(String name, String text) throws IOException {
    return Files.writeString(directory.resolve(name), text);
  }

  private static ParagraphLabels parse(String line) {
    return LabelFile.parse("l.jsonl:4", line, CODEBOOK);
  }

  private static void rejects(String line, String message) {
    assertThatThrownBy(() -> parse(line))
        .isInstanceOf(UserException.class)
        .hasMessage("l.jsonl:4: " + message);
  }
}
