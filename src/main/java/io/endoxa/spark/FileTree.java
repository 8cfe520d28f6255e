package io.endoxa.spark;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * The files below a directory. Hadoop's own recursive listing asks for the owner of each file, on a
 * local disk with a process of its own, and fails if the file is gone by then.
 */
final class FileTree {
  private FileTree() {}

  /** In no order; what links lead to is left out. */
  static List<FileStatus> files(FileSystem fileSystem, Path directory) throws IOException {
    List<FileStatus> files = new ArrayList<>();
    for (FileStatus entry : fileSystem.listStatus(directory)) {
      if (!entry.isDirectory()) {
        files.add(entry);
      } else if (!fileSystem.getFileLinkStatus(entry.getPath()).isSymlink()) {
        files.addAll(files(fileSystem, entry.getPath()));
      }
    }
    return files;
  }
}
