package io.endoxa.evaluate;

import java.util.List;
import java.util.stream.IntStream;

/** Curves with fewer points, to be drawn. */
final class Thinned {
  private Thinned() {}

  /** At most so many of the points, evenly spread, with the first and the last. */
  static <T> List<T> to(int most, List<T> points) {
    int size = points.size();
    return size <= most
        ? List.copyOf(points)
        : IntStream.range(0, most)
            .map(i -> (int) ((long) i * (size - 1) / (most - 1)))
            .mapToObj(points::get)
            .toList();
  }
}
