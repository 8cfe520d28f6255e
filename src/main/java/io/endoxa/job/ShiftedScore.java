package io.endoxa.job;

import io.endoxa.codebook.Stance;
import io.endoxa.evaluate.Metric;
import io.endoxa.evaluate.StanceScores;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * How well a judge tells stances apart, whatever share of unrelated pairs it was trained with.
 * Training thins those, so a judge says unrelated too seldom, and macro-F1 would choose the moment
 * at which it does so least. Its logit of unrelated is therefore shifted for all pairs by the one
 * amount that suits it best; when labels are given, the stacker does the same.
 */
final class ShiftedScore {
  private static final int SHIFTS = 40;

  private ShiftedScore() {}

  /**
   * The highest mean macro-F1 over the questions; negative infinity if no question has one.
   *
   * @param logits {@code [paragraph · questions + question][stance]}
   * @param truth {@code [question][paragraph]}
   */
  static double of(float[][] logits, List<List<Stance>> truth) {
    double best = Double.NEGATIVE_INFINITY;
    for (float shift : shifts(logits)) {
      best = Math.max(best, meanMacroF1(logits, shift, truth));
    }
    return best;
  }

  /** Quantiles of what would make pairs unrelated. */
  private static float[] shifts(float[][] logits) {
    float[] margins = new float[logits.length];
    for (int i = 0; i < margins.length; i++) {
      margins[i] = related(logits[i]) - logits[i][Stance.UNRELATED.position()];
    }
    Arrays.sort(margins);
    float[] shifts = new float[SHIFTS + 1];
    for (int i = 0; i < shifts.length; i++) {
      shifts[i] = margins[(margins.length - 1) * i / SHIFTS];
    }
    return shifts;
  }

  private static float related(float[] logits) {
    float highest = Float.NEGATIVE_INFINITY;
    for (int i = 0; i < Stance.COUNT; i++) {
      highest = i == Stance.UNRELATED.position() ? highest : Math.max(highest, logits[i]);
    }
    return highest;
  }

  private static double meanMacroF1(float[][] logits, float shift, List<List<Stance>> truth) {
    int questions = truth.size();
    List<Metric> scores = new ArrayList<>();
    for (int q = 0; q < questions; q++) {
      int question = q;
      List<Stance> said =
          IntStream.range(0, truth.get(q).size())
              .mapToObj(i -> mostLikely(logits[i * questions + question], shift))
              .toList();
      scores.add(StanceScores.of(truth.get(q), said).macroF1());
    }
    return scores.stream()
        .filter(Metric::exists)
        .mapToDouble(Metric::orThrow)
        .average()
        .orElse(Double.NEGATIVE_INFINITY);
  }

  private static Stance mostLikely(float[] logits, float shift) {
    float[] shifted = logits.clone();
    shifted[Stance.UNRELATED.position()] += shift;
    return Stance.mostLikely(shifted);
  }
}
