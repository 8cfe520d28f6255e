package io.endoxa.encode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.endoxa.error.UserException;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PairTokenizerTest {
  // Line numbers, from 0, in the model's published vocab.txt.
  private static final int CLS = 101;
  private static final int SEP = 102;
  private static final int NEW = 2047;
  private static final int JOBS = 5841;
  private static final int EXCLAMATION = 999;

  private final EncoderSpec spec =
      EncoderSpec.find(Path.of("models", "encoders"), "minilm-l6-v2", Precision.INT8, "test:1");
  private final PairTokenizer tokenizer = PairTokenizer.open(spec, 12);

  @AfterAll
  void close() {
    tokenizer.close();
  }

  @Test
  void aPairIsMarkedAndTyped() {
    TokenPair pair = tokenizer.pair("New jobs!", "Jobs, new jobs");

    int comma = 1010;
    assertThat(pair.ids())
        .containsExactly(CLS, NEW, JOBS, EXCLAMATION, SEP, JOBS, comma, NEW, JOBS, SEP);
    assertThat(pair.types()).containsExactly(0, 0, 0, 0, 0, 1, 1, 1, 1, 1);
    assertThat(pair.size()).isEqualTo(10);
    assertThat(pair.questionSize()).isEqualTo(5);
    assertThat(pair).hasToString("TokenPair[10 tokens, 5 of the question]");
  }

  @Test
  void joinedTokensAreThePairOfTheirTexts() {
    Tokens question = tokenizer.tokens("New jobs!");

    assertThat(question.size()).isEqualTo(3);
    assertThat(tokenizer.join(question, tokenizer.tokens("Jobs!")))
        .isEqualTo(tokenizer.pair("New jobs!", "Jobs!"))
        .isNotEqualTo(tokenizer.pair("New jobs!", "Jobs"))
        .isNotEqualTo(tokenizer.pair("New", "jobs! Jobs!"));
  }

  @Test
  void aLongParagraphIsCutToWhatTheQuestionLeaves() {
    TokenPair pair = tokenizer.pair("New jobs!", "jobs ".repeat(300));

    assertThat(pair.size()).isEqualTo(12);
    assertThat(pair.questionSize()).isEqualTo(5);
    assertThat(pair.ids()).endsWith(JOBS, SEP);
  }

  @Test
  void aLongQuestionIsCutToAThirdAndLeavesTheParagraphTheRest() {
    TokenPair pair = tokenizer.pair("new ".repeat(300), "jobs ".repeat(300));

    assertThat(pair.ids())
        .containsExactly(CLS, NEW, NEW, NEW, NEW, SEP, JOBS, JOBS, JOBS, JOBS, JOBS, SEP);
    assertThat(tokenizer.pair("new ".repeat(300), "Jobs!").ids())
        .containsExactly(CLS, NEW, NEW, NEW, NEW, SEP, JOBS, EXCLAMATION, SEP);
  }

  @Test
  void eitherSideMayBeEmpty() {
    assertThat(tokenizer.pair("New", "").ids()).containsExactly(CLS, NEW, SEP, SEP);
    assertThat(tokenizer.pair("New", " \n").types()).containsExactly(0, 0, 0, 1);
    assertThat(tokenizer.pair("", "New").ids()).containsExactly(CLS, SEP, NEW, SEP);
    assertThat(tokenizer.pair("", "").ids()).containsExactly(CLS, SEP, SEP);
  }

  @Test
  void halfASurrogatePairShiftsNothing() {
    assertThat(tokenizer.pair("new \uD83D jobs", "jobs \uDE00"))
        .isEqualTo(tokenizer.pair("new \uFFFD jobs", "jobs \uFFFD"));
    assertThat(tokenizer.tokens("a \uD83D\uDE00 \uD83D b").within(7, 8).size()).isEqualTo(1);
  }

  @Test
  void tokensOfAPartAreThoseThatBeginInIt() {
    Tokens tokens = tokenizer.tokens("New jobs! Jobs");

    assertThat(ids(tokens.within(0, 4))).containsExactly(NEW);
    assertThat(ids(tokens.within(4, 9))).containsExactly(JOBS, EXCLAMATION);
    assertThat(ids(tokens.within(9, 14))).containsExactly(JOBS);
    assertThat(ids(tokens.within(0, 4).then(tokens.within(9, 14)))).containsExactly(NEW, JOBS);
  }

  @Test
  void aPairHandsOutCopies() {
    int[] ids = {CLS, SEP, SEP};
    TokenPair pair = new TokenPair(ids, 2);
    ids[0] = 0;
    Arrays.fill(pair.ids(), 0);

    assertThat(pair.ids()).containsExactly(CLS, SEP, SEP);
    assertThatThrownBy(() -> new TokenPair(ids, 4))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("questionSize is 4, expected 1 to 3");
  }

  @Test
  void tooFewTokensAreRefused() {
    assertThatThrownBy(() -> PairTokenizer.open(spec, 7))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("maxTokens is 7, expected at least 8");
  }

  @Test
  void aMissingTokenizerIsNamed() {
    EncoderSpec missing =
        new EncoderSpec(
            spec.id(),
            spec.precision(),
            spec.model(),
            new EncoderFile("/absent/tokenizer.json"),
            384,
            256,
            spec.licence());

    assertThatThrownBy(() -> PairTokenizer.open(missing, 128))
        .isInstanceOf(UserException.class)
        .hasMessageStartingWith(
            "encoder 'minilm-l6-v2/int8': tokenizer /absent/tokenizer.json: there is no such file.");
  }

  private static int[] ids(Tokens tokens) {
    int[] ids = new int[tokens.size()];
    tokens.copyIds(ids, 0);
    return ids;
  }
}
