package io.endoxa.evaluate;

/**
 * How well one label is found.
 *
 * @param precision the share of its predictions that are right; none if it is never predicted
 * @param recall the share of its true examples that are found; none if it never occurs in truth
 * @param f1 the harmonic mean of both, 0 where nothing is found; none if it never occurs in truth
 * @param support how many examples have the label in truth
 */
public record LabelScore(Metric precision, Metric recall, Metric f1, long support) {
  private static final String ABSENT = "no example has it";

  static LabelScore of(long hits, long predicted, long support) {
    return new LabelScore(
        Metric.ratio(hits, predicted, "it is never predicted"),
        Metric.ratio(hits, support, ABSENT),
        support == 0 ? Metric.none(ABSENT) : Metric.of(2.0 * hits / (predicted + support)),
        support);
  }
}
