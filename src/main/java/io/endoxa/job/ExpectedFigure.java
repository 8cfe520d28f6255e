package io.endoxa.job;

import io.endoxa.codebook.Stance;
import io.endoxa.evaluate.LabelScore;
import io.endoxa.evaluate.Metric;
import io.endoxa.report.BenchmarkReport;
import io.endoxa.yaml.YamlMap;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A figure that a benchmark's job file expects, such as {@code {of: tf-idf, part: zero-shot,
 * metric: macro-f1, figure: 0.612, within: 0.01}}.
 *
 * @param place where it stands
 * @param part {@link #ALL} if the file names none
 * @param figure null for {@code null}, which says that nobody has measured it yet
 * @param within how far above or below the figure is still as expected
 */
record ExpectedFigure(
    String place, String of, String part, String metric, @Nullable Double figure, double within) {
  static final String MAJORITY = "majority";
  static final String TF_IDF = "tf-idf";
  static final String VECTORS = "vectors";
  static final String JUDGE = "judge";

  static final String ALL = "all";
  static final String ZERO_SHOT = "zero-shot";
  static final String FEW_SHOT = "few-shot";
  static final String NEW_TEXTS = "new-texts";
  static final String NEW_STORIES = "new-stories";

  private static final List<String> PREDICTORS = List.of(MAJORITY, TF_IDF, VECTORS, JUDGE);
  private static final List<String> PARTS =
      List.of(ALL, ZERO_SHOT, FEW_SHOT, NEW_TEXTS, NEW_STORIES);
  static final String MACRO_F1 = "macro-f1";
  private static final String ACCURACY = "accuracy";
  private static final String F1_ENDING = "-f1";
  private static final String FIGURE = "figure";

  /** Those of a benchmark on public data. */
  static List<ExpectedFigure> readAll(List<YamlMap> maps) {
    return readAll(maps, PREDICTORS, PARTS, metrics());
  }

  /**
   * Reads expectations.
   *
   * @param predictors that may be named
   * @param parts that may be named; if {@link #ALL} is one, it stands for none
   * @param metrics that may be named
   */
  static List<ExpectedFigure> readAll(
      List<YamlMap> maps, List<String> predictors, List<String> parts, List<String> metrics) {
    return maps.stream().map(map -> read(map, predictors, parts, metrics)).toList();
  }

  private static ExpectedFigure read(
      YamlMap map, List<String> predictors, List<String> parts, List<String> metrics) {
    map.onlyKnownKeys(List.of("of", "part", "metric", FIGURE, "within"));
    boolean pinned = !map.string(FIGURE).equals("null");
    return new ExpectedFigure(
        map.place(),
        map.oneOf("of", predictors),
        map.has("part") || !parts.contains(ALL) ? map.oneOf("part", parts) : ALL,
        map.oneOf("metric", metrics),
        pinned ? map.number(FIGURE, 0, 1) : null,
        map.number("within", 0, 1));
  }

  private static List<String> metrics() {
    List<String> metrics = new ArrayList<>(List.of(MACRO_F1, ACCURACY));
    for (int i = 0; i < Stance.COUNT; i++) {
      metrics.add(Stance.at(i).label() + F1_ENDING);
    }
    return metrics;
  }

  /** Looks the figure up in what was measured. */
  BenchmarkReport.Expected beside(List<BenchmarkReport.Part> parts) {
    Double found =
        parts.stream()
            .filter(measured -> measured.name().equals(part))
            .flatMap(measured -> measured.scores().stream())
            .filter(score -> score.of().equals(of))
            .map(this::value)
            .findFirst()
            .map(Metric::value)
            .orElse(null);
    return beside(found);
  }

  /**
   * This expectation beside what was measured.
   *
   * @param found null if it was not measured
   */
  BenchmarkReport.Expected beside(@Nullable Double found) {
    return new BenchmarkReport.Expected(place, of, part, metric, figure, within, found);
  }

  private Metric value(BenchmarkReport.Score score) {
    return switch (metric) {
      case MACRO_F1 -> score.macroF1();
      case ACCURACY -> score.accuracy();
      default -> {
        String label = metric.substring(0, metric.length() - F1_ENDING.length());
        LabelScore ofStance = score.perStance().get(label);
        yield ofStance == null ? Metric.none("the data set has no such stance") : ofStance.f1();
      }
    };
  }
}
