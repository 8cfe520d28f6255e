package io.endoxa.spark;

import io.endoxa.classify.Judge;
import io.endoxa.classify.JudgeFiles;
import io.endoxa.classify.PairScorer;
import io.endoxa.encode.EncoderSpec;
import io.endoxa.encode.SharedEncoders;

/**
 * A judge that reads texts of any length as it read them in training. Keeps what it read, as {@link
 * JudgePairs} do. The owner closes.
 */
public final class JudgeReader implements PairScorer, AutoCloseable {
  private final Judge judge;
  private final JudgePairs pairs;

  private JudgeReader(Judge judge, JudgePairs pairs) {
    this.judge = judge;
    this.pairs = pairs;
  }

  /**
   * Loads the judge, which takes about a second; the caller closes.
   *
   * @param encoder the one that was there in training, in the same precision
   * @throws io.endoxa.error.UserException if it is another, or a file is not what it should be
   */
  public static JudgeReader open(JudgeFiles files, EncoderSpec encoder) {
    Judge judge = files.open(encoder);
    try {
      return new JudgeReader(judge, new JudgePairs(judge.tokenizer(), SharedEncoders.of(encoder)));
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
