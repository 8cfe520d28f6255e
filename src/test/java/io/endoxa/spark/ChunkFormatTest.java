package io.endoxa.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.endoxa.encode.EncodedText;
import io.endoxa.encode.EncoderSpec;
import io.endoxa.encode.PairTokenizer;
import io.endoxa.encode.Precision;
import io.endoxa.encode.SentenceEncoder;
import io.endoxa.encode.SharedEncoders;
import io.endoxa.text.ParagraphSentences;
import io.endoxa.text.TextSpan;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/**
 * What chunks of {@link ChunkFiles#FORMAT} 1 hold for some texts, written down from the code of
 * that format. Whoever means to change one of these raises the format and writes down the new
 * numbers.
 */
class ChunkFormatTest {
  private static final String RAISE =
      "chunks of format %d hold something else: raise ChunkFiles.FORMAT, then write down the new"
          + " content here";

  private static final String SHORT =
      "\u201CNobody minded,\u201D the har\u00ADbour master\u200B said; it\u2019s late.";
  private static final String LONG =
      "The ferry was late again. "
          + SHORT
          + " Tea was served at noon, as ever, with lemon and too much sugar. "
          + "The new harbour will bring jobs to the old town. Ropes, nets and tar were sold.";
  private static final String QUESTION = "The new harbour should be built\u2026";

  private static EncoderSpec spec(Precision precision) {
    return EncoderSpec.find(Path.of("models/encoders"), "minilm-l6-v2", precision, "test:1");
  }

  private static String raise() {
    return RAISE.formatted(ChunkFiles.FORMAT);
  }

  @Test
  void theEncoderReadsTheSameText() {
    assertThat(EncodeParagraphs.asRead(SHORT))
        .as(raise())
        .isEqualTo("\"Nobody minded,\" the harbour master said; it's late.");
  }

  @Test
  void theEncoderFindsTheSameVectors() {
    // The float model's, since those of int8 differ from one kind of processor to the next.
    SentenceEncoder encoder = SharedEncoders.of(spec(Precision.FLOAT));
    EncodedText ofShort = encoder.encode(EncodeParagraphs.asRead(SHORT));
    EncodedText ofCut = encoder.encode(EncodeParagraphs.asRead(LONG.repeat(9)));

    assertThat(ofShort.tokenCount()).as(raise()).isEqualTo(17);
    assertThat(Arrays.copyOf(ofShort.vector(), 6))
        .as(raise())
        .containsExactly(
            new float[] {0.10107f, 0.00734f, 0.03633f, 0.03158f, 0.11779f, -0.00573f},
            within(1e-4f));
    assertThat(ofCut.tokenCount()).as(raise()).isEqualTo(506);
    assertThat(ofCut.truncated()).as(raise()).isTrue();
    assertThat(Arrays.copyOf(ofCut.vector(), 6))
        .as(raise())
        .containsExactly(
            new float[] {-0.01682f, 0.04245f, 0.03245f, 0.04028f, 0.03112f, 0.04591f},
            within(1e-4f));
  }

  @Test
  void evidenceIsSoughtAmongTheSameSentences() {
    ParagraphSentences sentences = ParagraphSentences.of(LONG);
    String raise = "raise EvidenceFinder.FORMAT, then write down the new content here";

    assertThat(EvidenceFinder.FORMAT).isEqualTo(1);
    assertThat(sentences.spans().stream().map(TextSpan::start))
        .as(raise)
        .containsExactly(0, 26, 81, 145, 194);
    assertThat(sentences.without(0)).as(raise).startsWith("\u201CNobody minded,\u201D");
    assertThat(EvidenceFinder.MOST_SENTENCES).as(raise).isEqualTo(32);
  }

  @Test
  void theJudgeReadsTheSamePairs() {
    EncoderSpec spec = spec(Precision.INT8);
    try (PairTokenizer tokenizer = PairTokenizer.open(spec, 40)) {
      JudgePairs pairs = new JudgePairs(tokenizer, SharedEncoders.of(spec));

      // Line numbers, from 0, in the model's published vocab.txt, between 101, [CLS], and 102,
      // [SEP]:
      // the new harbour should be built ... / "nobody minded, " the harbour master said; it's late.
      assertThat(pairs.pair(QUESTION, SHORT).ids())
          .as(raise())
          .containsExactly(
              101, 1996, 2047, 7440, 2323, 2022, 2328, 1529, 102, 1000, 6343, 13128, 1010, 1000,
              1996, 7440, 3040, 2056, 1025, 2009, 1005, 1055, 2397, 1012, 102);
      // Of the long text that sentence and: the new harbour will bring jobs to the old town.
      assertThat(pairs.pair(QUESTION, LONG).ids())
          .as(raise())
          .containsExactly(
              101, 1996, 2047, 7440, 2323, 2022, 2328, 1529, 102, 1000, 6343, 13128, 1010, 1000,
              1996, 7440, 3040, 2056, 1025, 2009, 1005, 1055, 2397, 1012, 1996, 2047, 7440, 2097,
              3288, 5841, 2000, 1996, 2214, 2237, 1012, 102);
    }
  }
}
