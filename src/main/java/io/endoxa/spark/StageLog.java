package io.endoxa.spark;

import java.util.Locale;
import java.util.StringJoiner;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A line in the log for each stage of a run's work, for programs that watch it: {@code
 * stage=write.stances rows_in=500 rows_out=500 seconds=1.250 bytes=20480}. What is not known of a
 * stage is left out. Names and numbers alone: no article's text.
 */
public final class StageLog {
  private static final Logger LOG = LoggerFactory.getLogger(StageLog.class);
  private static final long UNKNOWN = -1;

  private final String stage;
  private final long start = System.nanoTime();
  private long rowsIn = UNKNOWN;
  private long rowsOut = UNKNOWN;
  private long bytes = UNKNOWN;

  private StageLog(String stage) {
    this.stage = stage;
  }

  /** A stage that begins now. */
  public static StageLog begin(String stage) {
    return new StageLog(stage);
  }

  /** What the stage has to work on. */
  public StageLog rowsIn(long rows) {
    rowsIn = rows;
    return this;
  }

  /** What came of it. */
  public StageLog rowsOut(long rows) {
    rowsOut = rows;
    return this;
  }

  /** The size of what was read or written. */
  public StageLog bytes(long size) {
    bytes = size;
    return this;
  }

  /** The stage ends now, and well. Gives the seconds that it took. */
  public double end() {
    double seconds = (System.nanoTime() - start) / 1e9;
    LOG.info("{}", line(seconds));
    return seconds;
  }

  String line(double seconds) {
    StringJoiner line = new StringJoiner(" ").add("stage=" + stage);
    add(line, "rows_in", rowsIn);
    add(line, "rows_out", rowsOut);
    line.add(String.format(Locale.ROOT, "seconds=%.3f", seconds));
    add(line, "bytes", bytes);
    return line.toString();
  }

  private static void add(StringJoiner line, String name, long value) {
    if (value != UNKNOWN) {
      line.add(name + "=" + value);
    }
  }
}
