package io.endoxa.encode;

/**
 * Turns text into vectors. Encoding one text never depends on other texts, and the same text gives
 * the same bits on the same machine. Implementations are safe for use by several threads; closing
 * is for the owner, after the last call of {@link #encode} has returned.
 */
public interface SentenceEncoder extends AutoCloseable {

  /** What was opened. */
  EncoderSpec spec();

  /**
   * The vectors of a text and of its sentences, from one pass through the model.
   *
   * @param text not blank
   * @param sentenceStarts where sentences begin, in UTF-16 chars: ascending, the first 0, all
   *     inside the text; a sentence reaches to the next one's begin
   * @throws IllegalArgumentException if the text is blank or the starts do not fit it
   */
  EncodedText encode(String text, int[] sentenceStarts);

  /** Releases native memory. Later calls of {@link #encode} fail. */
  @Override
  void close();
}
