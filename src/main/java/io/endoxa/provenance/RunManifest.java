package io.endoxa.provenance;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The record of one finished run; {@code manifest.json} of the run's directory, written last. A run
 * without it does not exist for readers.
 *
 * @param format version of this layout
 * @param runId name of the run's directory
 * @param job name of the job file
 * @param spec every key of the job with the value that was used
 * @param inputs files that were read, by path
 * @param outputs tables that were written
 * @param modelId the model that labelled or was trained, null for a run without one
 * @param codebook id and version, null for a run without one
 * @param encoder id and precision, null for a run without one
 * @param seed of everything random
 * @param versions of Endoxa, Java, Spark and the native libraries
 * @param cpu architecture and model; last digits of probabilities may depend on it
 * @param counts articles in, accepted, quarantined, duplicate, paragraphs and so on
 * @param startedAt ISO-8601, UTC
 * @param wallSeconds how long the run took
 */
public record RunManifest(
    int format,
    String runId,
    String job,
    Map<String, String> spec,
    List<FileEntry> inputs,
    List<TableEntry> outputs,
    @Nullable String modelId,
    @Nullable String codebook,
    @Nullable String encoder,
    long seed,
    Map<String, String> versions,
    String cpu,
    Map<String, Long> counts,
    String startedAt,
    double wallSeconds) {
  /** The layout that this version writes and reads. */
  public static final int FORMAT = 1;

  /** The file's name inside a run's directory. */
  public static final String FILE = "manifest.json";

  public RunManifest {
    Objects.requireNonNull(runId, "runId");
    Objects.requireNonNull(job, "job");
    Objects.requireNonNull(cpu, "cpu");
    Objects.requireNonNull(startedAt, "startedAt");
    spec = Map.copyOf(spec);
    inputs = List.copyOf(inputs);
    outputs = List.copyOf(outputs);
    versions = Map.copyOf(versions);
    counts = Map.copyOf(counts);
  }

  /**
   * One table of a run.
   *
   * @param table its name and directory
   * @param rows how many
   * @param files its Parquet files, by path
   */
  public record TableEntry(String table, long rows, List<FileEntry> files) {
    public TableEntry {
      files = List.copyOf(files);
    }
  }
}
