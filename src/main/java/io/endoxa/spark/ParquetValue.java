package io.endoxa.spark;

import io.endoxa.text.source.ArticleFields;
import io.endoxa.text.source.TableRow;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.NanoTime;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.DateLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.IntLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimestampLogicalTypeAnnotation;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Type;

/** One value of a Parquet row as the text that it stands for. */
final class ParquetValue {
  /** The day that INT96 counts from, as its Julian number. */
  private static final int JULIAN_DAY_OF_1970 = 2_440_588;

  private ParquetValue() {}

  /**
   * Sets a field of an article, or refuses it: a text must be a text; a date may also be a date or
   * a timestamp, which counts as UTC or is local as the file says; id and date may be whole
   * numbers.
   */
  static void put(Group row, int column, String field, TableRow values) {
    Type type = row.getType().getType(column);
    if (!type.isPrimitive() || type.isRepetition(Type.Repetition.REPEATED)) {
      values.refuse(field, "a list or structure");
      return;
    }
    PrimitiveTypeName stored = type.asPrimitiveType().getPrimitiveTypeName();
    LogicalTypeAnnotation meant = type.getLogicalTypeAnnotation();
    boolean whole = meant == null || meant instanceof IntLogicalTypeAnnotation;
    if (stored == PrimitiveTypeName.BINARY && isText(meant)) {
      values.put(field, row.getBinary(column, 0).getBytes());
    } else if (meant instanceof DateLogicalTypeAnnotation) {
      values.put(field, LocalDate.ofEpochDay(row.getInteger(column, 0)).toString());
    } else if (meant instanceof TimestampLogicalTypeAnnotation timestamp) {
      values.put(field, moment(row.getLong(column, 0), timestamp));
    } else if (stored == PrimitiveTypeName.INT96) {
      values.put(field, moment(row.getInt96(column, 0)));
    } else if (whole && mayBeNumber(field) && stored == PrimitiveTypeName.INT64) {
      values.put(field, Long.toString(row.getLong(column, 0)));
    } else if (whole && mayBeNumber(field) && stored == PrimitiveTypeName.INT32) {
      values.put(field, Integer.toString(row.getInteger(column, 0)));
    } else {
      values.refuse(field, "of type " + (meant == null ? stored : meant));
    }
  }

  /** Old writers do not say that bytes are a text. */
  private static boolean isText(LogicalTypeAnnotation meant) {
    return meant == null
        || meant instanceof LogicalTypeAnnotation.StringLogicalTypeAnnotation
        || meant instanceof LogicalTypeAnnotation.EnumLogicalTypeAnnotation;
  }

  private static boolean mayBeNumber(String field) {
    return field.equals(ArticleFields.ID) || field.equals(ArticleFields.PUBLISHED);
  }

  private static String moment(long count, TimestampLogicalTypeAnnotation type) {
    ChronoUnit unit =
        switch (type.getUnit()) {
          case MILLIS -> ChronoUnit.MILLIS;
          case MICROS -> ChronoUnit.MICROS;
          case NANOS -> ChronoUnit.NANOS;
        };
    Instant moment = Instant.EPOCH.plus(count, unit);
    return type.isAdjustedToUTC()
        ? moment.toString()
        : LocalDateTime.ofInstant(moment, ZoneOffset.UTC).toString();
  }

  private static String moment(org.apache.parquet.io.api.Binary int96) {
    NanoTime time = NanoTime.fromBinary(int96);
    return Instant.EPOCH
        .plus(Duration.ofDays(time.getJulianDay() - (long) JULIAN_DAY_OF_1970))
        .plusNanos(time.getTimeOfDayNanos())
        .toString();
  }
}
