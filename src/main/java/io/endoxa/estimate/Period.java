package io.endoxa.estimate;

import io.endoxa.error.UserException;
import java.time.YearMonth;
import java.time.format.DateTimeParseException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Whole months, from the first to the last.
 *
 * @param first the same as the last, or before it
 */
public record Period(YearMonth first, YearMonth last) {
  private static final Pattern TEXT = Pattern.compile("(\\d{4}-\\d{2})/(\\d{4}-\\d{2})");

  public Period {
    if (first.isAfter(last)) {
      throw new IllegalArgumentException(first + " is after " + last);
    }
  }

  /**
   * A period as {@link #toString} writes it, such as {@code 2024-01/2024-06}.
   *
   * @param place where it stands, for messages
   * @throws UserException if it is none
   */
  public static Period parse(String text, String place) {
    Matcher months = TEXT.matcher(text);
    if (months.matches()) {
      try {
        YearMonth first = YearMonth.parse(months.group(1));
        YearMonth last = YearMonth.parse(months.group(2));
        if (!first.isAfter(last)) {
          return new Period(first, last);
        }
      } catch (DateTimeParseException e) {
        // A month such as 2024-13 is told below, as anything else that is no period.
      }
    }
    throw new UserException(
        "%s: '%s' is no period, expected its first and its last month, such as 2024-01/2024-06."
            .formatted(place, text));
  }

  static Period ofYear(int year) {
    return new Period(YearMonth.of(year, 1), YearMonth.of(year, 12));
  }

  /** Whether a month is one of these. */
  public boolean contains(YearMonth month) {
    return !month.isBefore(first) && !month.isAfter(last);
  }

  @Override
  public String toString() {
    return first + "/" + last;
  }
}
