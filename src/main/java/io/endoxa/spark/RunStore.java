package io.endoxa.spark;

import static org.apache.spark.sql.functions.col;

import io.endoxa.error.DataContractException;
import io.endoxa.error.UserException;
import io.endoxa.provenance.FileEntry;
import io.endoxa.provenance.FingerprintStream;
import io.endoxa.provenance.Json;
import io.endoxa.provenance.RunManifest;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.util.HadoopInputFile;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;

/**
 * The runs below one output directory: {@code <output>/runs/<run_id>/}. A run is written table by
 * table and published by its manifest, which is created last and never overwritten; readers see
 * published runs only.
 */
public final class RunStore {
  /** A table grows by one file per this many rows, so that small tables are one file. */
  private static final long ROWS_PER_FILE = 500_000;

  private static final int WRITERS = 3;

  private final Configuration hadoop;
  private final Path runs;

  public RunStore(Configuration hadoop, String output) {
    this.hadoop = hadoop;
    this.runs = new Path(output, "runs");
  }

  /** Starts a run. Throws {@link UserException} if the output cannot be written. */
  public Draft begin(String runId) {
    Path directory = new Path(runs, runId);
    try {
      FileSystem fileSystem = directory.getFileSystem(hadoop);
      if (fileSystem.exists(directory)) {
        throw new UserException(
            directory + ": exists already; runs are never overwritten. Start the job again.");
      }
      if (!fileSystem.mkdirs(directory)) {
        throw new IOException("no directory was made");
      }
      return new Draft(fileSystem, fileSystem.makeQualified(directory));
    } catch (IOException e) {
      throw new UserException(
          "output '%s': cannot be written: %s. Choose another with --set output=…"
              .formatted(runs.getParent(), e.getMessage()),
          e);
    }
  }

  /** The manifests of the published runs, oldest first; empty when there is no such directory. */
  public List<RunManifest> published() {
    List<RunManifest> manifests = new ArrayList<>();
    try {
      FileSystem fileSystem = runs.getFileSystem(hadoop);
      for (FileStatus directory : fileSystem.listStatus(runs)) {
        Path manifest = new Path(directory.getPath(), RunManifest.FILE);
        if (fileSystem.exists(manifest)) {
          manifests.add(readManifest(hadoop, directory.getPath().toString()));
        }
      }
    } catch (FileNotFoundException e) {
      return List.of();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    manifests.sort(Comparator.comparing(RunManifest::startedAt).thenComparing(RunManifest::runId));
    return List.copyOf(manifests);
  }

  /** The manifest of one run's directory. Throws {@link UserException} if it is not a run. */
  public static RunManifest readManifest(Configuration hadoop, String runDirectory) {
    Path file = new Path(runDirectory, RunManifest.FILE);
    try (InputStream in = file.getFileSystem(hadoop).open(file)) {
      return Json.read(file.toString(), in.readAllBytes(), RunManifest.class);
    } catch (FileNotFoundException e) {
      throw new UserException(
          "%s: is not a finished run: it has no %s. Run 'scripts/endoxa list' to see the runs."
              .formatted(runDirectory, RunManifest.FILE),
          e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * What is to be written as a table.
   *
   * @param rowsExpected decides the number of files
   */
  public record TableRows(Table table, Dataset<Row> rows, long rowsExpected) {}

  /** A run that is being written. Not thread-safe. */
  public static final class Draft {
    private final FileSystem fileSystem;
    private final Path directory;
    private final List<RunManifest.TableEntry> tables =
        Collections.synchronizedList(new ArrayList<>());

    private Draft(FileSystem fileSystem, Path directory) {
      this.fileSystem = fileSystem;
      this.directory = directory;
    }

    /** Where the run is written. */
    public String directory() {
      return directory.toUri().getScheme().equals("file")
          ? directory.toUri().getPath()
          : directory.toString();
    }

    /** The tables written so far. */
    public List<RunManifest.TableEntry> tables() {
      return List.copyOf(tables);
    }

    /**
     * Writes a table as zstd Parquet, sorted by its key.
     *
     * @param rowsExpected decides the number of files
     * @throws DataContractException if the rows do not have the table's columns and types
     */
    public RunManifest.TableEntry write(Table table, Dataset<Row> rows, long rowsExpected) {
      Dataset<Row> shaped = shaped(table, rows);
      int files = (int) Math.max(1, (rowsExpected + ROWS_PER_FILE - 1) / ROWS_PER_FILE);
      Column[] key = table.sortedBy().stream().map(name -> col(name)).toArray(Column[]::new);
      Dataset<Row> spread =
          files == 1 ? shaped.repartition(1) : shaped.repartitionByRange(files, key);
      Path target = new Path(directory, table.name());
      spread
          .sortWithinPartitions(key)
          .write()
          .mode(SaveMode.ErrorIfExists)
          .option("compression", "zstd")
          .parquet(target.toString());
      RunManifest.TableEntry entry = entryOf(table.name(), target);
      tables.add(entry);
      return entry;
    }

    /**
     * Writes tables, some at once: while Spark plans one, it computes another. Their entries are in
     * the order that is given. If one fails, what it throws is thrown once all have ended.
     */
    public void writeAll(List<TableRows> all) {
      ExecutorService writers = Executors.newFixedThreadPool(WRITERS);
      List<CompletableFuture<RunManifest.TableEntry>> writing =
          all.stream()
              .map(
                  one ->
                      CompletableFuture.supplyAsync(
                          () -> write(one.table(), one.rows(), one.rowsExpected()), writers))
              .toList();
      writers.shutdown();
      try {
        CompletableFuture.allOf(writing.toArray(CompletableFuture[]::new)).join();
      } catch (CompletionException e) {
        throw e.getCause() instanceof RuntimeException cause ? cause : e;
      }
      List<String> order = all.stream().map(one -> one.table().name()).toList();
      tables.sort(Comparator.comparingInt(entry -> order.indexOf(entry.table())));
    }

    private static Dataset<Row> shaped(Table table, Dataset<Row> rows) {
      List<String> missing =
          Arrays.stream(table.schema().fields())
              .filter(
                  field ->
                      rows.schema().getFieldIndex(field.name()).isEmpty()
                          || !rows.schema()
                              .apply(field.name())
                              .dataType()
                              .sameType(field.dataType()))
              .map(field -> field.name() + " " + field.dataType().catalogString())
              .toList();
      if (!missing.isEmpty()) {
        throw new DataContractException(
            "table %s: columns are missing or of another type: %s. Found: %s."
                .formatted(table.name(), missing, rows.schema().catalogString()));
      }
      return rows.select(
          Arrays.stream(table.schema().fieldNames()).map(name -> col(name)).toArray(Column[]::new));
    }

    private RunManifest.TableEntry entryOf(String name, Path target) {
      List<FileEntry> files = new ArrayList<>();
      long rows = 0;
      try {
        for (FileStatus status : fileSystem.listStatus(target)) {
          Path file = status.getPath();
          if (!file.getName().endsWith(".parquet")) {
            continue;
          }
          try (FingerprintStream in = new FingerprintStream(fileSystem.open(file));
              ParquetFileReader reader =
                  ParquetFileReader.open(HadoopInputFile.fromPath(file, fileSystem.getConf()))) {
            files.add(in.finish(name + "/" + file.getName()));
            rows += reader.getRecordCount();
          }
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      files.sort(Comparator.comparing(FileEntry::path));
      return new RunManifest.TableEntry(name, rows, files);
    }

    /** Writes one file beside the tables; {@code path} may have directories. */
    public void writeFile(String path, byte[] content) {
      try (OutputStream out = fileSystem.create(new Path(directory, path), false)) {
        out.write(content);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    /** Makes the run visible. Nothing may be written after it. */
    public void publish(RunManifest manifest) {
      writeFile(RunManifest.FILE, Json.bytes(manifest));
    }
  }
}
