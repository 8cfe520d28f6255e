package io.endoxa.job;

import io.endoxa.error.UserException;
import io.endoxa.spark.NativeCheck;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.SparkSession;

/** Examines what Endoxa needs of a machine and of a cluster. */
public final class Doctor {
  private static final int JAVA = 17;
  private static final long LEAST_HEAP_MIB = 1500;
  private static final long MIB = 1L << 20;

  private Doctor() {}

  /**
   * One thing that was looked at.
   *
   * @param well whether it is as it should be
   * @param what was found
   * @param remedy what to do if it is not well; empty otherwise
   */
  public record Finding(boolean well, String what, String remedy) {
    static Finding of(boolean well, String what, String remedy) {
      return new Finding(well, what, well ? "" : remedy);
    }
  }

  /** Looks at everything, and goes on after something bad. Starts Spark. */
  public static List<Finding> examine() {
    List<Finding> findings = new ArrayList<>();
    findings.add(java());
    findings.add(memory());
    findings.add(threads());
    findings.add(encoder());
    findings.addAll(natives("driver", NativeCheck.here()));
    findings.addAll(executors());
    return findings;
  }

  private static List<Finding> executors() {
    List<Finding> findings = new ArrayList<>();
    try {
      SparkSession session = Sessions.open("endoxa doctor");
      try {
        findings.add(
            Finding.of(
                true,
                "Spark %s at %s".formatted(session.version(), session.sparkContext().master()),
                ""));
        NativeCheck.onExecutors(session)
            .forEach((executor, results) -> findings.addAll(natives(executor, results)));
      } finally {
        session.stop();
      }
    } catch (RuntimeException e) {
      findings.add(
          Finding.of(
              false,
              "Spark does not start or run a task: " + e.getMessage(),
              "start through scripts/endoxa or spark-submit, and check ENDOXA_MASTER"));
    }
    return findings;
  }

  private static Finding java() {
    int found = Runtime.version().feature();
    return Finding.of(
        found == JAVA,
        "Java %s at %s".formatted(Runtime.version(), System.getProperty("java.home")),
        "install a JDK 17 and set JAVA_HOME to it");
  }

  private static Finding memory() {
    long heap = Runtime.getRuntime().maxMemory() / MIB;
    return Finding.of(
        heap >= LEAST_HEAP_MIB,
        "heap of %,d MiB".formatted(heap),
        "give at least %,d MiB: ENDOXA_MEMORY=3g scripts/endoxa …, or --driver-memory 3g"
            .formatted(LEAST_HEAP_MIB));
  }

  private static Finding threads() {
    String found = System.getenv("OMP_NUM_THREADS");
    return Finding.of(
        "1".equals(found),
        "OMP_NUM_THREADS is " + (found == null ? "not set" : found),
        "set OMP_NUM_THREADS=1 (on a cluster: spark.executorEnv.OMP_NUM_THREADS=1); training is"
            + " up to 8 times slower without");
  }

  private static Finding encoder() {
    try {
      List<String> known = Installation.encoders();
      return Finding.of(
          !known.isEmpty(),
          "encoders: " + (known.isEmpty() ? "none" : String.join(", ", known)),
          "run from the project's directory, or set -Dendoxa.home to it");
    } catch (UserException e) {
      return Finding.of(false, String.valueOf(e.getMessage()), "mend the encoder's description");
    }
  }

  private static List<Finding> natives(String where, Map<String, String> problems) {
    return problems.entrySet().stream()
        .map(
            entry ->
                Finding.of(
                    entry.getValue().isEmpty(),
                    "%s on %s%s"
                        .formatted(
                            entry.getKey(),
                            where,
                            entry.getValue().isEmpty() ? "" : ": " + entry.getValue()),
                    "the jar carries natives for linux-x86_64 alone, here is %s; a temporary"
                            .formatted(ManagementFactory.getOperatingSystemMXBean().getArch())
                        + " directory without noexec is needed (-Djava.io.tmpdir, and"
                        + " -Dorg.bytedeco.javacpp.cachedir)"))
        .toList();
  }
}
