package io.endoxa.spark;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FSError;
import org.apache.hadoop.fs.FileAlreadyExistsException;
import org.apache.hadoop.fs.FileContext;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.Options;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.StreamCapabilities;

/**
 * Files that appear whole or not at all: written under a hidden name, synced, renamed.
 *
 * <p>What a power cut can take: on a local disk nothing that {@link #sync} or {@link #write} has
 * returned from, as far as the disk itself keeps its word. On HDFS a file that {@link #write} wrote
 * is on the disks of its data nodes; other files are closed, and on disk if the cluster sets {@code
 * dfs.datanode.synconclose}. An object store keeps what is closed.
 */
final class DurableFiles {
  private final FileSystem fileSystem;
  private final FileContext context;

  /** Throws if the file system cannot rename safely, so that it is known before there is work. */
  DurableFiles(Configuration hadoop, FileSystem fileSystem) throws IOException {
    this.fileSystem = fileSystem;
    this.context = FileContext.getFileContext(fileSystem.getUri(), hadoop);
  }

  /**
   * Writes a file at once. A process that ends on the way leaves at most a hidden draft beside it.
   *
   * @param replaces whether a file of this name gives way
   * @throws FileAlreadyExistsException if there is one and it does not
   */
  void write(Path file, byte[] content, boolean replaces) throws IOException {
    Path draft = new Path(file.getParent(), "." + file.getName() + ".draft");
    // Beside the local file system's checksum files there would be two renames, and a moment
    // between them.
    FileSystem plain = fileSystem instanceof LocalFileSystem local ? local.getRaw() : fileSystem;
    try (FSDataOutputStream out = plain.create(draft, true)) {
      out.write(content);
      if (out.hasCapability(StreamCapabilities.HSYNC)) {
        out.hsync();
      }
    } catch (FSError e) {
      throw FullDisk.meantBy(e);
    }
    if (!replaces && plain.exists(file)) {
      plain.delete(draft, false);
      throw new FileAlreadyExistsException(file + " already exists");
    }
    if (fileSystem instanceof LocalFileSystem local) {
      // An earlier release may have left one, which would not fit.
      Files.deleteIfExists(local.pathToFile(local.getChecksumFile(file)).toPath());
      // Where this fails, Hadoop's own rename copies, and a reader would see half of the copy.
      Files.move(
          local.pathToFile(draft).toPath(),
          local.pathToFile(file).toPath(),
          StandardCopyOption.ATOMIC_MOVE);
      force(local.pathToFile(file.getParent()).toPath());
    } else if (replaces) {
      context.rename(draft, file, Options.Rename.OVERWRITE);
    } else {
      context.rename(draft, file);
    }
  }

  /** Brings all below a directory, its own entry included, to the disk if it is a local one. */
  void sync(Path directory) throws IOException {
    if (!(fileSystem instanceof LocalFileSystem local)) {
      return;
    }
    java.nio.file.Path top = local.pathToFile(directory).toPath();
    List<java.nio.file.Path> content;
    try (Stream<java.nio.file.Path> tree = Files.walk(top)) {
      content = tree.sorted(Comparator.reverseOrder()).toList();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    for (java.nio.file.Path path : content) {
      force(path);
    }
    java.nio.file.Path parent = top.getParent();
    if (parent != null) {
      force(parent);
    }
  }

  private static void force(java.nio.file.Path path) throws IOException {
    try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
      channel.force(true);
    } catch (IOException e) {
      // Some network file systems cannot sync a directory; they do so with its files.
      if (!Files.isDirectory(path)) {
        throw e;
      }
    }
  }
}
