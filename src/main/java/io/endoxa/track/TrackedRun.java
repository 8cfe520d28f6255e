package io.endoxa.track;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/**
 * What is logged of a run. Names get the characters and length, and values the length, that MLflow
 * allows.
 *
 * @param name of the run, for people
 * @param startMillis since 1970
 * @param endMillis since 1970
 * @param passed whether it did what was asked for
 * @param params by name
 * @param metrics by name, finite
 * @param tags by name
 * @param files in the order in which they are sent
 */
public record TrackedRun(
    String name,
    long startMillis,
    long endMillis,
    boolean passed,
    Map<String, String> params,
    Map<String, Double> metrics,
    Map<String, String> tags,
    List<TrackedFile> files) {
  private static final int LONGEST_NAME = 250;
  private static final int LONGEST_PARAM = 6000;
  private static final int LONGEST_TAG = 5000;

  public TrackedRun {
    params = named(params, value -> cut(value, LONGEST_PARAM));
    metrics = named(metrics, value -> value);
    tags = named(tags, value -> cut(value, LONGEST_TAG));
    files = List.copyOf(files);
  }

  private static <T> Map<String, T> named(Map<String, T> values, UnaryOperator<T> allowed) {
    Map<String, T> named = new TreeMap<>();
    values.forEach(
        (name, value) ->
            named.put(shortened(name.replaceAll("[^A-Za-z0-9_./ -]", "_")), allowed.apply(value)));
    return Collections.unmodifiableMap(named);
  }

  private static String shortened(String name) {
    return name.substring(0, Math.min(LONGEST_NAME, name.length()));
  }

  private static String cut(String text, int most) {
    return text.length() <= most ? text : text.substring(0, most - 1) + "…";
  }
}
