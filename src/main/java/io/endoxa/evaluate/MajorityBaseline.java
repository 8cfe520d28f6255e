package io.endoxa.evaluate;

import io.endoxa.codebook.Stance;
import java.util.Collections;
import java.util.List;

/**
 * The baseline that reads nothing: it always says the stance that was the most frequent in
 * training.
 *
 * @param stance what it says
 */
public record MajorityBaseline(Stance stance) {
  /** Of equally frequent stances, the first in order; {@link Stance#UNRELATED} for no labels. */
  public static MajorityBaseline fit(List<Stance> training) {
    Stance best = Stance.UNRELATED;
    long most = 0;
    for (int i = 0; i < Stance.COUNT; i++) {
      Stance stance = Stance.at(i);
      long count = training.stream().filter(stance::equals).count();
      if (count > most) {
        most = count;
        best = stance;
      }
    }
    return new MajorityBaseline(best);
  }

  /** Its scores on other examples. */
  public StanceScores score(List<Stance> truth) {
    return StanceScores.of(truth, Collections.nCopies(truth.size(), stance));
  }
}
