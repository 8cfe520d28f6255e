package io.endoxa.job;

import io.endoxa.classify.JudgeFiles;
import io.endoxa.encode.EncoderSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.apache.spark.network.util.JavaUtils;
import org.jspecify.annotations.Nullable;

/**
 * The memory of a JVM that labels: the driver in local mode, else each executor. It does not grow
 * with the number of paragraphs: what does not fit is on disk. The figures are those that the soak
 * tests of memory measure, rounded up.
 *
 * @param tasks that run at once
 * @param heapMib what Spark, its tasks and the model's heads need
 * @param besideMib what is outside of the heap: the JVM's own, ONNX Runtime, tokenizers, children
 */
record MemoryNeeds(int tasks, long heapMib, long besideMib) {
  private static final long MIB = 1L << 20;

  private static final long HEAP = 768;
  private static final long HEAP_PER_TASK = 256;

  /** Classes, compiled code, stacks, the collector's own and buffers of Spark. */
  private static final long JVM = 500;

  /** The libraries of ONNX Runtime and of the tokenizer. */
  private static final long LIBRARIES = 40;

  /** Of what a model's file takes; weights are laid out anew. */
  private static final double SESSION_PER_FILE = 1.3;

  /** States of 256 tokens in all layers; each thread has its own. */
  private static final long NATIVE_PER_TASK = 25;

  /** A child process: a JVM of its own, and the session in it. */
  private static final long CHILD = 290;

  private static final String MASTER = "spark.master";
  private static final String CORES = "spark.executor.cores";
  private static final String MEMORY = "spark.executor.memory";
  private static final String OVERHEAD = "spark.executor.memoryOverhead";

  /** What Spark adds to an executor's heap where nobody says how much. */
  private static final double STANDARD_OVERHEAD = 0.1;

  private static final long LEAST_STANDARD_OVERHEAD = 384;

  /** A JVM says a little less than what it was given: a part is always empty. */
  private static final double SAID_OF_HEAP = 0.95;

  /**
   * What labelling needs.
   *
   * @param modelFiles of the model
   * @param encoder of its heads
   * @param judgeEncoder null if it asks no judge
   * @param isolated whether native code runs in child processes
   * @param settings Spark's, by name; null for what is not set
   */
  static MemoryNeeds toLabel(
      Map<String, byte[]> modelFiles,
      EncoderSpec encoder,
      @Nullable EncoderSpec judgeEncoder,
      boolean isolated,
      Function<String, @Nullable String> settings) {
    long fileBytes = encoder.modelContent().length;
    byte[] judge = modelFiles.get(JudgeFiles.ONNX);
    if (judgeEncoder != null && judge != null) {
      // The encoder that it was trained from tells it which sentences are near a question.
      fileBytes += judge.length + judgeEncoder.modelContent().length;
    }
    return of(fileBytes, judgeEncoder == null ? 1 : 2, isolated, tasks(settings));
  }

  /**
   * What labelling needs.
   *
   * @param fileBytes of all models in ONNX
   * @param readers 1 for an encoder alone, 2 with a judge
   */
  static MemoryNeeds of(long fileBytes, int readers, boolean isolated, int tasks) {
    long sessions = LIBRARIES + Math.round(SESSION_PER_FILE * fileBytes / MIB);
    long natives = isolated ? CHILD * readers * tasks : sessions + NATIVE_PER_TASK * tasks;
    return new MemoryNeeds(tasks, HEAP + HEAP_PER_TASK * tasks, JVM + natives);
  }

  private static int tasks(Function<String, @Nullable String> settings) {
    String master = settings.apply(MASTER);
    if (isLocal(master)) {
      String count = master == null ? "*" : master.replaceAll("local\\[?|[\\],].*", "");
      return switch (count) {
        case "" -> 1;
        case "*" -> Runtime.getRuntime().availableProcessors();
        default -> Integer.parseInt(count);
      };
    }
    String cores = settings.apply(CORES);
    return cores == null ? 1 : Integer.parseInt(cores);
  }

  private static boolean isLocal(@Nullable String master) {
    return master == null || (master.startsWith("local") && !master.startsWith("local-cluster"));
  }

  /** One line, and a warning for each setting that gives less. */
  List<String> lines(Function<String, @Nullable String> settings) {
    List<String> lines = new ArrayList<>();
    lines.add(
        "a heap of %,d MiB and %,d MiB beside it, for %d tasks at once; for an executor: --conf %s=%d --conf %s=%dm --conf %s=%dm"
            .formatted(
                heapMib, besideMib, tasks, CORES, tasks, MEMORY, heapMib, OVERHEAD, besideMib));
    String master = settings.apply(MASTER);
    if (isLocal(master)) {
      long heap = Runtime.getRuntime().maxMemory() / MIB;
      if (heap < SAID_OF_HEAP * heapMib) {
        lines.add(
            "warning: the heap is %,d MiB: set ENDOXA_MEMORY=%dm, or --driver-memory %dm"
                .formatted(heap, heapMib, heapMib));
      }
      return lines;
    }
    String memory = settings.apply(MEMORY);
    long heap = JavaUtils.byteStringAsMb(memory == null ? "1g" : memory);
    if (heap < heapMib) {
      lines.add("warning: an executor's heap is %,d MiB: set %s".formatted(heap, MEMORY));
    }
    String overhead = settings.apply(OVERHEAD);
    long beside =
        overhead == null
            ? Math.max(LEAST_STANDARD_OVERHEAD, (long) (STANDARD_OVERHEAD * heap))
            : JavaUtils.byteStringAsMb(overhead);
    // A standalone cluster counts the heap alone.
    if (beside < besideMib && master != null && !master.startsWith("spark:")) {
      lines.add(
          "warning: an executor has %,d MiB beside its heap, and is killed when it takes more: set %s"
              .formatted(beside, OVERHEAD));
    }
    return lines;
  }
}
