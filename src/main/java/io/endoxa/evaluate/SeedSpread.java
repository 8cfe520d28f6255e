package io.endoxa.evaluate;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;

/**
 * How much a score depends on the seed of the training, all else equal.
 *
 * @param predictor what was trained
 * @param macroF1 the mean macro-F1 over the questions, by seed
 * @param mean of these
 * @param deviation their standard deviation (of a sample: n - 1)
 */
public record SeedSpread(String predictor, List<Metric> macroF1, Metric mean, Metric deviation) {
  public SeedSpread {
    macroF1 = List.copyOf(macroF1);
  }

  /**
   * The spread of every predictor, baselines apart, that does not say the same with each seed.
   *
   * @param bySeed what the same predictors said, per seed
   */
  public static List<SeedSpread> of(List<List<NamedPredictions>> bySeed) {
    List<SeedSpread> spreads = new ArrayList<>();
    for (int i = 0; i < bySeed.get(0).size(); i++) {
      int predictor = i;
      List<NamedPredictions> runs = bySeed.stream().map(all -> all.get(predictor)).toList();
      NamedPredictions first = runs.get(0);
      if (!first.baseline() && !runs.stream().allMatch(first::equals)) {
        spreads.add(of(first.name(), runs.stream().map(NamedPredictions::meanMacroF1).toList()));
      }
    }
    return spreads;
  }

  /**
   * The spread of scores.
   *
   * @param macroF1 one per seed
   */
  public static SeedSpread of(String predictor, List<Metric> macroF1) {
    Metric none =
        macroF1.stream()
            .filter(metric -> !metric.exists())
            .findFirst()
            .orElse(Metric.none("fewer than two seeds"));
    double[] values =
        macroF1.stream().filter(Metric::exists).mapToDouble(Metric::orThrow).toArray();
    if (values.length < 2 || values.length < macroF1.size()) {
      return new SeedSpread(predictor, macroF1, none, none);
    }
    double mean = DoubleStream.of(values).average().orElseThrow();
    double squares = DoubleStream.of(values).map(value -> (value - mean) * (value - mean)).sum();
    return new SeedSpread(
        predictor, macroF1, Metric.of(mean), Metric.of(Math.sqrt(squares / (values.length - 1))));
  }
}
