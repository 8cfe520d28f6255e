package io.endoxa.job;

import org.apache.spark.sql.SparkSession;

/** Opens Spark sessions with the settings that results depend on, and no others. */
public final class Sessions {
  private Sessions() {}

  /** A session; master, memory and cores are whatever the caller's environment says. */
  public static SparkSession open(String name) {
    return SparkSession.builder()
        .appName(name)
        // Months and timestamps must not depend on where the driver stands.
        .config("spark.sql.session.timeZone", "UTC")
        .config("spark.sql.parquet.outputTimestampType", "TIMESTAMP_MICROS")
        // The wide table's plan is longer than the standard 25 fields, which is no fault.
        .config("spark.sql.debug.maxToStringFields", "200")
        // The manifest says that a run is complete; a marker per table would say it too early.
        .config("spark.hadoop.mapreduce.fileoutputcommitter.marksuccessfuljobs", "false")
        .getOrCreate();
  }
}
