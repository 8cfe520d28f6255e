package io.endoxa.spark;

import io.endoxa.encode.EncoderSpec;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.spark.ml.param.BooleanParam;
import org.apache.spark.ml.param.IntParam;
import org.apache.spark.ml.param.Param;
import org.apache.spark.sql.Dataset;
import org.apache.spark.util.LongAccumulator;
import org.jspecify.annotations.Nullable;

/**
 * What the stages share that run native code: where encoders lie, over how many tasks the work is
 * spread, where finished chunks of it are kept, whether it runs in child processes, and who counts.
 *
 * @param <S> the stage itself, which setters give back
 */
abstract class NativeStage<S extends NativeStage<S>> extends Stage {
  private static final long serialVersionUID = 1L;

  private final Param<String> encodersDir =
      new Param<>(
          this,
          "encodersDir",
          "directory that holds one directory per encoder; if neither set nor there: the jar's");

  private final IntParam tasks =
      new IntParam(this, "tasks", "Spark tasks that the work is spread over; 0: two per core");

  private final Param<String> chunksDir =
      new Param<>(this, "chunksDir", "directory that keeps finished work; empty: none does");

  private final BooleanParam isolateNative =
      new BooleanParam(this, "isolateNative", "whether native code runs in child processes");

  private transient @Nullable LongAccumulator progress;
  private transient @Nullable ChunkCounts chunkCounts;

  NativeStage(String uid) {
    super(uid);
    setDefault(encodersDir, "models/encoders");
    setDefault(tasks, 0);
    setDefault(chunksDir, "");
    setDefault(isolateNative, false);
  }

  public Param<String> encodersDir() {
    return encodersDir;
  }

  public IntParam tasks() {
    return tasks;
  }

  public Param<String> chunksDir() {
    return chunksDir;
  }

  public BooleanParam isolateNative() {
    return isolateNative;
  }

  public S setEncodersDir(String value) {
    set(encodersDir, value);
    return self();
  }

  public S setTasks(int value) {
    set(tasks, value);
    return self();
  }

  public S setChunksDir(String value) {
    set(chunksDir, value);
    return self();
  }

  public S setIsolateNative(boolean value) {
    set(isolateNative, value);
    return self();
  }

  /** Counts what native code is asked about, so that a job can show how far it is. */
  public S countingInto(LongAccumulator accumulator) {
    progress = accumulator;
    return self();
  }

  /** Counts, for each chunk, what is worked out, and what was kept. */
  public S countingChunksInto(ChunkCounts counts) {
    chunkCounts = counts;
    return self();
  }

  @SuppressWarnings("unchecked") // Each subclass names itself.
  private S self() {
    return (S) this;
  }

  final @Nullable LongAccumulator progress() {
    return progress;
  }

  final @Nullable ChunkCounts chunkCounts() {
    return chunkCounts;
  }

  /** What the param says; if nobody has set it and nothing is there, the encoders that ship. */
  final Path encoders() {
    Path named = Path.of(value(encodersDir));
    return isSet(encodersDir) || Files.isDirectory(named) ? named : EncoderSpec.shipped();
  }

  final boolean isolates() {
    return (Boolean) value(isolateNative);
  }

  /** Where chunks are kept; empty: nowhere. */
  final String chunks() {
    return value(chunksDir);
  }

  /** How many tasks the work on these rows is spread over: what is asked for, or two per core. */
  final int tasksFor(Dataset<?> rows) {
    int requested = (Integer) value(tasks);
    return requested > 0 ? requested : 2 * rows.sparkSession().sparkContext().defaultParallelism();
  }
}
