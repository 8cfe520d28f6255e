package io.endoxa.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.endoxa.classify.Judge;
import io.endoxa.classify.JudgeFiles;
import io.endoxa.classify.Tensor;
import io.endoxa.codebook.Stance;
import io.endoxa.encode.EncoderSpec;
import io.endoxa.encode.PairTokenizer;
import io.endoxa.encode.Precision;
import io.endoxa.encode.SharedEncoders;
import io.endoxa.error.UserException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JudgeReaderTest {
  private static final int MAX_TOKENS = 32;
  private static final String QUESTION = "The new harbour should be built.";
  private static final String TEA =
      "Tea was served at noon, and the minutes of the last three meetings were read aloud.";
  private static final String HARBOUR = "The harbour should be built soon, said the mayor.";

  private final EncoderSpec encoder =
      EncoderSpec.find(Path.of("models", "encoders"), "minilm-l6-v2", Precision.INT8, "test:1");

  @Test
  void aLongTextIsReadByItsNearestSentence() {
    try (PairTokenizer tokenizer = PairTokenizer.open(encoder, MAX_TOKENS)) {
      JudgePairs pairs = new JudgePairs(tokenizer, SharedEncoders.of(encoder));

      assertThat(tokenizer.tokens(TEA + " " + HARBOUR).size()).isGreaterThan(MAX_TOKENS - 11);
      assertThat(pairs.pair(QUESTION, TEA + " " + HARBOUR))
          .isEqualTo(tokenizer.pair(QUESTION, HARBOUR));
      assertThat(pairs.pair(QUESTION, HARBOUR)).isEqualTo(tokenizer.pair(QUESTION, HARBOUR));
      assertThat(pairs.pair(QUESTION, "\n " + TEA + " " + HARBOUR))
          .isEqualTo(pairs.pair(QUESTION, TEA + " " + HARBOUR));
    }
  }

  @Test
  void howQuotationMarksAreDrawnMakesNoDifference() {
    try (PairTokenizer tokenizer = PairTokenizer.open(encoder, MAX_TOKENS)) {
      JudgePairs pairs = new JudgePairs(tokenizer, SharedEncoders.of(encoder));

      assertThat(pairs.pair("It’s “built”.", "‘Soon’, said the «mayor»."))
          .isEqualTo(tokenizer.pair("It's \"built\".", "'Soon', said the \"mayor\"."));
    }
  }

  @Test
  void theJudgeGivesTheLogitsOfWhatWasRead() {
    JudgeFiles files = untrained(encoder.id());
    try (Judge judge = files.open(encoder);
        JudgeReader reader = JudgeReader.open(files, encoder)) {
      float[] near = judge.logits(QUESTION, HARBOUR);

      assertThat(reader.logits(QUESTION, TEA + " " + HARBOUR)).containsExactly(near);
      assertThat(reader.logits(QUESTION, TEA + " " + HARBOUR)).containsExactly(near);
      assertThat(judge.logits(QUESTION, TEA + " " + HARBOUR)).isNotEqualTo(near);
    }
  }

  @Test
  void aReaderOfManyTextsForgetsThemAndGivesTheSameLogits() {
    JudgeFiles files = untrained(encoder.id());
    try (Judge judge = files.open(encoder);
        JudgeReader many = JudgeReader.openForMany(files, encoder)) {
      JudgePairs forgetful = JudgePairs.keeping(1, judge.tokenizer(), SharedEncoders.of(encoder));
      float[] near = judge.logits(QUESTION, HARBOUR);

      for (String text : new String[] {TEA + " " + HARBOUR, HARBOUR, TEA + " " + HARBOUR}) {
        assertThat(many.logits(QUESTION, text)).containsExactly(near);
        assertThat(forgetful.pair(QUESTION, text))
            .isEqualTo(judge.tokenizer().pair(QUESTION, HARBOUR));
      }
    }
  }

  @Test
  void aJudgeOfAnotherEncoderIsRefused() {
    assertThatThrownBy(() -> JudgeReader.open(untrained("bge-small"), encoder))
        .isInstanceOf(UserException.class)
        .hasMessageStartingWith("judge.json: field 'base' is 'bge-small', the tokenizer given is");
  }

  /** The encoder with a head that gives the first four numbers of the mean state. */
  private JudgeFiles untrained(String base) {
    return untrained(encoder, base, MAX_TOKENS);
  }

  static JudgeFiles untrained(EncoderSpec encoder, String base, int maxTokens) {
    float[] weight = new float[encoder.dimension() * Stance.COUNT];
    for (int i = 0; i < Stance.COUNT; i++) {
      weight[i * Stance.COUNT + i] = 1;
    }
    Map<String, Tensor> head =
        Map.of(
            "head.weight",
            new Tensor(weight, encoder.dimension(), Stance.COUNT),
            "head.bias",
            new Tensor(new float[Stance.COUNT], Stance.COUNT));
    return new JudgeFiles(
        base, encoder.fingerprint(), Precision.INT8, maxTokens, encoder.modelContent(), head);
  }
}
