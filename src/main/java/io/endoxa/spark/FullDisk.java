package io.endoxa.spark;

import io.endoxa.error.UserException;
import java.io.IOException;
import java.util.regex.Pattern;
import org.apache.hadoop.fs.FSError;

/** Tells failures of a full disk, which are nobody's bug, from others. */
public final class FullDisk {
  /** What Linux, its quotas and HDFS say. */
  private static final Pattern SIGNS =
      Pattern.compile(
          "No space left on device|Disk quota exceeded|quota of \\S+ is exceeded",
          Pattern.CASE_INSENSITIVE);

  private FullDisk() {}

  /** Whether the failure, or one that it comes from, speaks of a full disk or a quota. */
  static boolean isBehind(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause.getMessage() != null && SIGNS.matcher(cause.getMessage()).find()) {
        return true;
      }
    }
    return false;
  }

  /** What Hadoop's local streams mean by an Error that they throw where others throw this. */
  static IOException meantBy(FSError error) {
    return error.getCause() instanceof IOException cause ? cause : new IOException(error);
  }

  /**
   * Throws the message for the user if a full disk is behind a failure of a job, else returns.
   *
   * @param draft the run that was written
   */
  public static void explain(RunDraft draft, Throwable failure) {
    if (!draft.isPublished() && !(failure instanceof UserException) && isBehind(failure)) {
      throw new UserException(
          ("output '%1$s': no space left on the device, or where Spark keeps its scratch files"
                  + " (spark.local.dir). Nothing of this run is published, older runs are intact."
                  + " Free space and start the job again: what this run has written lies in %2$s"
                  + " and may be deleted; 'scripts/endoxa gc %1$s' shows what else may.")
              .formatted(draft.output(), draft.directory()),
          failure);
    }
  }
}
