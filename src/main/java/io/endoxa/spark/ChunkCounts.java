package io.endoxa.spark;

import java.io.Serializable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.apache.spark.SparkContext;
import org.apache.spark.util.AccumulatorV2;

/**
 * How much of a run's dear work was done anew, and how much was taken from chunks that were kept.
 * Each chunk counts once, however often its task runs: where an executor is lost, what it had done
 * is done again, and is then found in the chunks of the same run. The two always add up to the
 * whole; work whose task had failed after keeping its chunk counts as taken.
 */
public final class ChunkCounts extends AccumulatorV2<ChunkCounts.Chunk, Long> {
  private static final long serialVersionUID = 1L;

  // Spark sends it from a thread of its own while a task adds to it.
  private final ConcurrentMap<String, Chunk> chunks = new ConcurrentHashMap<>();

  /**
   * One chunk.
   *
   * @param key of {@link ChunkFiles}
   * @param computed how many of its texts or pairs were computed
   * @param taken how many were known
   */
  public record Chunk(String key, long computed, long taken) implements Serializable {}

  private ChunkCounts() {}

  /** For a job of this context. It has no name: Spark would log all of it with each task. */
  public static ChunkCounts in(SparkContext context) {
    ChunkCounts counts = new ChunkCounts();
    context.register(counts);
    return counts;
  }

  /** How many texts or pairs were computed. */
  public long computed() {
    return chunks.values().stream().mapToLong(Chunk::computed).sum();
  }

  /** How many were taken from chunks. */
  public long taken() {
    return chunks.values().stream().mapToLong(Chunk::taken).sum();
  }

  @Override
  public void add(Chunk chunk) {
    // Who has computed more of a chunk was there first.
    chunks.merge(
        chunk.key(), chunk, (one, other) -> other.computed() > one.computed() ? other : one);
  }

  @Override
  public void merge(AccumulatorV2<Chunk, Long> other) {
    ((ChunkCounts) other).chunks.values().forEach(this::add);
  }

  @Override
  public boolean isZero() {
    return chunks.isEmpty();
  }

  @Override
  public void reset() {
    chunks.clear();
  }

  @Override
  public AccumulatorV2<Chunk, Long> copy() {
    ChunkCounts copy = new ChunkCounts();
    copy.chunks.putAll(chunks);
    return copy;
  }

  /** As {@link #computed}. */
  @Override
  public Long value() {
    return computed();
  }
}
