package io.endoxa.spark;

import io.endoxa.encode.PairReader;
import io.endoxa.encode.PairText;
import io.endoxa.encode.PairTokenizer;
import io.endoxa.encode.SentenceEncoder;
import io.endoxa.encode.TokenPair;
import io.endoxa.text.SentenceSplitter;
import io.endoxa.text.TextSpan;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Turns questions and texts into the pairs that a judge reads, in training as in labelling. Keeps
 * every question and text that it met, so one of these is for texts that fit into memory. Safe for
 * use by several threads; tokenizer and encoder stay with their owner.
 */
public final class JudgePairs {
  private final PairReader reader;
  private final SentenceSplitter splitter = new SentenceSplitter();
  private final Map<String, PairText> questions = new ConcurrentHashMap<>();
  private final Map<String, PairText> texts = new ConcurrentHashMap<>();

  /**
   * Pairs of this kind.
   *
   * @param encoder tells which sentences of a text that is too long are nearest to the question
   */
  public JudgePairs(PairTokenizer tokenizer, SentenceEncoder encoder) {
    this.reader = new PairReader(tokenizer, encoder);
  }

  /** One pair; question and text are not blank. */
  public TokenPair pair(String question, String text) {
    return reader.pair(
        questions.computeIfAbsent(question, reader::question),
        texts.computeIfAbsent(text, this::text));
  }

  private PairText text(String text) {
    int[] starts = splitter.split(text).stream().mapToInt(TextSpan::start).toArray();
    // The reader's first sentence reaches to the very beginning of the text.
    starts[0] = 0;
    return reader.paragraph(text, starts);
  }
}
