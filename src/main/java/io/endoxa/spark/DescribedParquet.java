package io.endoxa.spark;

import java.io.Serial;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.mapreduce.Job;
import org.apache.parquet.hadoop.ParquetOutputFormat;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.execution.datasources.OutputWriterFactory;
import org.apache.spark.sql.execution.datasources.parquet.ParquetFileFormat;
import org.apache.spark.sql.execution.datasources.parquet.ParquetWriteSupport;
import org.apache.spark.sql.types.StructType;

/**
 * Spark's Parquet files with two keys of our own in the footer, where every reader of Parquet finds
 * them. They are given as options of the writer. Spark itself puts nothing there but its schema,
 * and offers no other way.
 */
public final class DescribedParquet extends ParquetFileFormat {
  /** The text of the codebook. */
  public static final String CODEBOOK = "endoxa.codebook";

  /** A JSON object: column names, and what they hold. */
  public static final String COLUMNS = "endoxa.columns";

  @Serial private static final long serialVersionUID = 1L;

  @Override
  public OutputWriterFactory prepareWrite(
      SparkSession session,
      Job job,
      scala.collection.immutable.Map<String, String> options,
      StructType schema) {
    OutputWriterFactory factory = super.prepareWrite(session, job, options, schema);
    // The options are in the job's configuration already.
    ParquetOutputFormat.setWriteSupportClass(job, Footer.class);
    return factory;
  }

  /** Adds the keys when a file is begun. Public for Parquet, which makes it by its name. */
  public static final class Footer extends ParquetWriteSupport {
    @Override
    public WriteContext init(Configuration configuration) {
      WriteContext context = super.init(configuration);
      Map<String, String> metadata = new HashMap<>(context.getExtraMetaData());
      for (String key : List.of(CODEBOOK, COLUMNS)) {
        // Raw: a codebook may hold what Hadoop takes for a variable.
        String value = configuration.getRaw(key);
        if (value != null) {
          metadata.put(key, value);
        }
      }
      return new WriteContext(context.getSchema(), metadata);
    }
  }
}
