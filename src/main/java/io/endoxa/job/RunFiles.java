package io.endoxa.job;

import io.endoxa.report.Figures;
import io.endoxa.spark.RunVerification;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;

/**
 * Whether a run is what was written.
 *
 * @param intact whether every file is
 * @param lines for a terminal: each file that is not, then a sum
 */
public record RunFiles(boolean intact, List<String> lines) {
  public RunFiles {
    lines = List.copyOf(lines);
  }

  /** Reads all files of a run. Throws {@link io.endoxa.error.UserException} if it is none. */
  public static RunFiles verify(String run) {
    RunVerification.Outcome found =
        RunVerification.of(
            new Configuration(), run, manifest -> JobKind.leftModel(manifest.spec()));
    List<String> lines = new ArrayList<>(found.faults());
    boolean intact = lines.isEmpty();
    lines.add(
        intact
            ? "%,d files, %s, all as written".formatted(found.files(), Figures.bytes(found.bytes()))
            : "faults: %,d; the manifests name %,d files. Copy the run again, or run its job again."
                .formatted(lines.size(), found.files()));
    return new RunFiles(intact, lines);
  }
}
