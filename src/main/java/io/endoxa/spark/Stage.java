package io.endoxa.spark;

import java.util.Arrays;
import org.apache.spark.ml.Transformer;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.util.DefaultParamsWritable;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StructType;

/**
 * What every transformer of ours shares: the uid, copying and saving. A subclass declares its
 * params as fields that are initialised inline, each with a public method without arguments, a
 * public constructor that takes the uid, and a public static {@code read()}.
 */
abstract class Stage extends Transformer implements DefaultParamsWritable {
  private static final long serialVersionUID = 1L;

  private final String uid;

  Stage(String uid) {
    this.uid = uid;
  }

  @Override
  public String uid() {
    return uid;
  }

  @Override
  public Transformer copy(ParamMap extra) {
    return defaultCopy(extra);
  }

  /** The value of a param, set or default. */
  final <T> T value(Param<T> param) {
    return getOrDefault(param);
  }

  /** Throws unless the column is there with this type. */
  final void requireColumn(StructType schema, String column, DataType type) {
    int index = schema.getFieldIndex(column).isEmpty() ? -1 : schema.fieldIndex(column);
    if (index < 0) {
      throw new IllegalArgumentException(
          "%s: column '%s' is missing. Found: %s."
              .formatted(uid, column, String.join(", ", schema.fieldNames())));
    }
    DataType found = schema.apply(index).dataType();
    if (!DataType.equalsIgnoreNullability(found, type)) {
      throw new IllegalArgumentException(
          "%s: column '%s' is %s, expected %s."
              .formatted(uid, column, found.catalogString(), type.catalogString()));
    }
  }

  /**
   * The schema with a new column. Throws if it is there: Spark would have two, and then neither.
   */
  final StructType withColumn(StructType schema, String column, DataType type) {
    // Spark takes names that differ in case for the same.
    if (Arrays.stream(schema.fieldNames()).anyMatch(column::equalsIgnoreCase)) {
      throw new IllegalArgumentException(
          "%s: column '%s' is there already, expected to add it. Rename or drop it before this stage."
              .formatted(uid, column));
    }
    return schema.add(column, type);
  }
}
