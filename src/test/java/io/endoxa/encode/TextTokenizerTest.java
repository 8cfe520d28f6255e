package io.endoxa.encode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.endoxa.error.UserException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TextTokenizerTest {
  private final EncoderSpec spec =
      EncoderSpec.find(Path.of("models", "encoders"), "minilm-l6-v2", Precision.INT8, "test:1");
  private final TextTokenizer tokenizer = TextTokenizer.open(spec);

  @BeforeAll
  void openingTurnsTheLibraryOffline() {
    assertThat(System.getProperty("ai.djl.offline")).isEqualTo("true");
  }

  @AfterAll
  void close() {
    tokenizer.close();
  }

  @Test
  void idsAreThoseOfTheVocabulary() {
    // Line numbers, from 0, of [CLS], new, jobs, !, [SEP] in the model's published vocab.txt.
    assertThat(tokenizer.tokenize("New jobs!").ids()).containsExactly(101, 2047, 5841, 999, 102);
  }

  @Test
  void startsCountCharsAcrossEmoji() {
    String text = "a \uD83D\uDE00\uD83D\uDE00 b";

    assertThat(text.indexOf('b')).isEqualTo(7);
    assertThat(starts(text)).contains(0, 2).endsWith(7);
  }

  @Test
  void startsCountCharsAcrossArmenianAndAzerbaijaniLetters() {
    String text = "Երևան və Əliyev, city";

    assertThat(starts(text))
        .contains(0, text.indexOf("və"), text.indexOf("Əliyev"))
        .endsWith(text.indexOf("city"));
  }

  @Test
  void startsCountCharsAcrossCombiningMarksAndCapitalsThatGrow() {
    // The capital I with a dot becomes two code points in lower case; accents are dropped.
    String text = "e\u0301le\u0300ve \u0130zmir z";

    assertThat(starts(text)).contains(0, text.indexOf('\u0130')).endsWith(text.indexOf('z', 12));
  }

  @Test
  void halfASurrogatePairShiftsNothing() {
    assertThat(starts("x \uD83D y \uDE00 z \uD83D\uDE00 w")).contains(0, 4, 8, 10).endsWith(13);
  }

  @Test
  void longTextsAreCutAndCountedInFull() {
    TokenizedText fits = tokenizer.tokenize("jobs ".repeat(254));
    TokenizedText over = tokenizer.tokenize("jobs ".repeat(255));
    TokenizedText far = tokenizer.tokenize("jobs ".repeat(1000));

    assertThat(fits.size()).isEqualTo(256);
    assertThat(fits.fullCount()).isEqualTo(256);
    assertThat(fits.truncated()).isFalse();
    assertThat(over.size()).isEqualTo(256);
    assertThat(over.fullCount()).isEqualTo(257);
    assertThat(over.truncated()).isTrue();
    assertThat(over.ids()).startsWith(101).endsWith(102);
    assertThat(far.fullCount()).isEqualTo(1002);
  }

  @Test
  void aFileThatIsNoTokenizerIsNamed(@TempDir Path directory) throws IOException {
    Path file = Files.writeString(directory.resolve("tokenizer.json"), "{\"a\": 1}");

    assertThatThrownBy(() -> TextTokenizer.open(with(new EncoderFile(file.toString()))))
        .isInstanceOf(UserException.class)
        .hasMessageStartingWith(
            "encoder 'minilm-l6-v2/int8': tokenizer " + file + " cannot be opened: ")
        .hasMessageEndingWith(". Expected a Hugging Face tokenizer.json.");
  }

  @Test
  void aMissingFileIsNamed() {
    assertThatThrownBy(() -> TextTokenizer.open(with(new EncoderFile("/absent/tokenizer.json"))))
        .isInstanceOf(UserException.class)
        .hasMessageStartingWith(
            "encoder 'minilm-l6-v2/int8': tokenizer /absent/tokenizer.json: there is no such file.");
  }

  private EncoderSpec with(EncoderFile file) {
    return new EncoderSpec(
        spec.id(), spec.precision(), spec.model(), file, spec.dimension(), 256, spec.licence());
  }

  private int[] starts(String text) {
    try (TextTokenizer uncut = TextTokenizer.openUncut(spec)) {
      Tokens tokens = uncut.tokens(text);
      return IntStream.range(0, tokens.size()).map(tokens::start).toArray();
    }
  }
}
