package io.endoxa.text;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads publication dates as newsrooms, feeds and databases write them: year first, or day first
 * with dots or an English month, or an English month first; with or without a weekday, a time of
 * day and a zone; or seconds or milliseconds since 1970.
 *
 * <p>A day and a month in digits between slashes, such as {@code 06/12/2024}, are not read: the
 * writer's country decides whether that is June or December.
 */
public final class PublishedDates {
  /** What a date may look like, for messages. */
  public static final String EXPECTED =
      "a date such as 2024-06-12 or 12 June 2024, or a date and time such as"
          + " 2024-06-12T08:30:00+04:00 (without an offset it is in the job's time zone), in the"
          + " years 0001 to 9999; or seconds or milliseconds since 1970, in the years 2001 to 2029";

  /** A day and an hour such as 2024061208 would be seconds of the years 2030 to 2037. */
  private static final Instant END_OF_NUMBERS = Instant.parse("2030-01-01T00:00:00Z");

  private static final int MOST_LETTERS = 80;
  private static final int DIGITS_OF_SECONDS = 10;
  private static final int DIGITS_OF_NANOS = 9;
  private static final int HOURS_OF_HALF_A_DAY = 12;
  private static final Pattern EPOCH = Pattern.compile("\\d{10}|\\d{13}");

  /** What says nothing: weekdays, commas, "at", endings of ordinal numbers. */
  private static final Pattern IDLE =
      Pattern.compile(
          "^(?:mon|tue|tues|wed|thu|thur|thurs|fri|sat|sun)(?:day|nesday|sday|rsday|urday)?[.,]* "
              + "|,|(?<=\\d)(?:st|nd|rd|th)\\b|(?<= )at (?=\\d)");

  private static final String DAY =
      "(?:(?<y1>\\d{4})(?<sign>[-/.]?)(?<m1>\\d{2})\\k<sign>(?<d1>\\d{2})"
          + "|(?<d2>\\d{1,2})\\.(?<m2>\\d{1,2})\\.(?<y2>\\d{4})"
          + "|(?<d3>\\d{1,2})[ -](?<m3>[a-z]{3,9})\\.?[ -](?<y3>\\d{4})"
          + "|(?<m4>[a-z]{3,9})\\.? (?<d4>\\d{1,2}) (?<y4>\\d{4}))";
  private static final String TIME =
      "(?:t| )(?<hour>\\d{1,2}):(?<minute>\\d{2})(?::(?<second>\\d{2})(?:[.,](?<nano>\\d{1,9}))?)?"
          + "(?: ?(?<half>[ap])\\.?m\\.?)?";
  private static final String ZONE =
      " ?(?:(?<offset>[+-]\\d{2}(?::?\\d{2})?)(?:\\[[a-z_/+-]+])?"
          + "|(?<name>[a-z]{1,4})|\\[?(?<region>[a-z_]+/[a-z_/+-]+)]?)";
  private static final Pattern DATE = Pattern.compile(DAY + "(?:" + TIME + "(?:" + ZONE + ")?)?");

  private static final List<String> MONTHS =
      List.of(
          "january",
          "february",
          "march",
          "april",
          "may",
          "june",
          "july",
          "august",
          "september",
          "october",
          "november",
          "december");

  /** Abbreviations that mean one thing: those of RFC 822, and Europe's. Offsets in hours. */
  private static final Map<String, Integer> ZONES =
      Map.ofEntries(
          Map.entry("z", 0),
          Map.entry("ut", 0),
          Map.entry("utc", 0),
          Map.entry("gmt", 0),
          Map.entry("wet", 0),
          Map.entry("west", 1),
          Map.entry("cet", 1),
          Map.entry("cest", 2),
          Map.entry("eet", 2),
          Map.entry("eest", 3),
          Map.entry("msk", 3),
          Map.entry("est", -5),
          Map.entry("edt", -4),
          Map.entry("cst", -6),
          Map.entry("cdt", -5),
          Map.entry("mst", -7),
          Map.entry("mdt", -6),
          Map.entry("pst", -8),
          Map.entry("pdt", -7));

  private PublishedDates() {}

  /**
   * The moment that a date stands for; empty if it is none, or lies outside the years 1 to 9999 in
   * UTC, which tables of microseconds cannot all hold.
   *
   * @param zone of a date or time that names none; a date alone is midnight there. A time that
   *     clocks skip or show twice counts as {@link ZonedDateTime#of} has it
   */
  public static Optional<Instant> parse(String text, ZoneId zone) {
    String written = text.strip();
    if (written.length() > MOST_LETTERS) {
      return Optional.empty();
    }
    try {
      Optional<Instant> moment =
          EPOCH.matcher(written).matches()
              ? Optional.of(epoch(written))
              : date(written.toLowerCase(Locale.ROOT), zone);
      return moment.filter(PublishedDates::fitsTables);
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private static Instant epoch(String digits) {
    long number = Long.parseLong(digits);
    Instant moment =
        digits.length() == DIGITS_OF_SECONDS
            ? Instant.ofEpochSecond(number)
            : Instant.ofEpochMilli(number);
    if (!moment.isBefore(END_OF_NUMBERS)) {
      throw new DateTimeException("no number of seconds: " + digits);
    }
    return moment;
  }

  private static boolean fitsTables(Instant moment) {
    int year = moment.atOffset(ZoneOffset.UTC).getYear();
    return year >= 1 && year <= 9999;
  }

  private static Optional<Instant> date(String written, ZoneId zone) {
    String said = IDLE.matcher(written.replaceAll("\\s+", " ")).replaceAll("");
    Matcher parts = DATE.matcher(said);
    if (!parts.matches()) {
      return Optional.empty();
    }
    return Optional.of(ZonedDateTime.of(day(parts), time(parts), zone(parts, zone)).toInstant());
  }

  private static LocalDate day(Matcher parts) {
    for (int form = 1; parts.groupCount() > 0; form++) {
      String year = parts.group("y" + form);
      if (year != null) {
        return LocalDate.of(
            Integer.parseInt(year),
            month(parts.group("m" + form)),
            Integer.parseInt(parts.group("d" + form)));
      }
    }
    throw new IllegalStateException("a date without a year matched");
  }

  private static int month(String written) {
    if (Character.isDigit(written.charAt(0))) {
      return Integer.parseInt(written);
    }
    for (int i = 0; i < MONTHS.size(); i++) {
      if (MONTHS.get(i).startsWith(written) || (written.equals("sept") && i == 8)) {
        return i + 1;
      }
    }
    throw new DateTimeException("no month: " + written);
  }

  private static LocalTime time(Matcher parts) {
    String hour = parts.group("hour");
    if (hour == null) {
      return LocalTime.MIDNIGHT;
    }
    String nano = orZero(parts.group("nano"));
    return LocalTime.of(
        hourOfDay(Integer.parseInt(hour), parts.group("half")),
        Integer.parseInt(parts.group("minute")),
        Integer.parseInt(orZero(parts.group("second"))),
        Integer.parseInt(nano + "0".repeat(DIGITS_OF_NANOS - nano.length())));
  }

  private static String orZero(@Nullable String digits) {
    return digits == null ? "0" : digits;
  }

  private static int hourOfDay(int hour, @Nullable String half) {
    if (half == null) {
      return hour;
    }
    if (hour < 1 || hour > HOURS_OF_HALF_A_DAY) {
      throw new DateTimeException("no hour of half a day: " + hour);
    }
    return hour % HOURS_OF_HALF_A_DAY + (half.equals("p") ? HOURS_OF_HALF_A_DAY : 0);
  }

  private static ZoneId zone(Matcher parts, ZoneId otherwise) {
    String offset = parts.group("offset");
    String name = parts.group("name");
    String region = parts.group("region");
    if (offset != null) {
      return ZoneOffset.of(offset);
    }
    if (name != null) {
      Integer hours = ZONES.get(name);
      if (hours == null) {
        throw new DateTimeException("no zone: " + name);
      }
      return ZoneOffset.ofHours(hours);
    }
    return region == null ? otherwise : region(region);
  }

  private static ZoneId region(String lowerCase) {
    return ZoneId.getAvailableZoneIds().stream()
        .filter(id -> id.equalsIgnoreCase(lowerCase))
        .findFirst()
        .map(ZoneId::of)
        .orElseThrow(() -> new DateTimeException("no zone: " + lowerCase));
  }
}
