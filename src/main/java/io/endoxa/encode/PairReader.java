package io.endoxa.encode;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Makes the pairs that a judge reads, in training as in labelling. A paragraph that is too long
 * keeps the sentences that are nearest to the question. Safe for use by several threads; tokenizer
 * and encoder stay with their owner.
 */
public final class PairReader {
  private final PairTokenizer tokenizer;
  private final SentenceEncoder encoder;

  /**
   * A reader of this kind of pairs.
   *
   * @param encoder tells how near a sentence is to a question, both encoded alone
   */
  public PairReader(PairTokenizer tokenizer, SentenceEncoder encoder) {
    this.tokenizer = tokenizer;
    this.encoder = encoder;
  }

  /** A question, to be paired with many paragraphs. */
  public PairText question(String text) {
    return new PairText(text, tokenizer.tokens(text), new int[] {0}, encoder);
  }

  /**
   * A paragraph, to be paired with every question.
   *
   * @param sentenceStarts where sentences begin, in UTF-16 chars: ascending, the first 0, all
   *     inside the text; a sentence reaches to the next one's begin
   * @throws IllegalArgumentException if the starts do not fit the text
   */
  public PairText paragraph(String text, int[] sentenceStarts) {
    SentenceStarts.check(text, sentenceStarts);
    return new PairText(text, tokenizer.tokens(text), sentenceStarts, encoder);
  }

  /**
   * One pair. If the paragraph has more tokens than fit beside the question, its sentences are
   * taken whole in the order of their nearness, each that still fits, and put in the order of the
   * text. The nearest is always taken, and cut if it alone is too long.
   */
  public TokenPair pair(PairText question, PairText paragraph) {
    int room = tokenizer.roomBeside(question.tokens());
    Tokens read = paragraph.tokens();
    if (read.size() > room && question.tokens().size() > 0) {
      read = nearest(question, paragraph, room);
    }
    return tokenizer.join(question.tokens(), read);
  }

  private static Tokens nearest(PairText question, PairText paragraph, int room) {
    boolean[] taken = new boolean[paragraph.sentenceCount()];
    int left = room;
    for (int sentence : byNearness(question.vector(), paragraph.sentenceVectors())) {
      int size = paragraph.sentence(sentence).size();
      if (left == room || size <= left) {
        taken[sentence] = true;
        left -= Math.min(size, left);
      }
    }
    Tokens read = paragraph.tokens().first(0);
    for (int i = 0; i < taken.length; i++) {
      read = taken[i] ? read.then(paragraph.sentence(i)) : read;
    }
    return read;
  }

  /** The sentences that have a vector, the nearest first, of equals the earlier. */
  private static List<Integer> byNearness(float[] question, float[][] sentences) {
    double[] nearness =
        Arrays.stream(sentences).mapToDouble(sentence -> cosine(question, sentence)).toArray();
    return IntStream.range(0, sentences.length)
        .filter(i -> sentences[i].length > 0)
        .boxed()
        .sorted(Comparator.comparingDouble((Integer i) -> nearness[i]).reversed())
        .toList();
  }

  /** Encoders give length 1. */
  private static double cosine(float[] a, float[] b) {
    double product = 0;
    for (int i = 0; i < b.length; i++) {
      product += (double) a[i] * b[i];
    }
    return product;
  }
}
