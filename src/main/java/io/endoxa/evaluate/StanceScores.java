package io.endoxa.evaluate;

import io.endoxa.codebook.Stance;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * How well stances are found.
 *
 * @param accuracy the share of right predictions, 0 without examples
 * @param macroF1 the mean F1 of the stances that occur in truth, 0 without examples
 * @param perStance every stance, also those that do not occur
 */
public record StanceScores(double accuracy, double macroF1, Map<Stance, LabelScore> perStance) {
  public StanceScores {
    // Not Map.copyOf, whose order changes from run to run.
    perStance = Collections.unmodifiableMap(new EnumMap<>(perStance));
  }

  public static StanceScores of(List<Stance> truth, List<Stance> predicted) {
    return of(ConfusionMatrix.of(truth, predicted));
  }

  public static StanceScores of(ConfusionMatrix matrix) {
    Map<Stance, LabelScore> perStance = new EnumMap<>(Stance.class);
    long hits = 0;
    for (int i = 0; i < Stance.COUNT; i++) {
      Stance stance = Stance.at(i);
      long ofStance = matrix.count(stance, stance);
      hits += ofStance;
      perStance.put(
          stance, LabelScore.of(ofStance, matrix.predicted(stance), matrix.support(stance)));
    }
    double macroF1 =
        perStance.values().stream()
            .filter(score -> score.support() > 0)
            .mapToDouble(LabelScore::f1)
            .average()
            .orElse(0);
    return new StanceScores(LabelScore.ratio(hits, matrix.total()), macroF1, perStance);
  }
}
