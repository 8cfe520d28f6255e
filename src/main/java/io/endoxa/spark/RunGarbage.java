package io.endoxa.spark;

import io.endoxa.error.UserException;
import io.endoxa.provenance.RunManifest;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * What an output directory could do without: runs beyond the newest, drafts that no job writes to
 * any more, cached work that no newer run has used. Links are left alone, and so is a directory
 * whose manifest names another run: somebody has put them there.
 */
public final class RunGarbage {
  /** A job says far more often that it is still writing. */
  private static final Duration SILENCE = Duration.ofDays(1);

  private final FileSystem fileSystem;
  private final Instant now;
  private final int keep;
  private final List<RunManifest> kept = new ArrayList<>();
  private final List<RunManifest> keptAsNamed = new ArrayList<>();
  private final List<Heap> heaps = new ArrayList<>();

  /** What a heap is of. */
  public enum Kind {
    CHUNKS,
    DRAFT,
    RUN
  }

  /**
   * Files that go together.
   *
   * @param directory where they lie
   * @param files how many
   * @param bytes their length
   * @param reason why they may go
   * @param chunks of chunks, each file that may go, with its time of modification
   */
  public record Heap(
      Kind kind, Path directory, long files, long bytes, String reason, Map<Path, Long> chunks) {
    public Heap {
      chunks = Map.copyOf(chunks);
    }
  }

  private RunGarbage(FileSystem fileSystem, int keep, Instant now) {
    this.fileSystem = fileSystem;
    this.keep = keep;
    this.now = now;
  }

  /**
   * Looks at an output directory and changes nothing.
   *
   * @param keep how many published runs stay, the newest; at least 1
   * @throws UserException if there is no such directory, or a manifest in it is not ours
   */
  public static RunGarbage find(Configuration hadoop, String output, int keep, Instant now) {
    if (keep < 1) {
      throw new UserException(
          "--keep %d: at least one run is kept. Say 1 or more.".formatted(keep));
    }
    Path runs = new Path(output, "runs");
    try {
      FileSystem fileSystem = runs.getFileSystem(hadoop);
      RunGarbage garbage = new RunGarbage(fileSystem, keep, now);
      garbage.findRuns(runs, garbage.entries(runs, output));
      garbage.findChunks(new Path(ChunkFiles.below(output)));
      return garbage;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The newest runs, oldest first. */
  public List<RunManifest> kept() {
    return List.copyOf(kept);
  }

  /** Older runs that stay because one that stays names them: as its model, input or baseline. */
  public List<RunManifest> keptAsNamed() {
    return List.copyOf(keptAsNamed);
  }

  /** What may go: chunks, then drafts, then runs, oldest first. */
  public List<Heap> heaps() {
    return heaps.stream().sorted(Comparator.comparing(Heap::kind)).toList();
  }

  private FileStatus[] entries(Path runs, String output) throws IOException {
    try {
      return fileSystem.listStatus(runs);
    } catch (FileNotFoundException e) {
      throw new UserException(
          "output '%s': has no directory 'runs'. Give the directory that jobs name as their output, such as out."
              .formatted(output),
          e);
    }
  }

  private void findRuns(Path runs, FileStatus[] entries) throws IOException {
    List<RunManifest> published = new ArrayList<>();
    List<Path> drafts = new ArrayList<>();
    Arrays.sort(entries);
    for (FileStatus entry : entries) {
      Path directory = entry.getPath();
      if (!entry.isDirectory() || FileTree.isLink(fileSystem, directory)) {
        continue;
      }
      Optional<RunManifest> manifest = RunStore.manifest(fileSystem, directory);
      if (manifest.isEmpty()) {
        drafts.add(directory);
      } else if (manifest.get().runId().equals(directory.getName())) {
        published.add(manifest.get());
      }
    }
    published.sort(Comparator.comparing(RunManifest::startedAt).thenComparing(RunManifest::runId));
    int older = Math.max(0, published.size() - keep);
    kept.addAll(published.subList(older, published.size()));
    keepNamed(published.subList(0, older));
    for (Path draft : drafts) {
      findDraft(draft);
    }
    for (RunManifest run : published.subList(0, older)) {
      if (!keptAsNamed.contains(run)) {
        Content content = content(new Path(runs, run.runId()));
        heaps.add(content.heap(Kind.RUN, "%d newer runs are kept".formatted(kept.size())));
      }
    }
  }

  /** A run that is kept for another may name a third one. */
  private void keepNamed(List<RunManifest> older) {
    int before;
    do {
      before = keptAsNamed.size();
      for (RunManifest run : older) {
        if (!keptAsNamed.contains(run) && isNamed(run.runId())) {
          keptAsNamed.add(run);
        }
      }
    } while (keptAsNamed.size() > before);
  }

  /** Run ids hold a random part, so wherever one stands it means that run. */
  private boolean isNamed(String runId) {
    return Stream.of(kept, keptAsNamed)
        .flatMap(Collection::stream)
        .flatMap(
            run ->
                Stream.concat(
                    run.spec().values().stream(), run.inputs().stream().map(input -> input.path())))
        .anyMatch(value -> value.contains(runId));
  }

  private void findDraft(Path draft) throws IOException {
    try {
      Content content = content(draft);
      Instant newest =
          Instant.ofEpochMilli(
              content.files.values().stream()
                  .mapToLong(FileStatus::getModificationTime)
                  .max()
                  .orElse(fileSystem.getFileStatus(draft).getModificationTime()));
      if (newest.isBefore(now.minus(SILENCE)) && !isNamed(draft.getName())) {
        heaps.add(
            content.heap(Kind.DRAFT, "never finished, nothing written since %s".formatted(newest)));
      }
    } catch (FileNotFoundException e) {
      // Files come and go: somebody writes to it.
    }
  }

  private void findChunks(Path chunks) throws IOException {
    if (kept.isEmpty() || !fileSystem.exists(chunks) || FileTree.isLink(fileSystem, chunks)) {
      return;
    }
    // What a job uses that is stopped now may be wanted tomorrow, however new the kept runs are.
    Instant day = now.minus(SILENCE);
    Instant oldest = Instant.parse(kept.get(0).startedAt());
    Instant since = oldest.isBefore(day) ? oldest : day;
    for (FileStatus entry : fileSystem.listStatus(chunks)) {
      if (FileTree.isLink(fileSystem, entry.getPath())) {
        continue;
      }
      Content content = entry.isDirectory() ? content(entry.getPath()) : new Content(chunks);
      if (!entry.isDirectory()) {
        content.files.put(entry.getPath(), entry);
      }
      content.files.values().removeIf(file -> file.getModificationTime() >= since.toEpochMilli());
      if (!content.files.isEmpty()) {
        heaps.add(content.heap(Kind.CHUNKS, "not used since %s".formatted(since)));
      }
    }
  }

  /** The files below a directory. */
  private static final class Content {
    private final Path directory;
    private final Map<Path, FileStatus> files = new TreeMap<>();

    private Content(Path directory) {
      this.directory = directory;
    }

    private Heap heap(Kind kind, String reason) {
      Map<Path, Long> chunks = new TreeMap<>();
      if (kind == Kind.CHUNKS) {
        files.forEach((path, file) -> chunks.put(path, file.getModificationTime()));
      }
      long bytes = files.values().stream().mapToLong(FileStatus::getLen).sum();
      return new Heap(kind, directory, files.size(), bytes, reason, chunks);
    }
  }

  private Content content(Path directory) throws IOException {
    Content content = new Content(directory);
    for (FileStatus file : FileTree.files(fileSystem, directory)) {
      content.files.put(file.getPath(), file);
    }
    return content;
  }

  /**
   * Deletes a heap, a run's manifest first: a reader then sees no run rather than half of one. What
   * was published or used since the look is left.
   *
   * @throws UserException if something cannot be deleted; the call may be repeated
   */
  public void delete(Heap heap) {
    try {
      switch (heap.kind()) {
        case CHUNKS -> deleteChunks(heap);
        case DRAFT -> {
          if (!fileSystem.exists(new Path(heap.directory(), RunManifest.FILE))) {
            delete(heap.directory());
          }
        }
        case RUN -> {
          delete(new Path(heap.directory(), RunManifest.FILE));
          delete(heap.directory());
        }
      }
    } catch (IOException e) {
      throw new UserException(
          "%s: cannot be deleted: %s. See to its permissions and start the same command again."
              .formatted(heap.directory(), e.getMessage()),
          e);
    }
  }

  private void deleteChunks(Heap heap) throws IOException {
    for (Map.Entry<Path, Long> chunk : heap.chunks().entrySet()) {
      try {
        FileStatus file = fileSystem.getFileStatus(chunk.getKey());
        if (file.getModificationTime() == chunk.getValue()) {
          delete(chunk.getKey());
        }
      } catch (FileNotFoundException e) {
        // Another gc has been here.
      }
    }
    if (fileSystem.listStatus(heap.directory()).length == 0) {
      fileSystem.delete(heap.directory(), false);
    }
  }

  private void delete(Path path) throws IOException {
    if (!fileSystem.delete(path, true) && fileSystem.exists(path)) {
      throw new IOException("it is still there");
    }
  }
}
