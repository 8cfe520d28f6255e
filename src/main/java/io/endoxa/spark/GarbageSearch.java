package io.endoxa.spark;

import io.endoxa.error.UserException;
import io.endoxa.provenance.ModelManifest;
import io.endoxa.provenance.RunBeginning;
import io.endoxa.provenance.RunManifest;
import io.endoxa.spark.RunGarbage.Heap;
import io.endoxa.spark.RunGarbage.Kind;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/** Looks through an output directory, in which jobs write and others may delete meanwhile. */
final class GarbageSearch {
  /** A job says far more often that it is still writing. */
  private static final Duration SILENCE = Duration.ofDays(1);

  private final FileSystem fileSystem;
  private final Instant now;
  private final List<RunBeginning> running = new ArrayList<>();
  private final List<Heap> heaps = new ArrayList<>();

  GarbageSearch(FileSystem fileSystem, Instant now) {
    this.fileSystem = fileSystem;
    this.now = now;
  }

  /** What was found so far. */
  List<Heap> heaps() {
    return heaps;
  }

  /** Finds runs beyond the newest and dead drafts; gives the runs that stay. */
  KeptRuns runs(String output, int keep) throws IOException {
    Path runs = new Path(output, "runs");
    List<RunManifest> published = new ArrayList<>();
    List<Heap> dead = new ArrayList<>();
    for (FileStatus entry : entries(runs, output)) {
      Path directory = entry.getPath();
      if (!entry.isDirectory() || FileTree.isLink(fileSystem, directory)) {
        continue;
      }
      // Before the manifest, because it goes once that is there.
      Optional<RunBeginning> beginning = RunStore.beginning(fileSystem, directory);
      Optional<RunManifest> manifest = RunStore.manifest(fileSystem, directory);
      if (manifest.isEmpty()) {
        deadDraft(directory).ifPresentOrElse(dead::add, () -> beginning.ifPresent(running::add));
      } else if (manifest.get().runId().equals(directory.getName())) {
        published.add(manifest.get());
      }
    }
    published.sort(Comparator.comparing(RunManifest::startedAt).thenComparing(RunManifest::runId));
    KeptRuns kept = new KeptRuns(published, keep, running, trained(runs, published));
    dead.stream().filter(draft -> !kept.isNamed(draft.directory().getName())).forEach(heaps::add);
    String reason = "%d newer runs are kept".formatted(kept.newest().size());
    for (RunManifest run : kept.others()) {
      content(new Path(runs, run.runId()))
          .ifPresent(content -> heaps.add(content.heap(Kind.RUN, reason)));
    }
    return kept;
  }

  /** The ids of the runs that hold the model which their manifest names. */
  private Set<String> trained(Path runs, List<RunManifest> published) throws IOException {
    Set<String> trained = new HashSet<>();
    for (RunManifest run : published) {
      Path model = new Path(new Path(runs, run.runId()), "model/" + ModelManifest.FILE);
      if (run.modelId() != null && fileSystem.exists(model)) {
        trained.add(run.runId());
      }
    }
    return trained;
  }

  private FileStatus[] entries(Path runs, String output) throws IOException {
    try {
      FileStatus[] entries = fileSystem.listStatus(runs);
      Arrays.sort(entries);
      return entries;
    } catch (FileNotFoundException e) {
      throw new UserException(
          "output '%s': has no directory 'runs'. Give the directory that jobs name as their output, such as out."
              .formatted(output),
          e);
    }
  }

  /** Empty for a draft that somebody writes to. */
  private Optional<Heap> deadDraft(Path draft) throws IOException {
    Optional<Content> content = content(draft);
    if (content.isEmpty()) {
      return Optional.empty();
    }
    Instant last = Instant.ofEpochMilli(content.get().newest());
    return last.isBefore(now.minus(SILENCE))
        ? Optional.of(
            content
                .get()
                .heap(Kind.DRAFT, "never finished, nothing written since %s".formatted(last)))
        : Optional.empty();
  }

  /** Finds chunks that neither the newest runs nor running jobs have used. */
  void chunks(Path chunks, KeptRuns kept) throws IOException {
    if (kept.newest().isEmpty() || FileTree.isLink(fileSystem, chunks)) {
      return;
    }
    // A chunk's time is the start of the Spark application that used it, some time before its run.
    // And what a job uses that is stopped now may be wanted tomorrow, however new kept runs are.
    Instant first =
        Stream.concat(
                Stream.of(Instant.parse(kept.newest().get(0).startedAt())),
                running.stream().map(RunBeginning::instant))
            .min(Comparator.naturalOrder())
            .orElse(now);
    Instant since = (first.isBefore(now) ? first : now).minus(SILENCE);
    for (FileStatus entry : listed(chunks)) {
      if (FileTree.isLink(fileSystem, entry.getPath())) {
        continue;
      }
      Optional<Content> content =
          entry.isDirectory()
              ? content(entry.getPath())
              : Optional.of(new Content(chunks, 0, List.of(entry)));
      content
          .map(found -> found.notUsedSince(since))
          .filter(unused -> !unused.files.isEmpty())
          .ifPresent(
              unused -> heaps.add(unused.heap(Kind.CHUNKS, "not used since %s".formatted(since))));
    }
  }

  private FileStatus[] listed(Path directory) throws IOException {
    try {
      return fileSystem.listStatus(directory);
    } catch (FileNotFoundException e) {
      return new FileStatus[0];
    }
  }

  /** Empty if something in it, or the directory itself, has just gone: somebody works there. */
  private Optional<Content> content(Path directory) throws IOException {
    try {
      return Optional.of(
          new Content(
              directory,
              fileSystem.getFileStatus(directory).getModificationTime(),
              FileTree.files(fileSystem, directory)));
    } catch (FileNotFoundException e) {
      return Optional.empty();
    }
  }

  /**
   * The files below a directory.
   *
   * @param modified when the directory itself was, in milliseconds
   */
  private record Content(Path directory, long modified, List<FileStatus> files) {
    long newest() {
      return files.stream().mapToLong(FileStatus::getModificationTime).max().orElse(modified);
    }

    Content notUsedSince(Instant time) {
      return new Content(
          directory,
          modified,
          files.stream().filter(file -> file.getModificationTime() < time.toEpochMilli()).toList());
    }

    Heap heap(Kind kind, String reason) {
      Map<Path, Long> chunks = new TreeMap<>();
      if (kind == Kind.CHUNKS) {
        files.forEach(file -> chunks.put(file.getPath(), file.getModificationTime()));
      }
      long bytes = files.stream().mapToLong(FileStatus::getLen).sum();
      return new Heap(kind, directory, files.size(), bytes, reason, chunks);
    }
  }
}
