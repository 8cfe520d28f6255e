package io.endoxa.isolate;

import java.io.IOException;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Says what native code is working on, in a file that outlives the process: a crash of native code
 * ends the JVM without a word. The file is mapped into memory, so a mark costs no system call, and
 * what was written last is there whatever the process dies of, short of the machine. Safe for use
 * by several threads.
 *
 * <p>Marks are left if the property {@value #FILE} names a file, as the launcher does in local
 * mode.
 */
public final class CallMarks {
  /** The property with the path of the file. */
  public static final String FILE = "endoxa.call-marks";

  /** More calls than these at once go unmarked; a call runs on a core of its own. */
  private static final int SLOTS = 256;

  private static final int SLOT_BYTES = 1024;
  private static final int MOST_BYTES = SLOT_BYTES - Integer.BYTES;
  private static final char SEPARATOR = '\n';
  private static final @Nullable CallMarks OF_THIS_PROCESS = ofThisProcess();

  private final MappedByteBuffer slots;
  private final ConcurrentLinkedDeque<Integer> free = new ConcurrentLinkedDeque<>();

  /**
   * A call that was not finished.
   *
   * @param name of what it was working on
   * @param thread that it ran on
   */
  public record Mark(String name, String thread) {}

  private CallMarks(MappedByteBuffer slots) {
    this.slots = slots;
    for (int slot = 0; slot < SLOTS; slot++) {
      free.add(slot * SLOT_BYTES);
    }
  }

  /** Marks in a new file. */
  static CallMarks create(Path file) throws IOException {
    // Written, not left a hole: a disk that is full later would kill the process at a mark.
    Files.write(file, new byte[SLOTS * SLOT_BYTES]);
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      return new CallMarks(
          channel.map(FileChannel.MapMode.READ_WRITE, 0, (long) SLOTS * SLOT_BYTES));
    }
  }

  private static @Nullable CallMarks ofThisProcess() {
    String file = System.getProperty(FILE, "");
    if (file.isEmpty()) {
      return null;
    }
    try {
      return create(Path.of(file));
    } catch (IOException e) {
      return null; // Marks serve to explain a crash; without one, nothing is lost.
    }
  }

  /**
   * Makes a call that enters native code.
   *
   * @param name what to say if it never comes back; never the text itself
   */
  public static <T> T during(String name, Supplier<T> call) {
    return OF_THIS_PROCESS == null ? call.get() : OF_THIS_PROCESS.marked(name, call);
  }

  <T> T marked(String name, Supplier<T> call) {
    Integer slot = free.pollFirst();
    if (slot == null) {
      return call.get();
    }
    byte[] mark =
        (Thread.currentThread().getName() + SEPARATOR + name).getBytes(StandardCharsets.UTF_8);
    int length = Math.min(mark.length, MOST_BYTES);
    slots.put(slot + Integer.BYTES, mark, 0, length);
    VarHandle.releaseFence(); // The length comes last: a mark is whole or not there.
    slots.putInt(slot, length);
    VarHandle.fullFence();
    try {
      return call.get();
    } finally {
      slots.putInt(slot, 0);
      free.addFirst(slot);
    }
  }

  /** The calls that a process had not finished when it ended; empty if there is no such file. */
  public static List<Mark> read(Path file) throws IOException {
    List<Mark> marks = new ArrayList<>();
    byte[] bytes = Files.isRegularFile(file) ? Files.readAllBytes(file) : new byte[0];
    for (int at = 0; at + SLOT_BYTES <= bytes.length; at += SLOT_BYTES) {
      int length = ByteBuffer.wrap(bytes, at, Integer.BYTES).getInt();
      if (length > 0 && length <= MOST_BYTES) {
        int start = at + Integer.BYTES;
        String mark =
            new String(Arrays.copyOfRange(bytes, start, start + length), StandardCharsets.UTF_8);
        int separator = Math.max(0, mark.indexOf(SEPARATOR));
        marks.add(new Mark(mark.substring(separator + 1), mark.substring(0, separator)));
      }
    }
    return marks;
  }
}
