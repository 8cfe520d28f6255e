package io.endoxa.evaluate;

/**
 * A score and where it may lie.
 *
 * @param estimate the score of the examples as they are
 * @param low the lower end
 * @param high the upper end
 */
public record Interval(double estimate, double low, double high) {}
