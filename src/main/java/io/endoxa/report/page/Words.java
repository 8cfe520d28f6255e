package io.endoxa.report.page;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Figures in sentences and tables of the page. */
final class Words {
  static final String NONE = "–";

  /** Stands before an interval; its space does not break. */
  static final String SURE = "95\u00a0%";

  /** Fewer paragraphs say little about a share. */
  static final int FEW = 30;

  private static final int LONGEST_NAME = 80;

  /** The least that three decimals tell from 0. */
  private static final double LEAST_P = 0.001;

  private Words() {}

  /** Such as {@code 4.2 %}; a dash for none. */
  static String percent(@Nullable Double share) {
    return share == null ? NONE : String.format(Locale.ROOT, "%.1f\u00a0%%", 100 * share);
  }

  /** Such as {@code 3.1 to 5.4 %}; a dash for none. */
  static String interval(@Nullable Double low, @Nullable Double high) {
    return low == null || high == null
        ? NONE
        : String.format(Locale.ROOT, "%.1f to %.1f\u00a0%%", 100 * low, 100 * high);
  }

  /** Such as {@code +1.2} in percentage points; a dash for none. */
  static String points(@Nullable Double change) {
    return change == null ? NONE : String.format(Locale.ROOT, "%+.1f", 100 * change);
  }

  /** A p value; none is 0. */
  static String chance(@Nullable Double p) {
    return p != null && p < LEAST_P ? "<" + LEAST_P : decimal(p);
  }

  static String whole(long count) {
    return String.format(Locale.ROOT, "%,d", count);
  }

  static String decimal(@Nullable Double value) {
    return value == null ? NONE : String.format(Locale.ROOT, "%.3f", value);
  }

  /** A name, cut where it is longer than names are. */
  static String name(String name) {
    return name.codePointCount(0, name.length()) <= LONGEST_NAME
        ? name
        : name.substring(0, name.offsetByCodePoints(0, LONGEST_NAME)) + "…";
  }

  /** The id of a question or a frame, as words that a line can be broken between. */
  static String id(String id) {
    return id.replace('_', ' ');
  }

  /** What stands for a null source or month in tables. */
  static String orAll(@Nullable String name) {
    return name == null ? "all" : name;
  }
}
