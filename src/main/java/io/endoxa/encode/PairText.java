package io.endoxa.encode;

/**
 * A question or a paragraph on its way into pairs. Holds what pairs with other texts need again,
 * and computes vectors when they are first asked for. Safe for use by several threads.
 */
public final class PairText {
  private final String text;
  private final Tokens tokens;
  private final int[] sentenceStarts;
  private final SentenceEncoder encoder;

  // Two threads may compute them at once, and get the same bits.
  private volatile float[][] sentenceVectors = {};
  private volatile float[] vector = {};

  PairText(String text, Tokens tokens, int[] sentenceStarts, SentenceEncoder encoder) {
    this.text = text;
    this.tokens = tokens;
    this.sentenceStarts = sentenceStarts.clone();
    this.encoder = encoder;
  }

  Tokens tokens() {
    return tokens;
  }

  int sentenceCount() {
    return sentenceStarts.length;
  }

  /** The tokens that begin in a sentence. */
  Tokens sentence(int index) {
    return tokens.within(sentenceStarts[index], sentenceEnd(index));
  }

  private int sentenceEnd(int index) {
    return index + 1 < sentenceStarts.length ? sentenceStarts[index + 1] : text.length();
  }

  /** The vector of the text; it has tokens. */
  float[] vector() {
    if (vector.length == 0) {
      vector = encoder.encode(text).vector();
    }
    return vector;
  }

  /** The vector of each sentence, encoded alone; empty for a sentence without tokens. */
  float[][] sentenceVectors() {
    if (sentenceVectors.length == 0) {
      float[][] vectors = new float[sentenceCount()][];
      for (int i = 0; i < vectors.length; i++) {
        String sentence = text.substring(sentenceStarts[i], sentenceEnd(i));
        vectors[i] = sentence(i).size() == 0 ? new float[0] : encoder.encode(sentence).vector();
      }
      sentenceVectors = vectors;
    }
    return sentenceVectors;
  }
}
