package io.endoxa.classify;

/** Scores the stances of a paragraph towards a question. Implementations are thread-safe. */
public interface StanceHead {
  /** Its name in calibration files and manifests, such as {@code linear}. */
  String id();

  /**
   * The logits, one per {@link io.endoxa.codebook.Stance} in the order of its constants.
   *
   * @param question the question's position in the codebook, from 0
   */
  float[] logits(ParagraphFeatures paragraph, int question);
}
