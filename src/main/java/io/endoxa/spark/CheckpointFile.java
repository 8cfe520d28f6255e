package io.endoxa.spark;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * What long work leaves so that a stopped run can go on: {@code <output>/checkpoints/<name>},
 * beside the runs and not part of them. A write replaces the file as a whole or not at all.
 */
public final class CheckpointFile {
  private final FileSystem fileSystem;
  private final DurableFiles durable;
  private final Path file;

  public CheckpointFile(Configuration hadoop, String output, String name) {
    Path named = new Path(new Path(output, "checkpoints"), name);
    try {
      this.fileSystem = named.getFileSystem(hadoop);
      this.durable = new DurableFiles(hadoop, fileSystem);
      this.file = fileSystem.makeQualified(named);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Empty if there is none. */
  public Optional<byte[]> read() {
    try (InputStream in = fileSystem.open(file)) {
      return Optional.of(in.readAllBytes());
    } catch (FileNotFoundException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public void write(byte[] content) {
    try {
      durable.write(file, content, true);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Does nothing if there is none. */
  public void delete() {
    try {
      fileSystem.delete(file, false);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public String toString() {
    return file.toString();
  }
}
