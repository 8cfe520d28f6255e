package io.endoxa.provenance;

import java.time.Instant;
import java.util.Map;
import java.util.Objects;

/**
 * What is known of a run as long as it is written; a hidden file of the run's directory, which goes
 * when the run's manifest is there.
 *
 * @param spec every key of the job with the value that is used
 * @param startedAt ISO-8601, UTC; as it will stand in the manifest
 */
public record RunBeginning(Map<String, String> spec, String startedAt) {
  /** The file's name inside a run's directory. */
  public static final String FILE = ".job.json";

  public RunBeginning {
    spec = Map.copyOf(spec);
    Objects.requireNonNull(startedAt, "startedAt");
  }

  /** When the run began. */
  public Instant instant() {
    return Instant.parse(startedAt);
  }
}
