package io.endoxa.spark;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * The same rows under a plan that says no more than that they are there.
 *
 * <p>Spark writes down the plan of each query, with the plans of all cached data below it, each as
 * often as it is used: where cached data is joined with what was made from it, and that again, the
 * text doubles with each step, and takes minutes for a hundred rows. Rows are computed, and lost
 * ones are computed again, as before.
 */
public final class PlanLeaf {
  private PlanLeaf() {}

  /** Worth it for rows that several queries read; each row is made anew for each of them. */
  public static Dataset<Row> of(Dataset<Row> rows) {
    return rows.sparkSession().createDataFrame(rows.javaRDD(), rows.schema());
  }
}
