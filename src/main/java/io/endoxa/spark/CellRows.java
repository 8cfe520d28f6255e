package io.endoxa.spark;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.types.DataTypes.DoubleType;

import io.endoxa.estimate.MergeableSums;
import java.io.Serializable;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/**
 * The cells of a corpus as rows: what their articles come to, made in parts that merge in any
 * order, and what is estimated from it. The first columns say which cell it is: question, stance
 * and others.
 */
final class CellRows {
  private static final String OF = "of_";

  // Sums of doubles differ in the last digits with the order of their parts, and tables must not.
  private static final double DIGITS = 1e9;

  private CellRows() {}

  /** Which sums a cell has. */
  interface Sums<S extends MergeableSums<S>> extends Serializable {
    /** Of no article. */
    S none();

    /** Adds the article of a row, whose sums begin with this column. */
    void add(S sums, Row article, int first);

    S ofArray(double[] values);
  }

  /** Estimates the cells of a partition. */
  interface Estimator<S> extends Serializable {
    /**
     * A row for each cell.
     *
     * @param cells by the values of the columns that name them; all of each question and stance
     */
    List<Row> estimate(Map<List<Object>, S> cells);
  }

  /**
   * A row of estimates for each cell.
   *
   * @param articles the columns that name the cell, article, sums
   * @param cell how many columns name it
   */
  static <S extends MergeableSums<S>> Dataset<Row> estimate(
      Dataset<Row> articles, int cell, Sums<S> sums, Estimator<S> estimator, StructType estimates) {
    StructType parts =
        new StructType(Arrays.copyOf(articles.schema().fields(), cell))
            .add("sums", DataTypes.createArrayType(DoubleType, false), false);
    return articles
        .mapPartitions(fold(cell, sums), Encoders.row(parts))
        .repartition(col(Table.QUESTION_ID), col(Table.STANCE))
        .mapPartitions(estimateCells(cell, sums, estimator), Encoders.row(estimates));
  }

  /** The rows of cells with the columns of their estimates, which both have these columns. */
  static Dataset<Row> join(Dataset<Row> cells, Dataset<Row> estimates, List<String> cell) {
    Column same = lit(true);
    Dataset<Row> renamed = estimates;
    for (String column : cell) {
      renamed = renamed.withColumnRenamed(column, OF + column);
      same = same.and(col(column).eqNullSafe(col(OF + column)));
    }
    return cells.join(renamed, same);
  }

  /** In a static factory, as all functions for Spark. A partition holds its cells in memory. */
  private static <S extends MergeableSums<S>> MapPartitionsFunction<Row, Row> fold(
      int cell, Sums<S> sums) {
    return articles -> {
      Map<List<Object>, S> cells = new LinkedHashMap<>();
      while (articles.hasNext()) {
        Row row = articles.next();
        sums.add(cells.computeIfAbsent(key(row, cell), name -> sums.none()), row, cell + 1);
      }
      return cells.entrySet().stream()
          .map(entry -> row(entry.getKey(), entry.getValue().toArray()))
          .iterator();
    };
  }

  private static <S extends MergeableSums<S>> MapPartitionsFunction<Row, Row> estimateCells(
      int cell, Sums<S> sums, Estimator<S> estimator) {
    return parts -> estimator.estimate(merged(parts, cell, sums)).iterator();
  }

  private static <S extends MergeableSums<S>> Map<List<Object>, S> merged(
      Iterator<Row> parts, int cell, Sums<S> sums) {
    Map<List<Object>, S> cells = new LinkedHashMap<>();
    while (parts.hasNext()) {
      Row row = parts.next();
      double[] values =
          row.<Double>getList(cell).stream().mapToDouble(Double::doubleValue).toArray();
      cells.computeIfAbsent(key(row, cell), name -> sums.none()).merge(sums.ofArray(values));
    }
    return cells;
  }

  private static List<Object> key(Row row, int cell) {
    Object[] key = new Object[cell];
    Arrays.setAll(key, row::get);
    return Arrays.asList(key);
  }

  /** A row of the columns that name a cell, and others. */
  static Row row(List<Object> cell, @Nullable Object... values) {
    Object[] all = Arrays.copyOf(cell.toArray(), cell.size() + values.length);
    System.arraycopy(values, 0, all, cell.size(), values.length);
    return RowFactory.create(all);
  }

  /** A figure as it stands in tables. */
  static double rounded(double figure) {
    return Math.rint(figure * DIGITS) / DIGITS;
  }
}
