package io.endoxa.estimate;

import io.endoxa.error.UserException;
import java.time.Month;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;

/** Two periods, of which the second is compared with the first. */
public record PeriodPair(Period from, Period to) {
  /**
   * Each period with the one before it.
   *
   * @param periods two at least, one after the other
   * @param place where they stand, for messages
   * @throws UserException if there are fewer, or if one begins before the last one ends
   */
  public static List<PeriodPair> inOrder(List<Period> periods, String place) {
    if (periods.size() < 2) {
      throw new UserException(
          "%s: found %s, expected two periods at least: each is compared with the one before it."
              .formatted(place, periods));
    }
    List<PeriodPair> pairs = new ArrayList<>();
    for (int i = 1; i < periods.size(); i++) {
      PeriodPair pair = new PeriodPair(periods.get(i - 1), periods.get(i));
      if (!pair.to().first().isAfter(pair.from().last())) {
        throw new UserException(
            "%s: %s begins before %s has ended. Name periods from the earliest on, none with a month of another."
                .formatted(place, pair.to(), pair.from()));
      }
      pairs.add(pair);
    }
    return List.copyOf(pairs);
  }

  /**
   * Each calendar year with the year before it, and the second half of a year with its first, where
   * both have paragraphs.
   *
   * @param months that have paragraphs
   */
  public static List<PeriodPair> ofMonths(Collection<YearMonth> months) {
    List<PeriodPair> pairs = new ArrayList<>();
    for (int year : new TreeSet<>(months.stream().map(YearMonth::getYear).toList())) {
      pairs.add(new PeriodPair(Period.ofYear(year - 1), Period.ofYear(year)));
      YearMonth june = YearMonth.of(year, Month.JUNE);
      pairs.add(
          new PeriodPair(
              new Period(YearMonth.of(year, Month.JANUARY), june),
              new Period(june.plusMonths(1), YearMonth.of(year, Month.DECEMBER))));
    }
    return pairs.stream()
        .filter(pair -> months.stream().anyMatch(pair.from()::contains))
        .filter(pair -> months.stream().anyMatch(pair.to()::contains))
        .toList();
  }
}
