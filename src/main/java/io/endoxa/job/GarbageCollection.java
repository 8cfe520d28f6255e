package io.endoxa.job;

import io.endoxa.report.Figures;
import io.endoxa.spark.ChunkFiles;
import io.endoxa.spark.RunGarbage;
import java.time.Instant;
import java.util.function.Consumer;
import org.apache.hadoop.conf.Configuration;

/** Clears an output directory of old runs, dead drafts and unused chunks. */
public final class GarbageCollection {
  private GarbageCollection() {}

  /**
   * Lists what may go, a line each, and deletes it if told to.
   *
   * @param keep how many of the newest runs stay
   * @param delete false: nothing is changed
   * @param out takes each line as it happens
   * @throws io.endoxa.error.UserException if the output is none, or something cannot be deleted
   */
  public static void of(String output, int keep, boolean delete, Consumer<String> out) {
    RunGarbage garbage = RunGarbage.find(new Configuration(), output, keep, Instant.now());
    long files = 0;
    long bytes = 0;
    for (RunGarbage.Heap heap : garbage.heaps()) {
      if (delete) {
        garbage.delete(heap);
      }
      files += heap.files();
      bytes += heap.bytes();
      out.accept(line(heap, delete));
    }
    for (RunGarbage.Needed needed : garbage.needed()) {
      out.accept("%-12s %s  %s".formatted("keeps", needed.run().runId(), needed.reason()));
    }
    out.accept(
        "%d newest runs stay%s".formatted(garbage.kept().size(), last(files, bytes, delete)));
    if (files > 0 && !delete) {
      out.accept("Nothing is deleted yet. To delete: the same command with --delete");
    }
  }

  private static String line(RunGarbage.Heap heap, boolean delete) {
    String name =
        heap.kind() == RunGarbage.Kind.CHUNKS
            ? ChunkFiles.DIRECTORY + "/" + heap.directory().getName()
            : heap.directory().getName();
    return "%-12s %-6s %s  %,d files, %s: %s"
        .formatted(
            delete ? "deleted" : "would delete",
            switch (heap.kind()) {
              case CHUNKS -> "chunks";
              case DRAFT -> "draft";
              case RUN -> "run";
            },
            name,
            heap.files(),
            Figures.bytes(heap.bytes()),
            heap.reason());
  }

  private static String last(long files, long bytes, boolean delete) {
    return files == 0
        ? ", nothing may go"
        : "; %s %,d files, %s"
            .formatted(delete ? "deleted" : "to delete", files, Figures.bytes(bytes));
  }
}
