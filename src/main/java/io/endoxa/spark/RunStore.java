package io.endoxa.spark;

import io.endoxa.error.UserException;
import io.endoxa.provenance.Json;
import io.endoxa.provenance.RunBeginning;
import io.endoxa.provenance.RunManifest;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * The runs below one output directory: {@code <output>/runs/<run_id>/}. A run is written table by
 * table and published by its manifest, which appears last, whole, and is never overwritten; readers
 * see published runs only. What a power cut can take is said at {@link DurableFiles}.
 */
public final class RunStore {
  /** The codebook that the run's labels are read with, beside its tables. */
  public static final String CODEBOOK_FILE = "codebook.yaml";

  private final Configuration hadoop;
  private final String output;
  private final Path runs;

  public RunStore(Configuration hadoop, String output) {
    this.hadoop = hadoop;
    this.output = output;
    this.runs = new Path(output, "runs");
  }

  /**
   * Starts a run, in a directory that no other job writes to: of several that ask for the same run
   * at once, one gets it at the most.
   *
   * @param beginning says what the job reads, so that nobody deletes it meanwhile
   * @throws UserException if there is such a run or draft, or the output cannot be written
   */
  public RunDraft begin(String runId, RunBeginning beginning) {
    Path directory = new Path(runs, runId);
    try {
      FileSystem fileSystem = directory.getFileSystem(hadoop);
      RunDraft draft =
          new RunDraft(
              fileSystem,
              new DurableFiles(hadoop, fileSystem),
              fileSystem.makeQualified(directory),
              output);
      if (fileSystem.exists(directory) || !draft.claim(beginning)) {
        throw new UserException(
            directory + ": exists already; runs are never overwritten. Start the job again.");
      }
      return draft;
    } catch (IOException e) {
      throw new UserException(
          "output '%s': cannot be written: %s. %s"
              .formatted(
                  output,
                  e.getMessage(),
                  FullDisk.isBehind(e)
                      ? "Free space ('scripts/endoxa gc %s' shows what may go), or choose another with --set output=…"
                          .formatted(output)
                      : "Choose another with --set output=…"),
          e);
    }
  }

  /** The manifests of the published runs, oldest first; empty when there is no such directory. */
  public List<RunManifest> published() {
    List<RunManifest> manifests = new ArrayList<>();
    try {
      FileSystem fileSystem = runs.getFileSystem(hadoop);
      for (FileStatus directory : fileSystem.listStatus(runs)) {
        if (directory.isDirectory()) {
          manifest(fileSystem, directory.getPath()).ifPresent(manifests::add);
        }
      }
    } catch (FileNotFoundException e) {
      return List.of();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    manifests.sort(Comparator.comparing(RunManifest::startedAt).thenComparing(RunManifest::runId));
    return List.copyOf(manifests);
  }

  /** Empty for a directory that is no published run, or is no more. */
  static Optional<RunManifest> manifest(FileSystem fileSystem, Path directory) throws IOException {
    return read(fileSystem, new Path(directory, RunManifest.FILE), RunManifest.class);
  }

  /** Empty for a directory of a run that is not being written, or of an earlier release. */
  static Optional<RunBeginning> beginning(FileSystem fileSystem, Path directory)
      throws IOException {
    return read(fileSystem, new Path(directory, RunBeginning.FILE), RunBeginning.class);
  }

  private static <T> Optional<T> read(FileSystem fileSystem, Path file, Class<T> type)
      throws IOException {
    try (InputStream in = fileSystem.open(file)) {
      return Optional.of(Json.read(file.toString(), in.readAllBytes(), type));
    } catch (FileNotFoundException e) {
      return Optional.empty();
    }
  }

  /** The manifest of one run's directory. Throws {@link UserException} if it is not a run. */
  public static RunManifest readManifest(Configuration hadoop, String runDirectory) {
    Path directory = new Path(runDirectory);
    try {
      return manifest(directory.getFileSystem(hadoop), directory)
          .orElseThrow(
              () ->
                  new UserException(
                      "%s: is not a finished run: it has no %s. Run 'scripts/endoxa list' to see the runs."
                          .formatted(runDirectory, RunManifest.FILE)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
