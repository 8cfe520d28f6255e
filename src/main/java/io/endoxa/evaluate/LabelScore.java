package io.endoxa.evaluate;

/**
 * How well one label is found. A ratio whose denominator is 0 counts as 0.
 *
 * @param precision the share of its predictions that are right
 * @param recall the share of its true examples that are found
 * @param f1 the harmonic mean of both
 * @param support how many examples have the label in truth
 */
public record LabelScore(double precision, double recall, double f1, long support) {
  static LabelScore of(long hits, long predicted, long support) {
    return new LabelScore(
        ratio(hits, predicted),
        ratio(hits, support),
        ratio(2 * hits, predicted + support),
        support);
  }

  static double ratio(long part, long whole) {
    return whole == 0 ? 0 : (double) part / whole;
  }
}
