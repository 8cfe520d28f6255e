package io.endoxa.report;

import io.endoxa.evaluate.ClusterBootstrap;
import io.endoxa.evaluate.Metric;
import io.endoxa.evaluate.NamedPredictions;
import io.endoxa.evaluate.StancePredictions;
import io.endoxa.evaluate.StanceScores;
import org.jspecify.annotations.Nullable;

/**
 * How good the model is on some of the paragraphs, all questions together: a slice has too few
 * stances for a figure per question.
 *
 * @param by what the paragraphs were parted by, such as {@code voice}
 * @param name of the slice, such as {@code reported}
 * @param macroF1 over all pairs of paragraph and question
 * @param accuracy over all pairs
 * @param baselineMacroF1 that of the best baseline
 */
public record Slice(
    String by,
    String name,
    long articles,
    long paragraphs,
    Metric macroF1,
    Metric accuracy,
    Metric baselineMacroF1) {
  /** Scores the paragraphs at some positions; {@code best} is the best baseline. */
  public static Slice of(
      String by,
      String name,
      int[] positions,
      NamedPredictions model,
      @Nullable NamedPredictions best,
      ClusterBootstrap bootstrap) {
    StancePredictions predictions = model.pooled(positions);
    StanceScores scores = StanceScores.of(predictions, bootstrap);
    return new Slice(
        by,
        name,
        predictions.clusters().stream().distinct().count(),
        positions.length,
        scores.macroF1(),
        scores.accuracy(),
        best == null
            ? Metric.none("there is no baseline")
            : StanceScores.of(best.pooled(positions), bootstrap).macroF1());
  }
}
