package io.endoxa.spark;

import io.endoxa.classify.Judge;
import io.endoxa.classify.JudgeFiles;
import io.endoxa.classify.PairScorer;
import io.endoxa.encode.EncoderSpec;
import io.endoxa.encode.PairTokenizer;
import io.endoxa.encode.SentenceEncoder;
import io.endoxa.encode.SharedEncoders;
import java.util.function.BiFunction;

/**
 * A judge that reads texts of any length as it read them in training. Safe for use by several
 * threads. The owner closes.
 */
public final class JudgeReader implements PairScorer, AutoCloseable {
  /** A paragraph's questions come one after the other, and each task has its paragraph. */
  private static final int TEXTS_OF_MANY = 256;

  private final Judge judge;
  private final JudgePairs pairs;

  private JudgeReader(Judge judge, JudgePairs pairs) {
    this.judge = judge;
    this.pairs = pairs;
  }

  /**
   * Loads the judge, which takes about a second, for texts that fit into memory; the caller closes.
   *
   * @param encoder the one that the judge was trained from, in the same precision
   * @throws io.endoxa.error.UserException if it is another, or a file is not what it should be
   */
  public static JudgeReader open(JudgeFiles files, EncoderSpec encoder) {
    return open(files, encoder, JudgePairs::new);
  }

  /** As {@link #open}, for any number of texts. */
  static JudgeReader openForMany(JudgeFiles files, EncoderSpec encoder) {
    return open(
        files,
        encoder,
        (tokenizer, sentences) -> JudgePairs.keeping(TEXTS_OF_MANY, tokenizer, sentences));
  }

  private static JudgeReader open(
      JudgeFiles files,
      EncoderSpec encoder,
      BiFunction<PairTokenizer, SentenceEncoder, JudgePairs> pairs) {
    Judge judge = files.open(encoder);
    try {
      return new JudgeReader(judge, pairs.apply(judge.tokenizer(), SharedEncoders.of(encoder)));
    } catch (RuntimeException e) {
      judge.close();
      throw e;
    }
  }

  @Override
  public float[] logits(String question, String text) {
    return judge.logits(pairs.pair(question, text));
  }

  @Override
  public void close() {
    judge.close();
  }
}
