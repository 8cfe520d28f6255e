package io.endoxa.decide;

import java.util.Comparator;
import java.util.stream.IntStream;

/** Chooses from which probability on a frame counts as present. */
public final class FrameThreshold {
  /** For frames that no example has: nothing can be learned about them. */
  private static final double UNKNOWN = 0.5;

  private FrameThreshold() {}

  /**
   * The threshold with the best F1 on held-out examples; of equals, the highest. It lies halfway
   * between two neighbouring probabilities.
   *
   * @param probabilities of the frame, from 0 to 1
   * @param present whether the example has it
   */
  public static double best(float[] probabilities, boolean[] present) {
    int[] order =
        IntStream.range(0, probabilities.length)
            .boxed()
            .sorted(Comparator.comparing((Integer i) -> -probabilities[i]))
            .mapToInt(Integer::intValue)
            .toArray();
    long positives = IntStream.range(0, present.length).filter(i -> present[i]).count();
    double best = UNKNOWN;
    double bestF1 = 0;
    long hits = 0;
    for (int i = 0; i < order.length; i++) {
      hits += present[order[i]] ? 1 : 0;
      double here = probabilities[order[i]];
      double next = i + 1 < order.length ? probabilities[order[i + 1]] : 0;
      double f1 = 2.0 * hits / (i + 1 + positives);
      if (next < here && f1 > bestF1) {
        bestF1 = f1;
        best = (here + next) / 2;
      }
    }
    return best;
  }
}
