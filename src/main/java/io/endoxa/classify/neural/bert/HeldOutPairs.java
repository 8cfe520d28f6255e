package io.endoxa.classify.neural.bert;

import io.endoxa.encode.TokenPair;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * Pairs that training does not see, to choose the moment at which to stop.
 *
 * @param score of their logits, {@code [pair][stance]}; higher is better
 * @param every steps between two scores; the last step is scored too
 */
public record HeldOutPairs(List<TokenPair> pairs, ToDoubleFunction<float[][]> score, int every) {
  public HeldOutPairs {
    pairs = List.copyOf(pairs);
    if (every < 1) {
      throw new IllegalArgumentException("every " + every + " steps");
    }
  }
}
