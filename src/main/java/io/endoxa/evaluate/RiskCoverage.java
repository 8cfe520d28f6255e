package io.endoxa.evaluate;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * How many examples a predictor can answer at how many errors, if it answers those it is most
 * confident of (El-Yaniv and Wiener 2010). The thresholds are those that turn out best on the very
 * examples, so a threshold that was chosen elsewhere gives no better figures.
 *
 * @param area the area under the curve of risk over coverage, 0 to 1, the lower the better: the
 *     mean share of errors among the n most confident examples, over all n; equally confident ones
 *     count as if each were wrong to the same part
 * @param coverages in ascending order of the risk
 */
public record RiskCoverage(Metric area, List<AtRisk> coverages) {
  private static final List<Double> RISKS = List.of(0.05, 0.1, 0.2);
  private static final double ROUNDING = 1e-9;
  private static final int MOST_POINTS = 60;

  public RiskCoverage {
    coverages = List.copyOf(coverages);
  }

  /**
   * A point of the curve.
   *
   * @param risk the highest share of errors among the answered
   * @param coverage the largest share of examples that may be answered at that risk; 0 if even the
   *     most confident are wrong more often
   */
  public record AtRisk(double risk, Metric coverage) {}

  public static RiskCoverage of(StancePredictions predictions) {
    List<Double> confidences = predictions.confidences();
    if (confidences == null || confidences.isEmpty()) {
      Metric none = Metric.none(confidences == null ? "it gives no probabilities" : "no examples");
      return new RiskCoverage(none, RISKS.stream().map(risk -> new AtRisk(risk, none)).toList());
    }
    int[] order = mostConfidentFirst(confidences);
    double risks = 0;
    long errors = 0;
    long[] covered = new long[RISKS.size()];
    int end;
    for (int from = 0; from < order.length; from = end) {
      long wrong = 0;
      end = from;
      while (end < order.length
          && confidences.get(order[end]).equals(confidences.get(order[from]))) {
        wrong += predictions.isRight(order[end++]) ? 0 : 1;
      }
      for (int n = from + 1; n <= end; n++) {
        risks += (errors + (double) wrong * (n - from) / (end - from)) / n;
      }
      errors += wrong;
      for (int i = 0; i < covered.length; i++) {
        covered[i] = errors <= RISKS.get(i) * end + ROUNDING ? end : covered[i];
      }
    }
    return new RiskCoverage(
        Metric.of(risks / order.length),
        IntStream.range(0, covered.length)
            .mapToObj(i -> new AtRisk(RISKS.get(i), Metric.of((double) covered[i] / order.length)))
            .toList());
  }

  /**
   * A point to draw.
   *
   * @param coverage the share of examples that are answered
   * @param risk the share of errors among them
   */
  public record Point(double coverage, double risk) {}

  /**
   * The curve, by ascending coverage, at most {@value #MOST_POINTS} points; empty without
   * probabilities. Equally confident examples are answered together.
   */
  public static List<Point> points(StancePredictions predictions) {
    List<Double> confidences = predictions.confidences();
    if (confidences == null) {
      return List.of();
    }
    int[] order = mostConfidentFirst(confidences);
    List<Point> points = new ArrayList<>();
    long errors = 0;
    for (int i = 0; i < order.length; i++) {
      errors += predictions.isRight(order[i]) ? 0 : 1;
      boolean tied =
          i + 1 < order.length && confidences.get(order[i + 1]).equals(confidences.get(order[i]));
      if (!tied) {
        points.add(new Point((i + 1.0) / order.length, (double) errors / (i + 1)));
      }
    }
    return Thinned.to(MOST_POINTS, points);
  }

  private static int[] mostConfidentFirst(List<Double> confidences) {
    return IntStream.range(0, confidences.size())
        .boxed()
        .sorted(Comparator.comparing((Integer i) -> -confidences.get(i)))
        .mapToInt(Integer::intValue)
        .toArray();
  }
}
