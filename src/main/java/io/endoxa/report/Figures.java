package io.endoxa.report;

import io.endoxa.evaluate.Difference;
import io.endoxa.evaluate.Metric;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Figures as they stand in tables: three decimals, a dash for one that has no value. */
public final class Figures {
  /** Stands where there is no figure. */
  public static final String NONE = "-";

  private Figures() {}

  /** Such as {@code 0.421}. */
  public static String decimal(double value) {
    return String.format(Locale.ROOT, "%.3f", value);
  }

  /** As {@link #decimal(double)}; a dash where there is no value. */
  public static String decimal(Metric metric) {
    return metric.exists() ? decimal(metric.orThrow()) : NONE;
  }

  /** Such as {@code 0.331-0.514}; a dash where there is no interval. */
  public static String interval(Metric metric) {
    return interval(metric, "%.3f-%.3f");
  }

  private static String interval(Metric metric, String format) {
    Double low = metric.low();
    Double high = metric.high();
    return low == null || high == null ? NONE : String.format(Locale.ROOT, format, low, high);
  }

  /** Such as {@code 0.421 (95 % 0.331-0.514)}. */
  public static String withInterval(Metric metric) {
    String interval = interval(metric);
    return interval.equals(NONE)
        ? decimal(metric)
        : "%s (95 %% %s)".formatted(decimal(metric), interval);
  }

  /** Such as {@code +0.034 (95 % -0.012 to +0.080, p 0.142)}; a dash for none. */
  static String difference(@Nullable Difference difference) {
    if (difference == null || !difference.macroF1().exists()) {
      return NONE;
    }
    Metric metric = difference.macroF1();
    String estimate = String.format(Locale.ROOT, "%+.3f", metric.orThrow());
    Double p = difference.p();
    return p == null
        ? estimate
        : "%s (95 %% %s, p %s)".formatted(estimate, interval(metric, "%+.3f to %+.3f"), decimal(p));
  }

  /** As whole per cent, such as {@code 42 %}. */
  static String percent(Metric metric) {
    return metric.exists() ? String.format(Locale.ROOT, "%.0f %%", 100 * metric.orThrow()) : NONE;
  }

  /** Such as {@code 3.4 MB}, in thousands. */
  public static String bytes(long bytes) {
    if (bytes < 1000) {
      return bytes + " bytes";
    }
    double size = bytes / 1e3;
    int unit = 0;
    // 999.95 would be rounded to 1000.0.
    while (size >= 999.95 && unit < 3) {
      size /= 1e3;
      unit++;
    }
    return String.format(Locale.ROOT, "%.1f %sB", size, "kMGT".charAt(unit));
  }

  /** Such as {@code 1 h 2 min 3 s}, or {@code 4.2 s} for less than a minute. */
  static String duration(double seconds) {
    if (seconds < 59.95) {
      return String.format(Locale.ROOT, "%.1f s", seconds);
    }
    long whole = Math.round(seconds);
    String minutes = "%d min %d s".formatted(whole / 60 % 60, whole % 60);
    return whole < 3600 ? minutes : "%,d h %s".formatted(whole / 3600, minutes);
  }

  static String whole(long count) {
    return String.format(Locale.ROOT, "%,d", count);
  }
}
