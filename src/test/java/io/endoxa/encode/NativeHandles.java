package io.endoxa.encode;

import ai.onnxruntime.OnnxTensor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Counts what is opened of ONNX Runtime and what of it is still open when the JVM ends. {@link
 * SampledClasses} calls it, in a process of its own, which leaves its counts in the file that the
 * property {@link #FILE} names.
 */
public final class NativeHandles {
  /** A system property: where the counts go. */
  public static final String FILE = "endoxa.soak.handles";

  private static final AtomicLong TENSORS = new AtomicLong();
  private static final AtomicLong SESSIONS_OPENED = new AtomicLong();
  private static final AtomicLong SESSIONS_CLOSED = new AtomicLong();
  private static final List<OnnxTensor> OPEN = new ArrayList<>();

  static {
    Runtime.getRuntime().addShutdownHook(new Thread(NativeHandles::leaveCounts));
  }

  private NativeHandles() {}

  /**
   * Counts.
   *
   * @param tensors opened at any time
   * @param openTensors of these, at the end
   * @param sessions opened at any time
   * @param openSessions of these, at the end
   */
  public record Counts(long tensors, long openTensors, long sessions, long openSessions) {
    /** What a process has left. */
    public static Counts read(Path file) throws IOException {
      long[] counts = Files.readString(file).strip().lines().mapToLong(Long::parseLong).toArray();
      return new Counts(counts[0], counts[1], counts[2], counts[3]);
    }
  }

  /** Notes tensors, and forgets those that have been closed since the last call. */
  static synchronized void opened(OnnxTensor... tensors) {
    TENSORS.addAndGet(tensors.length);
    OPEN.removeIf(OnnxTensor::isClosed);
    OPEN.addAll(List.of(tensors));
  }

  static void sessionOpened() {
    SESSIONS_OPENED.incrementAndGet();
  }

  static void sessionClosed() {
    SESSIONS_CLOSED.incrementAndGet();
  }

  private static synchronized void leaveCounts() {
    OPEN.removeIf(OnnxTensor::isClosed);
    long opened = SESSIONS_OPENED.get();
    try {
      Files.writeString(
          Path.of(System.getProperty(FILE)),
          "%d%n%d%n%d%n%d%n"
              .formatted(TENSORS.get(), OPEN.size(), opened, opened - SESSIONS_CLOSED.get()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
