package io.endoxa.spark;

import java.util.regex.Pattern;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.hadoop.ParquetInputFormat;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** Reads tables that a run has written. */
public final class RunTables {
  /** What Spark takes for a pattern of paths. */
  private static final Pattern GLOB = Pattern.compile("[\\\\{}\\[\\]*?]");

  private RunTables() {}

  /**
   * By the table's schema, also if it has no row and so no file that says it. A vectored read of a
   * local file takes each column of a row group at once, and as much again beside the heap: some
   * 130 MiB a task for the texts of a large run, which no setting of memory announces, and no
   * faster.
   *
   * @param directory of the run, as it is: brackets in it are no pattern
   */
  public static Dataset<Row> read(SparkSession session, String directory, Table table) {
    String path = new Path(directory, table.name()).toString();
    return session
        .read()
        .option(ParquetInputFormat.HADOOP_VECTORED_IO_ENABLED, false)
        .schema(table.schema())
        .parquet(GLOB.matcher(path).replaceAll("\\\\$0"));
  }
}
