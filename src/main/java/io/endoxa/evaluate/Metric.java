package io.endoxa.evaluate;

import java.util.List;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * A figure with the interval in which it may lie, or the reason why there is no figure: never a 0
 * or a 1 that stands for "unknown".
 *
 * @param value finite; null if there is none
 * @param low the lower end of the interval; null if there is none, as for a single cluster
 * @param high the upper end
 * @param reason why there is no value, for people; null if there is one
 */
public record Metric(
    @Nullable Double value, @Nullable Double low, @Nullable Double high, @Nullable String reason) {
  public Metric {
    if ((value == null) == (reason == null)
        || (low == null) != (high == null)
        || (value == null && low != null)) {
      throw new IllegalArgumentException(
          "value %s, interval %s to %s, reason %s".formatted(value, low, high, reason));
    }
    if (value != null && !Double.isFinite(value)) {
      throw new IllegalArgumentException(value + " is no figure; say the reason instead");
    }
  }

  /** A figure without an interval. */
  public static Metric of(double value) {
    return new Metric(value, null, null, null);
  }

  /** A figure with its interval. */
  public static Metric of(double value, double low, double high) {
    return new Metric(value, low, high, null);
  }

  /** No figure. */
  public static Metric none(String reason) {
    return new Metric(null, null, null, reason);
  }

  /** The share of a part in a whole; none if the whole is 0. */
  static Metric ratio(long part, long whole, String reasonIfNone) {
    return whole == 0 ? none(reasonIfNone) : of((double) part / whole);
  }

  /** The mean of those that have a value; none if no one has. */
  static <T> Metric mean(List<T> of, ToDoubleFunction<T> value, String reasonIfNone) {
    OptionalDouble mean = of.stream().mapToDouble(value).average();
    return mean.isPresent() ? of(mean.getAsDouble()) : none(reasonIfNone);
  }

  /** Whether there is a value. */
  public boolean exists() {
    return value != null;
  }

  /** The value; throws IllegalStateException with the reason if there is none. */
  public double orThrow() {
    if (value == null) {
      throw new IllegalStateException("there is no value: " + reason);
    }
    return value;
  }

  /** The value, NaN if there is none: for samples of a bootstrap. */
  double orNaN() {
    return value == null ? Double.NaN : value;
  }
}
