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
   * The vector of a text.
   *
   * @param text not blank
   * @throws IllegalArgumentException if the text is blank
   */
  EncodedText encode(String text);

  /** Releases native memory. Later calls of {@link #encode} fail. */
  @Override
  void close();
}
