package io.endoxa.spark;

import io.endoxa.classify.Tensor;
import io.endoxa.classify.Tensors;
import io.endoxa.error.UserException;
import io.endoxa.provenance.Fingerprint;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSError;
import org.apache.hadoop.fs.FileContext;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Options;
import org.apache.hadoop.fs.Path;
import org.apache.spark.SparkContext;
import org.apache.spark.TaskContext;
import org.apache.spark.util.SerializableConfiguration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What dear work has found for a chunk of texts, in a file per chunk: {@code
 * <directory>/<stage>-<fingerprint>/<key>.safetensors}. A file appears as a whole or not at all,
 * and is read only if it is what was written. Files are a help and no more: where one cannot be
 * read or written, the work is done again, or not kept, and a warning says so once.
 *
 * <p>A file that a run uses is at least as new as the run's Spark application, so that old files
 * are those that nobody used. Safe for use by several threads, tasks and jobs at once: who works on
 * the same chunk writes the same content.
 */
public final class ChunkFiles implements Serializable {
  private static final long serialVersionUID = 1L;

  /** The directory beside the runs. */
  public static final String DIRECTORY = "chunks";

  /** The file's end; others in the directory are drafts, of tasks that write or were stopped. */
  public static final String SUFFIX = ".safetensors";

  /**
   * Raised whenever our own code finds something else for the same text: by preparing texts,
   * cutting them into tokens, pooling, or choosing the sentences of a pair in another way. Chunks
   * of before are then not taken; ChunkFormatTest tells when it is time.
   */
  static final int FORMAT = 1;

  private static final Logger LOG = LoggerFactory.getLogger(ChunkFiles.class);
  private static final String CHECKSUM = "sha256";
  private static final int LARGEST_FILE = 1 << 28;
  private static final Set<String> WARNED = ConcurrentHashMap.newKeySet();

  private final SerializableConfiguration hadoop;
  private final String directory;
  private final String application;
  private final long started;

  private ChunkFiles(
      SerializableConfiguration hadoop, String directory, String application, long started) {
    this.hadoop = hadoop;
    this.directory = directory;
    this.application = application;
    this.started = started;
  }

  /** Where the jobs of an output directory keep their chunks. */
  public static String below(String output) {
    return new Path(output, DIRECTORY).toString();
  }

  /**
   * The files of one kind of work.
   *
   * @param chunksDir on any file system that driver and executors reach
   * @param stage in a word
   * @param decisive all that decides what is found for a text, beside the code of this version
   */
  static ChunkFiles of(SparkContext context, String chunksDir, String stage, String... decisive) {
    Configuration hadoop = context.hadoopConfiguration();
    Path path = new Path(chunksDir, stage + "-" + fingerprint(FORMAT, decisive));
    try {
      path = path.getFileSystem(hadoop).makeQualified(path);
    } catch (IOException e) {
      throw new UserException(
          "chunks '%s': is on no file system that can be reached: %s. Choose another directory."
              .formatted(chunksDir, e.getMessage()),
          e);
    }
    return new ChunkFiles(
        new SerializableConfiguration(hadoop),
        path.toString(),
        context.applicationId(),
        context.startTime());
  }

  static String fingerprint(int format, String... decisive) {
    List<String> all = new ArrayList<>(List.of(decisive));
    all.add("chunk format " + format);
    return key(all).substring(0, 16);
  }

  /** The name of the chunk that these texts make, in this order. */
  static String key(List<String> texts) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    try {
      for (String text : texts) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        out.writeInt(utf8.length);
        out.write(utf8);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return Fingerprint.of(bytes.toByteArray()).substring(0, 32);
  }

  /**
   * What was kept; empty if nothing was, or not this.
   *
   * @param shapes of the tensors that are asked for, by name
   */
  Optional<Map<String, Tensor>> read(String key, Map<String, List<Integer>> shapes) {
    Path file = file(key);
    try {
      FileSystem fileSystem = file.getFileSystem(hadoop.value());
      FileStatus status = fileSystem.getFileStatus(file);
      Optional<Map<String, Tensor>> kept = content(fileSystem, status, shapes);
      if (kept.isEmpty()) {
        LOG.warn("{}: is damaged and is computed again", file);
      } else {
        touch(fileSystem, status);
        LOG.debug("chunk {} taken", key);
        return kept;
      }
    } catch (FileNotFoundException e) {
      // Nobody has worked on it yet.
    } catch (IOException e) {
      warnOnce("read", e);
    }
    LOG.debug("chunk {} begun", key);
    return Optional.empty();
  }

  /** The numbers of a tensor among those that {@link #read} gave; not a copy. */
  static float[] numbers(Map<String, Tensor> content, String name) {
    return Objects.requireNonNull(content.get(name), name).data();
  }

  private Optional<Map<String, Tensor>> content(
      FileSystem fileSystem, FileStatus status, Map<String, List<Integer>> shapes) {
    Path file = status.getPath();
    if (status.getLen() > LARGEST_FILE) {
      return Optional.empty();
    }
    try (InputStream in = fileSystem.open(file)) {
      SortedMap<String, Tensor> content =
          new TreeMap<>(Tensors.read(file.toString(), in.readNBytes(LARGEST_FILE)));
      Tensor checksum = content.remove(CHECKSUM);
      boolean whole =
          checksum != null
              && Arrays.equals(checksum.data(), checksum(file, content).data())
              && content.keySet().equals(shapes.keySet())
              && content.entrySet().stream()
                  .allMatch(
                      entry ->
                          hasShape(
                              entry.getValue(),
                              Objects.requireNonNull(shapes.get(entry.getKey()))));
      return whole ? Optional.of(content) : Optional.empty();
    } catch (IOException | UserException e) {
      // A file system's own checksums, too, tell of damage in this way.
      LOG.debug("chunk {}", file, e);
      return Optional.empty();
    }
  }

  private static boolean hasShape(Tensor tensor, List<Integer> shape) {
    return Arrays.stream(tensor.shape()).boxed().toList().equals(shape);
  }

  /** SHA-256 of where the file stands and what it holds, a number per byte. */
  private static Tensor checksum(Path file, Map<String, Tensor> content) {
    String place = file.getParent().getName() + "/" + file.getName();
    String hash =
        Fingerprint.of(
            (place + Fingerprint.of(Tensors.write(content))).getBytes(StandardCharsets.UTF_8));
    float[] bytes = new float[hash.length() / 2];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = Integer.parseInt(hash, 2 * i, 2 * i + 2, 16);
    }
    return new Tensor(bytes, bytes.length);
  }

  /** Where it cannot be done, as in a directory of somebody else, the chunk is as good. */
  private void touch(FileSystem fileSystem, FileStatus status) {
    if (status.getModificationTime() >= started) {
      return;
    }
    try {
      fileSystem.setTimes(status.getPath(), started, -1);
    } catch (IOException e) {
      if (WARNED.add(directory + " touched")) {
        LOG.warn(
            "{}: chunks cannot be marked as used: {}. They are used, but keep their old times.",
            directory,
            e.toString());
      }
    }
  }

  /** Keeps what was found for a chunk, if it can. */
  void write(String key, Map<String, Tensor> content) {
    Path file = file(key);
    SortedMap<String, Tensor> checked = new TreeMap<>(content);
    checked.put(CHECKSUM, checksum(file, content));
    Path draft = new Path(directory, "%s.%s.draft".formatted(key, attempt()));
    try {
      FileSystem fileSystem = file.getFileSystem(hadoop.value());
      try {
        try (OutputStream out = fileSystem.create(draft, true)) {
          out.write(Tensors.write(checked));
        }
        FileContext.getFileContext(fileSystem.getUri(), hadoop.value())
            .rename(draft, file, Options.Rename.OVERWRITE);
        LOG.debug("chunk {} kept", key);
      } catch (IOException | FSError e) {
        fileSystem.delete(draft, false);
        throw e;
      }
    } catch (IOException | FSError e) {
      // Hadoop's local file system throws the latter when the disk is full.
      warnOnce("written", e);
    }
  }

  /** No two writers have the same. */
  private String attempt() {
    TaskContext task = TaskContext.get();
    return application + "-" + (task == null ? "driver" : task.taskAttemptId());
  }

  private void warnOnce(String what, Throwable e) {
    TaskContext task = TaskContext.get();
    boolean stopped = task != null && task.isInterrupted();
    if (!stopped && WARNED.add(directory + " " + what)) {
      LOG.warn(
          "{}: chunks cannot be {}: {}. The run goes on; if it is stopped, they are lost.",
          directory,
          what,
          e.toString());
    }
  }

  private Path file(String key) {
    return new Path(directory, key + SUFFIX);
  }
}
