package io.endoxa.evaluate;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * How many examples of a label are found at how many false alarms, from the strictest threshold on
 * its probability to the mildest.
 *
 * @param averagePrecision the mean of the precision, weighted by the recall that each threshold
 *     adds; none if no example has the label
 * @param points by ascending recall, at most {@value #MOST_POINTS}
 */
public record PrecisionRecall(Metric averagePrecision, List<Point> points) {
  private static final int MOST_POINTS = 60;

  public PrecisionRecall {
    points = List.copyOf(points);
  }

  /** What one threshold gives. */
  public record Point(double threshold, double recall, double precision) {}

  /**
   * Scores one label.
   *
   * @param has whether each example has it
   * @param probabilities that each has it, in the same order
   */
  public static PrecisionRecall of(List<Boolean> has, List<Double> probabilities) {
    long support = has.stream().filter(Boolean::booleanValue).count();
    if (support == 0) {
      return new PrecisionRecall(Metric.none("no example has it"), List.of());
    }
    int[] order =
        IntStream.range(0, has.size())
            .boxed()
            .sorted(Comparator.comparing((Integer i) -> -probabilities.get(i)))
            .mapToInt(Integer::intValue)
            .toArray();
    List<Point> points = new ArrayList<>();
    double area = 0;
    double reached = 0;
    long hits = 0;
    for (int i = 0; i < order.length; i++) {
      hits += has.get(order[i]) ? 1 : 0;
      double threshold = probabilities.get(order[i]);
      boolean tied = i + 1 < order.length && probabilities.get(order[i + 1]) == threshold;
      if (!tied) {
        Point point = new Point(threshold, (double) hits / support, (double) hits / (i + 1));
        area += (point.recall - reached) * point.precision;
        reached = point.recall;
        points.add(point);
      }
    }
    return new PrecisionRecall(Metric.of(area), Thinned.to(MOST_POINTS, points));
  }
}
