package io.endoxa.encode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PairReaderTest {
  private static final String QUESTION = "harbour";
  private static final String RAIN = "It rained all day. ";
  private static final String SHIPS = "Ships came in. ";
  private static final String DOCKS = "The docks grew. ";
  private static final String WALL = "A wall stood. ";

  /** How near each text is to the question, made up. */
  private static final Map<String, Float> NEARNESS =
      Map.of(QUESTION, 1f, RAIN, 0.1f, SHIPS, 0.8f, DOCKS, 0.9f, WALL, 0.1f);

  private final EncoderSpec spec =
      EncoderSpec.find(Path.of("models", "encoders"), "minilm-l6-v2", Precision.INT8, "test:1");
  // Four marks and question tokens, ten tokens for the paragraph.
  private final PairTokenizer tokenizer = PairTokenizer.open(spec, 14);
  private Angles encoder = new Angles();
  private PairReader reader = new PairReader(tokenizer, encoder);
  private PairText question = reader.question(QUESTION);

  @BeforeEach
  void startAnew() {
    encoder = new Angles();
    reader = new PairReader(tokenizer, encoder);
    question = reader.question(QUESTION);
  }

  @AfterAll
  void close() {
    tokenizer.close();
  }

  @Test
  void aParagraphThatFitsIsReadWholeAndNothingIsEncoded() {
    TokenPair pair = reader.pair(question, paragraph(DOCKS, SHIPS));

    assertThat(pair).isEqualTo(tokenizer.pair(QUESTION, DOCKS + SHIPS));
    assertThat(encoder.texts).isEmpty();
  }

  @Test
  void theNearestSentencesStayInTheOrderOfTheText() {
    TokenPair pair = reader.pair(question, paragraph(SHIPS, RAIN, DOCKS));

    assertThat(tokenizer.tokens(SHIPS + DOCKS).size()).isEqualTo(8);
    assertThat(pair).isEqualTo(tokenizer.pair(QUESTION, SHIPS + DOCKS));
  }

  @Test
  void aSentenceThatStillFitsIsTakenAfterOneThatDoesNot() {
    // The docks leave six tokens: too few for the long ships, enough for the wall.
    String longShips = "Ships came in and out and in. ";
    encoder.more = Map.of(longShips, 0.8f);

    TokenPair pair = reader.pair(question, paragraph(longShips, WALL, DOCKS));

    assertThat(pair).isEqualTo(tokenizer.pair(QUESTION, WALL + DOCKS));
  }

  @Test
  void ofEquallyNearSentencesTheEarlierIsTaken() {
    String rain = RAIN + "and night and ";
    encoder.more = Map.of(rain, 0.1f);

    TokenPair pair = reader.pair(question, paragraph(WALL, rain));

    assertThat(pair).isEqualTo(tokenizer.pair(QUESTION, WALL));
  }

  @Test
  void theNearestSentenceIsCutIfItAloneIsTooLong() {
    String flood = "ships ".repeat(20);
    encoder.more = Map.of(flood, 0.95f);

    TokenPair pair = reader.pair(question, paragraph(RAIN, flood, DOCKS));

    assertThat(pair).isEqualTo(tokenizer.pair(QUESTION, "ships ".repeat(10)));
  }

  @Test
  void eachTextIsEncodedOnceForAllQuestions() {
    PairText paragraph = paragraph(SHIPS, RAIN, DOCKS);
    PairText first = reader.question(QUESTION);
    PairText second = reader.question(QUESTION);

    reader.pair(first, paragraph);
    reader.pair(second, paragraph);
    reader.pair(first, paragraph);

    assertThat(encoder.texts).containsExactlyInAnyOrder(QUESTION, QUESTION, SHIPS, RAIN, DOCKS);
  }

  @Test
  void sentencesWithoutTokensAreLeftOut() {
    // A zero-width space is no token, and no white space either.
    PairText paragraph = paragraph(" ", SHIPS, "\u200B ", RAIN, DOCKS);

    assertThat(reader.pair(question, paragraph)).isEqualTo(tokenizer.pair(QUESTION, SHIPS + DOCKS));
  }

  @Test
  void withoutAQuestionTheBeginningIsRead() {
    String text = RAIN + SHIPS + DOCKS;

    assertThat(reader.pair(reader.question(" "), paragraph(RAIN, SHIPS, DOCKS)))
        .isEqualTo(tokenizer.pair("", text));
    assertThat(reader.pair(question, reader.paragraph("", new int[] {0})))
        .isEqualTo(tokenizer.pair(QUESTION, ""));
  }

  @Test
  void sentenceStartsMustFitTheText() {
    assertThatThrownBy(() -> reader.paragraph("One. Two.", new int[] {0, 9}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "Sentence 1 starts at 9, expected more than 0 and less than the text's length, 9.");
  }

  @Test
  void aRealEncoderFindsTheSentenceThatIsMeant() {
    String ships = "Freight ships will soon moor at the new quay of the port. ";
    String cheese = "She sells cheese and honey on the market in the mornings. ";
    PairReader real = new PairReader(tokenizer, SharedEncoders.of(spec));

    TokenPair pair =
        real.pair(real.question("harbour"), real.paragraph(cheese + ships, starts(cheese, ships)));

    assertThat(pair).isEqualTo(tokenizer.pair("harbour", ships));
  }

  private PairText paragraph(String... sentences) {
    return reader.paragraph(String.join("", sentences), starts(sentences));
  }

  private static int[] starts(String... sentences) {
    int[] starts = new int[sentences.length];
    for (int i = 1; i < starts.length; i++) {
      starts[i] = starts[i - 1] + sentences[i - 1].length();
    }
    return starts;
  }

  /** Gives vectors of length 1 whose product with the question's is the text's nearness. */
  private final class Angles implements SentenceEncoder {
    private final List<String> texts = new ArrayList<>();
    private Map<String, Float> more = Map.of();

    @Override
    public EncoderSpec spec() {
      return spec;
    }

    @Override
    public EncodedText encode(String text) {
      texts.add(text);
      float cosine = Objects.requireNonNullElse(more.get(text), NEARNESS.getOrDefault(text, 0f));
      float[] vector = {cosine, (float) Math.sqrt(1 - cosine * cosine)};
      return new EncodedText(vector, 1, false);
    }

    @Override
    public void close() {
      // Nothing is open.
    }
  }
}
