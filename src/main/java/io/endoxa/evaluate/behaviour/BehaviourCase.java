package io.endoxa.evaluate.behaviour;

import io.endoxa.codebook.Stance;

/**
 * One case of a check: what is asked about which text, and a changed version of that.
 *
 * @param articleId of the unchanged paragraph; cases of one article resemble each other
 * @param paragraphId of the unchanged paragraph
 * @param label the stance of the unchanged version, as people gave it
 */
public record BehaviourCase(
    Behaviour behaviour,
    String articleId,
    String paragraphId,
    Stance label,
    Asked before,
    Asked after) {

  /**
   * A question about a text.
   *
   * @param questionId of the codebook
   * @param question the proposition or its negation
   * @param text a paragraph, not cleaned
   */
  public record Asked(String questionId, String question, String text) {}
}
