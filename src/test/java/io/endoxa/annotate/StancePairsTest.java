package io.endoxa.annotate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.endoxa.codebook.Stance;
import io.endoxa.error.UserException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StancePairsTest {
  private static final String GOOD =
      """
      {"id": "3", "group": "cars", "question": "Cars should go", "text": " They stink. ", \
      "stance": "agree", "seen": "0"}""";

  @TempDir private Path directory;

  private Path write(String name, String... lines) throws IOException {
    return Files.writeString(directory.resolve(name), String.join("\n", lines) + "\n");
  }

  private Path pack(String name, byte[] bytes) throws IOException {
    Path file = directory.resolve(name);
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
      out.write(bytes);
    }
    return file;
  }

  private void assertMistake(String line, String message) throws IOException {
    Path file = write("p.jsonl", GOOD, line);
    assertThatThrownBy(() -> StancePairs.read(file, null))
        .isInstanceOf(UserException.class)
        .hasMessage(file + message);
  }

  @Test
  void aLineIsRead() throws IOException {
    assertThat(StancePairs.read(write("p.jsonl", GOOD), null))
        .containsExactly(
            new StancePair("3", "cars", "Cars should go", "They stink.", Stance.AGREE, false));
  }

  @Test
  void aPackedFileIsReadAsAPlainOne() throws IOException {
    Path plain = write("p.jsonl", GOOD, "", GOOD);
    Path packed = pack("p.jsonl.gz", Files.readAllBytes(plain));

    assertThat(StancePairs.read(packed, null)).isEqualTo(StancePairs.read(plain, null)).hasSize(2);
  }

  @Test
  void idAndGroupAndSeenAreOptional() throws IOException {
    String bare = "{\"question\": \"%s\", \"text\": \"%s\", \"stance\": \"discuss\"}";
    Path file =
        write(
            "p.jsonl",
            bare.formatted("a", "x"),
            bare.formatted("b", "x"),
            bare.formatted("a", "y"));
    List<StancePair> pairs = StancePairs.read(file, null);

    assertThat(pairs.get(0).id()).isEqualTo(file + ":1");
    assertThat(pairs.get(0).seen()).isNull();
    assertThat(pairs.get(0).group()).isEqualTo(pairs.get(1).group());
    assertThat(pairs.get(0).group()).isNotEqualTo(pairs.get(2).group());
  }

  @Test
  void aBodyNamesATextOfTheSecondFile() throws IOException {
    Path texts = write("texts.jsonl", "{\"body\": \"7\", \"text\": \"A long story.\"}");
    Path pairs =
        write("p.jsonl", "{\"question\": \"q\", \"body\": \"7\", \"stance\": \"unrelated\"}");

    assertThat(StancePairs.read(pairs, texts).get(0).text()).isEqualTo("A long story.");
    assertThatThrownBy(() -> StancePairs.read(pairs, null))
        .isInstanceOf(UserException.class)
        .hasMessage(
            pairs + ":1: names body '7', but no file of texts is given. Name it under 'texts'.");

    Path unknown =
        write("q.jsonl", "{\"question\": \"q\", \"body\": \"8\", \"stance\": \"unrelated\"}");
    assertThatThrownBy(() -> StancePairs.read(unknown, texts))
        .isInstanceOf(UserException.class)
        .hasMessage(unknown + ":1: body '8' is not among the 1 texts of " + texts + ".");
  }

  @Test
  void aBodyThatStandsTwiceIsAMistake() throws IOException {
    Path texts =
        write(
            "t.jsonl", "{\"body\": \"7\", \"text\": \"A\"}", "{\"body\": \"7\", \"text\": \"B\"}");
    Path pairs = write("p.jsonl", GOOD);

    assertThatThrownBy(() -> StancePairs.read(pairs, texts))
        .isInstanceOf(UserException.class)
        .hasMessage(texts + ":2: body '7' stands twice. Keep one.");
  }

  @Test
  void aLineThatIsNotAPairIsNamed() throws IOException {
    assertMistake(
        GOOD.replace("agree", "agrees"),
        ":2: stance 'agrees' is unknown. Did you mean 'agree'?"
            + " Known: agree, disagree, discuss, unrelated.");
    assertMistake(GOOD.replace(" They stink. ", " "), ":2: 'text' is empty, expected a text.");
    assertMistake(
        GOOD.replace("\"seen\": \"0\"", "\"seen\": \"maybe\""),
        ":2: seen 'maybe' is unknown. Known: 0, 1, false, true.");
    assertMistake(GOOD.replace("\"id\"", "\"body\""), ":2: has both 'text' and 'body'. Keep one.");
    assertMistake(
        GOOD.replace("group", "gruop"),
        ":2: key 'gruop' is unknown. Did you mean 'group'?"
            + " Known: body, group, id, question, seen, stance, text.");
  }

  @Test
  void aFileThatIsNotThereOrNotPackedOrNotTextIsNamed() throws IOException {
    Path absent = directory.resolve("absent.jsonl.gz");
    assertThatThrownBy(() -> StancePairs.read(absent, null))
        .isInstanceOf(UserException.class)
        .hasMessage(absent + ": there is no such file. Check the path.");

    Path unpacked = write("plain.jsonl.gz", GOOD);
    assertThatThrownBy(() -> StancePairs.read(unpacked, null))
        .isInstanceOf(UserException.class)
        .hasMessage(unpacked + ": cannot be read as UTF-8: Not in GZIP format.");

    Path latin = pack("latin.jsonl.gz", "{\"text\": \"é\"}".getBytes(StandardCharsets.ISO_8859_1));
    assertThatThrownBy(() -> StancePairs.read(latin, null))
        .isInstanceOf(UserException.class)
        .hasMessageStartingWith(latin + ": cannot be read as UTF-8: ");

    Path empty = write("empty.jsonl");
    assertThatThrownBy(() -> StancePairs.read(empty, null))
        .isInstanceOf(UserException.class)
        .hasMessage(empty + ": holds no pairs, expected one JSON object a line.");
  }
}
