package io.endoxa.spark;

import io.endoxa.error.UserException;
import io.endoxa.provenance.RunManifest;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
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
  private final FileSystem fileSystem;
  private final KeptRuns runs;
  private final List<Heap> heaps;

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

  /**
   * An older run that stays.
   *
   * @param reason why, in words
   */
  public record Needed(RunManifest run, String reason) {}

  private RunGarbage(FileSystem fileSystem, KeptRuns runs, List<Heap> heaps) {
    this.fileSystem = fileSystem;
    this.runs = runs;
    this.heaps = heaps.stream().sorted(Comparator.comparing(Heap::kind)).toList();
  }

  /**
   * Looks at an output directory and changes nothing.
   *
   * @param keep how many published runs stay, the newest; at least 1
   * @throws UserException if there is no such directory, it cannot be read, or a manifest in it is
   *     not ours
   */
  public static RunGarbage find(Configuration hadoop, String output, int keep, Instant now) {
    if (keep < 1) {
      throw new UserException(
          "--keep %d: at least one run is kept. Say 1 or more.".formatted(keep));
    }
    try {
      Path chunks = new Path(ChunkFiles.below(output));
      FileSystem fileSystem = chunks.getFileSystem(hadoop);
      GarbageSearch search = new GarbageSearch(fileSystem, now);
      KeptRuns runs = search.runs(output, keep);
      search.chunks(chunks, runs);
      return new RunGarbage(fileSystem, runs, search.heaps());
    } catch (IOException e) {
      throw new UserException(
          "output '%s': cannot be read: %s. See to its permissions and start the same command again."
              .formatted(output, e.getMessage()),
          e);
    }
  }

  /** The newest runs, oldest first. */
  public List<RunManifest> kept() {
    return runs.newest();
  }

  /** Older runs that stay because running jobs, or runs that stay, were made with them. */
  public List<Needed> needed() {
    return runs.needed();
  }

  /** What may go: chunks, then drafts, then runs, oldest first. */
  public List<Heap> heaps() {
    return heaps;
  }

  /**
   * Deletes a heap, a run's manifest first: a reader then sees no run rather than half of one. A
   * draft that was published and chunks that were used since the look are left; a run is not, even
   * if a job that began since names it.
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
    if (fileSystem.exists(heap.directory())
        && fileSystem.listStatus(heap.directory()).length == 0) {
      fileSystem.delete(heap.directory(), false);
    }
  }

  private void delete(Path path) throws IOException {
    if (!fileSystem.delete(path, true) && fileSystem.exists(path)) {
      throw new IOException("it is still there");
    }
  }
}
