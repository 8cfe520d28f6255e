package io.endoxa.classify;

/** Reads a question and a text together. Implementations are thread-safe. */
@FunctionalInterface
public interface PairScorer {
  /**
   * The logits, one per {@link io.endoxa.codebook.Stance} in the order of its constants.
   *
   * @param question a proposition, not blank
   * @param text what may take a stance on it, not blank
   */
  float[] logits(String question, String text);
}
