package io.endoxa.spark;

import io.endoxa.error.UserException;
import io.endoxa.provenance.FileEntry;
import io.endoxa.provenance.FingerprintStream;
import io.endoxa.provenance.Json;
import io.endoxa.provenance.ModelManifest;
import io.endoxa.provenance.RunManifest;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.Path;
import org.jspecify.annotations.Nullable;

/** Holds the files of a published run against its manifest, and those of its model, too. */
public final class RunVerification {
  private static final String PARQUET = ".parquet";

  private final FileSystem fileSystem;
  private final Path run;
  private final Set<String> named = new HashSet<>();
  private final List<String> faults = new ArrayList<>();
  private long bytes;

  private RunVerification(FileSystem fileSystem, Path run) {
    this.fileSystem = fileSystem;
    this.run = run;
  }

  /**
   * What was found.
   *
   * @param files how many the manifests name
   * @param bytes their length, as far as they are as written
   * @param faults a sentence for each file that is not as written, without a full stop: path within
   *     the run, what was found, what the manifest says
   */
  public record Outcome(int files, long bytes, List<String> faults) {
    public Outcome {
      faults = List.copyOf(faults);
    }
  }

  /**
   * Reads every file that the manifest names, and looks for Parquet files that it does not name.
   * Files beside the tables are in no manifest, but for those of a model.
   *
   * @param leavesModel whether a run with this manifest should hold the model that it names
   * @throws UserException if the directory is no published run
   */
  public static Outcome of(
      Configuration hadoop, String runDirectory, Predicate<RunManifest> leavesModel) {
    RunManifest manifest = RunStore.readManifest(hadoop, runDirectory);
    Path run = new Path(runDirectory);
    try {
      FileSystem files = run.getFileSystem(hadoop);
      // What lies there counts, not what Hadoop's own checksum files say of it.
      FileSystem plain = files instanceof LocalFileSystem local ? local.getRaw() : files;
      RunVerification verification = new RunVerification(plain, plain.makeQualified(run));
      for (RunManifest.TableEntry table : manifest.outputs()) {
        verification.check("", table.files());
      }
      verification.checkModel(leavesModel.test(manifest) ? manifest.modelId() : null);
      verification.findUnnamed();
      return new Outcome(verification.named.size(), verification.bytes, verification.faults);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void checkModel(@Nullable String expectedId) throws IOException {
    String directory = "model/";
    Path file = new Path(run, directory + ModelManifest.FILE);
    if (fileSystem.exists(file)) {
      try (InputStream in = fileSystem.open(file)) {
        ModelManifest model = Json.read(file.toString(), in.readAllBytes(), ModelManifest.class);
        if (expectedId != null && !expectedId.equals(model.modelId())) {
          faults.add(
              "%s: is of the model %s, the run's manifest says %s"
                  .formatted(directory + ModelManifest.FILE, model.modelId(), expectedId));
        }
        check(directory, model.files());
      } catch (IOException | UserException e) {
        faults.add(
            "%s: cannot be read: %s".formatted(directory + ModelManifest.FILE, e.getMessage()));
      }
    } else if (expectedId != null) {
      faults.add(
          "%s: is missing, the run's manifest says that it trained the model %s"
              .formatted(directory + ModelManifest.FILE, expectedId));
    }
  }

  private void check(String directory, List<FileEntry> entries) throws IOException {
    for (FileEntry entry : entries) {
      String path = directory + entry.path();
      named.add(path);
      if (path.startsWith("/") || List.of(path.split("/", -1)).contains("..")) {
        faults.add(path + ": does not lie in the run");
      } else {
        check(path, entry);
      }
    }
  }

  private void check(String path, FileEntry expected) throws IOException {
    Path file = new Path(run, path);
    try {
      long length = fileSystem.getFileStatus(file).getLen();
      if (length != expected.bytes()) {
        faults.add(
            "%s: has %,d bytes, the manifest says %,d".formatted(path, length, expected.bytes()));
        return;
      }
      try (FingerprintStream in = new FingerprintStream(fileSystem.open(file))) {
        String found = in.finish(path).sha256();
        if (found.equals(expected.sha256())) {
          bytes += length;
        } else {
          faults.add(
              "%s: sha256 is %s, the manifest says %s".formatted(path, found, expected.sha256()));
        }
      }
    } catch (FileNotFoundException e) {
      faults.add(path + ": is missing, the manifest names it");
    } catch (IOException e) {
      faults.add("%s: cannot be read: %s".formatted(path, e.getMessage()));
    }
  }

  /** Readers of a table take every Parquet file in it, but for hidden ones. */
  private void findUnnamed() throws IOException {
    String top = run.toUri().getPath() + "/";
    List<String> unnamed = new ArrayList<>();
    for (FileStatus file : FileTree.files(fileSystem, run)) {
      String path = file.getPath().toUri().getPath().substring(top.length());
      if (path.endsWith(PARQUET) && !isHidden(path) && !named.contains(path)) {
        unnamed.add(path + ": is not named by the manifest");
      }
    }
    unnamed.stream().sorted().forEach(faults::add);
  }

  private static boolean isHidden(String path) {
    for (String part : path.split("/", -1)) {
      if (part.startsWith(".") || part.startsWith("_")) {
        return true;
      }
    }
    return false;
  }
}
