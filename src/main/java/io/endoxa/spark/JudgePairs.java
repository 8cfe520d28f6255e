package io.endoxa.spark;

import io.endoxa.encode.PairReader;
import io.endoxa.encode.PairText;
import io.endoxa.encode.PairTokenizer;
import io.endoxa.encode.SentenceEncoder;
import io.endoxa.encode.TokenPair;
import io.endoxa.text.PlainText;
import io.endoxa.text.SentenceSplitter;
import io.endoxa.text.TextSpan;
import io.endoxa.text.voice.QuotationMarks;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Turns questions and texts into the pairs that a judge reads, in training as in labelling. Keeps
 * questions and texts that it met, to pair them again. Safe for use by several threads; tokenizer
 * and encoder stay with their owner.
 */
public final class JudgePairs {
  private final PairReader reader;
  private final SentenceSplitter splitter = new SentenceSplitter();
  private final Map<String, PairText> questions = new ConcurrentHashMap<>();
  private final Map<String, PairText> texts;

  /**
   * Pairs of texts that fit into memory: all of them are kept.
   *
   * @param encoder tells which sentences of a text that is too long are nearest to the question
   */
  public JudgePairs(PairTokenizer tokenizer, SentenceEncoder encoder) {
    this(tokenizer, encoder, new ConcurrentHashMap<>());
  }

  private JudgePairs(
      PairTokenizer tokenizer, SentenceEncoder encoder, Map<String, PairText> texts) {
    this.reader = new PairReader(tokenizer, encoder);
    this.texts = texts;
  }

  /** Pairs of any number of texts, of which the last ones are kept. */
  static JudgePairs keeping(int mostTexts, PairTokenizer tokenizer, SentenceEncoder encoder) {
    return new JudgePairs(
        tokenizer, encoder, Collections.synchronizedMap(new LastUsed<>(mostTexts)));
  }

  /** Forgets what was not used for longest. */
  private static final class LastUsed<K, V> extends LinkedHashMap<K, V> {
    private static final long serialVersionUID = 1L;

    private final int most;

    LastUsed(int most) {
      super(16, 0.75f, /* accessOrder= */ true);
      this.most = most;
    }

    @Override
    protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
      return size() > most;
    }
  }

  /**
   * One pair; question and text hold something to see. How quotation marks are drawn makes no
   * difference.
   */
  public TokenPair pair(String question, String text) {
    return reader.pair(
        questions.computeIfAbsent(
            question, asked -> reader.question(QuotationMarks.straight(PlainText.of(asked)))),
        texts.computeIfAbsent(text, this::text));
  }

  private PairText text(String written) {
    String text = PlainText.of(written);
    int[] starts = splitter.split(text).stream().mapToInt(TextSpan::start).toArray();
    // The reader's first sentence reaches to the very beginning of the text.
    starts[0] = 0;
    return reader.paragraph(QuotationMarks.straight(text), starts);
  }
}
