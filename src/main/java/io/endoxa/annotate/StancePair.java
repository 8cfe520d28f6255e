package io.endoxa.annotate;

import io.endoxa.codebook.Stance;
import org.jspecify.annotations.Nullable;

/**
 * A text and the stance that people say it takes on a question, as public data sets have them.
 *
 * @param id as its data set names it; some sets have an id twice
 * @param group what training and scoring may not share: a body, a claim, a motion
 * @param question a proposition, a headline or a bare topic
 * @param seen whether the training part has the question too; null where the set does not say
 */
public record StancePair(
    String id, String group, String question, String text, Stance stance, @Nullable Boolean seen) {
  public StancePair {
    if (question.isBlank() || text.isBlank()) {
      throw new IllegalArgumentException("pair " + id + " has a blank question or text");
    }
  }
}
