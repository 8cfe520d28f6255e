package io.endoxa.job;

import io.endoxa.annotate.StancePair;
import io.endoxa.classify.Judge;
import io.endoxa.classify.JudgeFiles;
import io.endoxa.classify.neural.bert.HeldOutPairs;
import io.endoxa.codebook.Stance;
import io.endoxa.encode.EncoderSpec;
import io.endoxa.encode.TokenPair;
import io.endoxa.evaluate.ClusterBootstrap;
import io.endoxa.evaluate.Metric;
import io.endoxa.evaluate.StancePredictions;
import io.endoxa.evaluate.StanceScores;
import io.endoxa.report.JudgeQuality;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * Pairs of several data sets that a judge is not trained on: they choose the moment to stop and
 * measure what is left then. Each data set has its stances and is scored by itself.
 */
final class JudgeDevelopment {
  private final List<StancePair> pairs;
  private final List<TokenPair> tokens;
  private final SortedMap<String, List<Integer>> rowsOfSets = new TreeMap<>();

  /**
   * Pairs and what the judge reads of them, in one order.
   *
   * @param pairs with groups that begin with the data set's name and a slash
   */
  JudgeDevelopment(List<StancePair> pairs, List<TokenPair> tokens) {
    this.pairs = List.copyOf(pairs);
    this.tokens = List.copyOf(tokens);
    for (int i = 0; i < pairs.size(); i++) {
      String set = pairs.get(i).group().split("/", 2)[0];
      rowsOfSets.computeIfAbsent(set, name -> new ArrayList<>()).add(i);
    }
  }

  /** For a training: scored by the mean of the data sets' macro-F1. */
  HeldOutPairs heldOut(int every) {
    return new HeldOutPairs(tokens, this::meanMacroF1, every);
  }

  private double meanMacroF1(float[][] logits) {
    return rowsOfSets.values().stream()
        .map(rows -> StanceScores.of(truth(rows), said(rows, logits)).macroF1())
        .filter(Metric::exists)
        .mapToDouble(Metric::orThrow)
        .average()
        .orElse(Double.NEGATIVE_INFINITY);
  }

  /** Scores a finished judge as it is served, in int8, and in float. */
  JudgeQuality quality(
      JudgeFiles int8,
      JudgeFiles inFloat,
      EncoderSpec encoder,
      ClusterBootstrap bootstrap,
      Progress progress) {
    return JudgeQuality.of(
        "pairs that it was not trained on",
        predictions(logits(int8, encoder, progress)),
        predictions(logits(inFloat, encoder, progress)),
        bootstrap);
  }

  private float[][] logits(JudgeFiles files, EncoderSpec encoder, Progress progress) {
    String what = "held-out pairs read in " + files.precision().word();
    try (Judge judge = files.open(encoder)) {
      Function<TokenPair, float[]> read = judge::logits;
      return ProgressMeter.inParallel(tokens, read, what, progress).toArray(float[][]::new);
    }
  }

  private SortedMap<String, StancePredictions> predictions(float[][] logits) {
    SortedMap<String, StancePredictions> predictions = new TreeMap<>();
    rowsOfSets.forEach(
        (set, rows) ->
            predictions.put(
                set,
                new StancePredictions(
                    rows.stream().map(i -> pairs.get(i).group()).toList(),
                    truth(rows),
                    said(rows, logits),
                    null)));
    return predictions;
  }

  private List<Stance> truth(List<Integer> rows) {
    return rows.stream().map(i -> pairs.get(i).stance()).toList();
  }

  private static List<Stance> said(List<Integer> rows, float[][] logits) {
    return rows.stream().map(i -> Stance.mostLikely(logits[i])).toList();
  }
}
