package io.endoxa.spark;

import io.endoxa.error.UserException;
import io.endoxa.provenance.FileEntry;
import io.endoxa.provenance.Json;
import io.endoxa.provenance.ModelManifest;
import io.endoxa.provenance.RunManifest;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/** Reads model directories from any file system that Hadoop knows. */
public final class ModelStore {
  /** No file of a model is larger; a manifest that says so is not ours. */
  private static final long LARGEST_FILE = 1L << 30;

  private ModelStore() {}

  /**
   * A model directory's content, checked against its manifest.
   *
   * @param manifest its record
   * @param files the bytes of each file that the manifest names
   */
  public record ModelFiles(ModelManifest manifest, Map<String, byte[]> files) {
    public ModelFiles {
      files = Map.copyOf(files);
    }
  }

  /**
   * Reads and checks a model directory, or the {@code model} directory of a run.
   *
   * @throws UserException if it is not a model directory, or a file is not what it was
   */
  public static ModelFiles read(Configuration hadoop, String directory) {
    Path path = new Path(directory);
    try {
      FileSystem fileSystem = path.getFileSystem(hadoop);
      Path ofRun = new Path(path, "model");
      if (fileSystem.exists(new Path(ofRun, ModelManifest.FILE))) {
        path = ofRun;
      }
      ModelManifest manifest = manifest(fileSystem, path, directory);
      Map<String, byte[]> files = new TreeMap<>();
      for (FileEntry entry : manifest.files()) {
        Path file = inside(path, entry);
        if (fileSystem.exists(file)) {
          files.put(entry.path(), bytes(fileSystem, file, entry, directory));
        }
      }
      manifest.verify(directory, files);
      return new ModelFiles(manifest, files);
    } catch (IOException e) {
      throw new UserException(
          "model '%s': cannot be read: %s. Copy the whole directory again."
              .formatted(directory, e.getMessage()),
          e);
    }
  }

  private static ModelManifest manifest(FileSystem fileSystem, Path path, String directory)
      throws IOException {
    Path file = new Path(path, ModelManifest.FILE);
    requireNoLink(fileSystem, file);
    try (InputStream in = fileSystem.open(file)) {
      byte[] bytes = in.readAllBytes();
      try {
        return Json.read(file.toString(), bytes, ModelManifest.class);
      } catch (UserException e) {
        if (isOfRun(bytes)) {
          throw new UserException(
              "model '%s': is a run without a model. Give a run of a train job, or a model directory; 'scripts/endoxa list' names them."
                  .formatted(directory));
        }
        throw e;
      }
    } catch (FileNotFoundException e) {
      throw new UserException(
          "model '%s': is not a model directory: it has no %s. Give a directory that a train run"
                  .formatted(directory, ModelManifest.FILE)
              + " left, such as out/runs/<run_id>/model.",
          e);
    }
  }

  /** Manifests of runs and of models have the same name, and a run that labelled has no model. */
  private static boolean isOfRun(byte[] manifest) {
    try {
      Json.read(ModelManifest.FILE, manifest, RunManifest.class);
      return true;
    } catch (UserException e) {
      return false;
    }
  }

  private static Path inside(Path directory, FileEntry entry) {
    if (!entry.path().matches("[A-Za-z0-9_-]+(\\.[A-Za-z0-9_-]+)+")
        || entry.bytes() > LARGEST_FILE) {
      throw new UserException(
          "%s/%s: names the file '%s' of %d bytes, expected a plain file name and at most %d bytes."
              .formatted(directory, ModelManifest.FILE, entry.path(), entry.bytes(), LARGEST_FILE));
    }
    return new Path(directory, entry.path());
  }

  /** A link leads out of the directory, to what was not copied with it and may change alone. */
  private static void requireNoLink(FileSystem fileSystem, Path file) throws IOException {
    Optional<String> target = FileTree.linkTarget(fileSystem, file);
    if (target.isPresent()) {
      throw new UserException(
          "%s: is a link to %s, expected a file of the model itself. Copy the content there: cp -L."
              .formatted(file, target.get()));
    }
  }

  /** Takes as much memory as the file is long, and no more than the manifest says. */
  private static byte[] bytes(FileSystem fileSystem, Path file, FileEntry entry, String directory)
      throws IOException {
    requireNoLink(fileSystem, file);
    long length = fileSystem.getFileStatus(file).getLen();
    if (length != entry.bytes()) {
      throw new UserException(
          "%s/%s: has %d bytes, the manifest says %d. The file was changed or damaged: copy the whole directory again or train the model again."
              .formatted(directory, entry.path(), length, entry.bytes()));
    }
    byte[] bytes = new byte[(int) length];
    try (FSDataInputStream in = fileSystem.open(file)) {
      in.readFully(bytes);
    }
    return bytes;
  }
}
