package io.endoxa.evaluate.behaviour;

import io.endoxa.codebook.Stance;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A paragraph whose stances are known.
 *
 * @param source the outlet; null if its article names none
 * @param stances by question id
 * @param pairId names the minimal pair that it is half of; null if none
 */
public record LabelledParagraph(
    String id,
    String articleId,
    @Nullable String source,
    String text,
    Map<String, Stance> stances,
    @Nullable String pairId) {
  public LabelledParagraph {
    stances = Map.copyOf(stances);
  }
}
