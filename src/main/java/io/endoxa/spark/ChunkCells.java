package io.endoxa.spark;

import io.endoxa.classify.Tensor;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Numbers that are found for the texts of a chunk, a cell for each text and column. What was kept
 * is taken, the rest is worked out when it is asked for, and {@link #keep} keeps all of it. For one
 * thread.
 */
final class ChunkCells {
  private static final String READ = "read";

  private final ChunkFiles files;
  private final String key;
  private final String name;
  private final Map<String, Integer> texts = new HashMap<>();
  private final int columns;
  private final int[] shape;
  private final int width;
  private final Work work;
  private final @Nullable ChunkCounts counts;
  private final float[] read;
  private final float[] cells;
  private final boolean[] kept; // and not yet counted
  private boolean changed;
  private long computed;
  private long taken;

  /** Works a cell out. */
  @FunctionalInterface
  interface Work {
    float[] of(String text, int column);
  }

  /**
   * The chunk of some texts.
   *
   * @param name of what is found, in the file
   * @param texts each once
   * @param width numbers of a cell
   * @param counts of cells that are asked for; null if nobody wants to know
   */
  ChunkCells(
      ChunkFiles files,
      String name,
      List<String> texts,
      int columns,
      int width,
      Work work,
      @Nullable ChunkCounts counts) {
    this.files = files;
    this.key = ChunkFiles.key(texts);
    this.name = name;
    texts.forEach(text -> this.texts.putIfAbsent(text, this.texts.size()));
    this.columns = columns;
    this.width = width;
    this.shape = new int[] {this.texts.size(), columns, width};
    this.work = work;
    this.counts = counts;
    int rows = this.texts.size();
    Optional<Map<String, Tensor>> found =
        rows == 0
            ? Optional.empty()
            : files.read(
                key, Map.of(READ, List.of(rows, columns), name, List.of(rows, columns, width)));
    this.read =
        found
            .map(content -> ChunkFiles.numbers(content, READ).clone())
            .orElseGet(() -> new float[rows * columns]);
    this.cells =
        found
            .map(content -> ChunkFiles.numbers(content, name).clone())
            .orElseGet(() -> new float[rows * columns * width]);
    this.kept = new boolean[read.length];
    for (int cell = 0; cell < kept.length; cell++) {
      kept[cell] = read[cell] != 0;
    }
    this.changed = rows > 0 && found.isEmpty();
  }

  /** The numbers of a cell; the text is one of the chunk. */
  float[] of(String text, int column) {
    Integer row = texts.get(text);
    if (row == null || column < 0 || column >= columns) {
      throw new IllegalArgumentException("the chunk has another text or question");
    }
    int cell = row * columns + column;
    int from = cell * width;
    if (read[cell] == 0) {
      System.arraycopy(work.of(text, column), 0, cells, from, width);
      read[cell] = 1;
      changed = true;
      computed++;
    } else if (kept[cell]) {
      kept[cell] = false; // Rows of the same text ask again, and a cell counts once.
      taken++;
    }
    return Arrays.copyOfRange(cells, from, from + width);
  }

  /** Counts what was asked for, and keeps what is known now, unless nothing new is. */
  void keep() {
    if (counts != null) {
      counts.add(new ChunkCounts.Chunk(key, computed, taken));
    }
    if (changed) {
      files.write(
          key, Map.of(READ, new Tensor(read, shape[0], columns), name, new Tensor(cells, shape)));
      changed = false;
    }
  }
}
