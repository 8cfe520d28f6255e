package io.endoxa.spark;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * The files below a directory. Hadoop's own recursive listing asks for the owner of each file, on a
 * local disk with a process of its own, and fails if the file is gone by then.
 */
public final class FileTree {
  private FileTree() {}

  /** In no order; what links to directories lead to is left out. */
  public static List<FileStatus> files(FileSystem fileSystem, Path directory) throws IOException {
    List<FileStatus> files = new ArrayList<>();
    for (FileStatus entry : fileSystem.listStatus(directory)) {
      if (!entry.isDirectory()) {
        files.add(entry);
      } else if (!isLink(fileSystem, entry.getPath())) {
        files.addAll(files(fileSystem, entry.getPath()));
      }
    }
    return files;
  }

  static boolean isLink(FileSystem fileSystem, Path path) throws IOException {
    return linkTarget(fileSystem, path).isPresent();
  }

  /** Where a link leads; empty for what is none, or is not there. */
  static Optional<String> linkTarget(FileSystem fileSystem, Path path) throws IOException {
    Path whole = fileSystem.makeQualified(path);
    if (whole.toUri().getScheme().equals("file")) {
      // Hadoop looks for a local link by the path's text, and finds none behind 'file:'.
      java.nio.file.Path local = java.nio.file.Path.of(whole.toUri().getPath());
      return Files.isSymbolicLink(local)
          ? Optional.of(Files.readSymbolicLink(local).toString())
          : Optional.empty();
    }
    try {
      FileStatus status = fileSystem.getFileLinkStatus(whole);
      return status.isSymlink() ? Optional.of(status.getSymlink().toString()) : Optional.empty();
    } catch (FileNotFoundException e) {
      return Optional.empty();
    }
  }
}
