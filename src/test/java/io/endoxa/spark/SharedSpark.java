package io.endoxa.spark;

import io.endoxa.job.Sessions;
import org.apache.spark.sql.SparkSession;

/** The Spark session of all tests: two cores, small shuffles, otherwise what jobs run with. */
public final class SharedSpark {
  private SharedSpark() {}

  /** The session, opened if there is none; ask for it in each test, because jobs may stop it. */
  public static SparkSession session() {
    configure();
    return Sessions.open("tests");
  }

  /** Sets what a launcher would, for code that opens a session of its own. */
  public static void configure() {
    System.setProperty("spark.master", "local[2]");
    System.setProperty("spark.ui.enabled", "false");
    System.setProperty("spark.sql.shuffle.partitions", "2");
  }
}
