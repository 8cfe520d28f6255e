package io.endoxa.classify.neural.bert;

import io.endoxa.codebook.Stance;
import io.endoxa.encode.TokenPair;

/**
 * A question and a paragraph with the stance that the paragraph takes.
 *
 * @param weight how much its loss counts, above 0; 1 for an ordinary example
 */
public record JudgeExample(TokenPair pair, Stance stance, float weight) {
  public JudgeExample {
    if (!(weight > 0) || Float.isInfinite(weight)) {
      throw new IllegalArgumentException("weight " + weight + " is not above 0");
    }
  }
}
