package io.endoxa.estimate;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Adjusts p-values of many tests (Holm 1979): if none of the nulls is false, the chance that any
 * adjusted value is below 5 % is 5 % at the most, whatever the tests have to do with each other.
 */
public final class Holm {
  private Holm() {}

  /** The adjusted values, each at its place, at most 1. */
  public static double[] adjusted(List<Double> values) {
    int[] order =
        IntStream.range(0, values.size())
            .boxed()
            .sorted(Comparator.comparing(values::get))
            .mapToInt(Integer::intValue)
            .toArray();
    double[] adjusted = new double[values.size()];
    double least = 0;
    for (int rank = 0; rank < order.length; rank++) {
      least = Math.max(least, (order.length - rank) * values.get(order[rank]));
      adjusted[order[rank]] = least;
    }
    return Arrays.stream(adjusted).map(value -> Math.min(1, value)).toArray();
  }
}
