package io.endoxa.text;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.TemporalAccessor;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads publication dates. */
public final class PublishedDates {
  /** What a date may look like, for messages. */
  public static final String EXPECTED =
      "a date such as 2024-06-12, or a date and time such as 2024-06-12T08:30:00+04:00 (without"
          + " an offset it is UTC), in the years 0001 to 9999";

  private static final DateTimeFormatter FORMAT =
      new DateTimeFormatterBuilder()
          .parseCaseInsensitive()
          .append(DateTimeFormatter.ISO_LOCAL_DATE)
          .optionalStart()
          .appendLiteral('T')
          .append(DateTimeFormatter.ISO_LOCAL_TIME)
          .appendPattern("[XXX][XX][X]")
          .optionalEnd()
          .toFormatter(Locale.ROOT)
          .withResolverStyle(ResolverStyle.STRICT);

  private static final Pattern SPACE_FOR_T = Pattern.compile("^(\\d{4}-\\d{2}-\\d{2}) (?=\\d)");

  private PublishedDates() {}

  /**
   * The moment that an ISO date, or date and time, stands for; empty if it is neither, or lies
   * outside the years 1 to 9999, which tables of microseconds cannot all hold.
   */
  public static Optional<Instant> parse(String text) {
    try {
      TemporalAccessor read =
          FORMAT.parseBest(
              SPACE_FOR_T.matcher(text.strip()).replaceFirst("$1T"),
              OffsetDateTime::from,
              LocalDateTime::from,
              LocalDate::from);
      OffsetDateTime moment =
          read instanceof OffsetDateTime withOffset
              ? withOffset
              : read instanceof LocalDateTime local
                  ? local.atOffset(ZoneOffset.UTC)
                  : LocalDate.from(read).atTime(LocalTime.MIDNIGHT).atOffset(ZoneOffset.UTC);
      int year = moment.withOffsetSameInstant(ZoneOffset.UTC).getYear();
      return year >= 1 && year <= 9999 ? Optional.of(moment.toInstant()) : Optional.empty();
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }
}
