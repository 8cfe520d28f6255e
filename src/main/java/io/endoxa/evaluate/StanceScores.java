package io.endoxa.evaluate;

import io.endoxa.codebook.Stance;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/**
 * How well stances are found.
 *
 * @param accuracy the share of right predictions
 * @param macroF1 the mean F1 of the stances that occur in truth; none if fewer than two do, since
 *     saying the only one there is takes no skill
 * @param mcc Matthews' correlation of several classes, from -1 to 1, 0 for chance (Gorodkin 2004,
 *     equation 8); none if truth or predictions hold a single stance
 * @param perStance every stance, also those that do not occur
 */
public record StanceScores(
    Metric accuracy, Metric macroF1, Metric mcc, Map<Stance, LabelScore> perStance) {
  private static final String EMPTY = "no examples";

  public StanceScores {
    // Not Map.copyOf, whose order changes from run to run.
    perStance = Collections.unmodifiableMap(new EnumMap<>(perStance));
  }

  public static StanceScores of(List<Stance> truth, List<Stance> predicted) {
    return of(ConfusionMatrix.of(truth, predicted));
  }

  public static StanceScores of(ConfusionMatrix matrix) {
    Map<Stance, LabelScore> perStance = new EnumMap<>(Stance.class);
    for (int i = 0; i < Stance.COUNT; i++) {
      Stance stance = Stance.at(i);
      perStance.put(
          stance,
          LabelScore.of(
              matrix.count(stance, stance), matrix.predicted(stance), matrix.support(stance)));
    }
    return new StanceScores(
        Metric.ratio(matrix.hits(), matrix.total(), EMPTY),
        macroF1(perStance),
        mcc(matrix),
        perStance);
  }

  /** Scores with their intervals. */
  public static StanceScores of(StancePredictions predictions, ClusterBootstrap bootstrap) {
    StanceScores plain = of(predictions.matrix());
    Iterator<Metric> metrics =
        bootstrap
            .metrics(
                StancePredictions.counts(List.of(predictions)),
                Stance.COUNT * Stance.COUNT,
                cells -> of(ConfusionMatrix.ofCells(cells)).metrics())
            .iterator();
    Metric accuracy = metrics.next();
    Metric macroF1 = metrics.next();
    Metric mcc = metrics.next();
    Map<Stance, LabelScore> perStance = new EnumMap<>(Stance.class);
    plain.perStance.forEach(
        (stance, score) ->
            perStance.put(
                stance,
                new LabelScore(metrics.next(), metrics.next(), metrics.next(), score.support())));
    return new StanceScores(accuracy, macroF1, mcc, perStance);
  }

  private List<Metric> metrics() {
    List<Metric> metrics = new ArrayList<>(List.of(accuracy, macroF1, mcc));
    for (LabelScore score : perStance.values()) {
      metrics.addAll(List.of(score.precision(), score.recall(), score.f1()));
    }
    return metrics;
  }

  private static Metric macroF1(Map<Stance, LabelScore> perStance) {
    List<Map.Entry<Stance, LabelScore>> occurring =
        perStance.entrySet().stream().filter(entry -> entry.getValue().support() > 0).toList();
    return occurring.size() == 1
        ? Metric.none(everyExampleIs(occurring.get(0).getKey()))
        : Metric.mean(occurring, entry -> entry.getValue().f1().orThrow(), EMPTY);
  }

  private static Metric mcc(ConfusionMatrix matrix) {
    long total = matrix.total();
    long hitsByChance = 0;
    long truthSquares = 0;
    long predictedSquares = 0;
    for (int i = 0; i < Stance.COUNT; i++) {
      Stance stance = Stance.at(i);
      long support = matrix.support(stance);
      long predicted = matrix.predicted(stance);
      if (total > 0 && support == total) {
        return Metric.none(everyExampleIs(stance));
      }
      if (total > 0 && predicted == total) {
        return Metric.none("every prediction is '%s'".formatted(stance.label()));
      }
      hitsByChance += support * predicted;
      truthSquares += support * support;
      predictedSquares += predicted * predicted;
    }
    if (total == 0) {
      return Metric.none(EMPTY);
    }
    double square = (double) total * total;
    return Metric.of(
        (matrix.hits() * total - hitsByChance)
            / (Math.sqrt(square - predictedSquares) * Math.sqrt(square - truthSquares)));
  }

  private static String everyExampleIs(Stance stance) {
    return "every example is '%s'".formatted(stance.label());
  }
}
