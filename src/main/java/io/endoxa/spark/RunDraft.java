package io.endoxa.spark;

import static org.apache.spark.sql.functions.col;

import io.endoxa.codebook.Codebook;
import io.endoxa.error.DataContractException;
import io.endoxa.provenance.FileEntry;
import io.endoxa.provenance.FingerprintStream;
import io.endoxa.provenance.Json;
import io.endoxa.provenance.RunBeginning;
import io.endoxa.provenance.RunManifest;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.hadoop.fs.FSError;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.util.HadoopInputFile;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;
import org.jspecify.annotations.Nullable;

/**
 * A run that is being written, which {@link RunStore#begin} starts. Not thread-safe but for {@link
 * #touch}.
 */
public final class RunDraft {
  private static final int WRITERS = 3;

  private static final AtomicInteger CLAIMS = new AtomicInteger();

  private final FileSystem fileSystem;
  private final DurableFiles durable;
  private final Path directory;
  private final String output;
  private final Path claim;
  private final Path beginning;
  private final List<RunManifest.TableEntry> tables =
      Collections.synchronizedList(new ArrayList<>());
  private @Nullable String codebookYaml;
  private boolean published;

  /**
   * What is to be written as a table.
   *
   * @param rowsExpected decides the number of files
   */
  public record TableRows(Table table, Dataset<Row> rows, long rowsExpected) {}

  RunDraft(FileSystem fileSystem, DurableFiles durable, Path directory, String output) {
    this.fileSystem = fileSystem;
    this.durable = durable;
    this.directory = directory;
    this.output = output;
    // A name that no other draft has, on this machine or another.
    this.claim =
        new Path(
            directory,
            ".writer-%s-%d"
                .formatted(
                    ManagementFactory.getRuntimeMXBean().getName(), CLAIMS.incrementAndGet()));
    this.beginning = new Path(directory, RunBeginning.FILE);
  }

  /**
   * File systems disagree on whether one of two processes that make a directory is told so. All of
   * them list a file once it is made: whoever lists another's beside its own gives way. Gives
   * whether the directory is this draft's own.
   */
  boolean claim(RunBeginning what) throws IOException {
    if (!fileSystem.mkdirs(directory)) {
      throw new IOException("no directory was made");
    }
    writeClaim();
    if (fileSystem.listStatus(directory).length > 1) {
      fileSystem.delete(claim, false);
      return false;
    }
    durable.write(beginning, Json.bytes(what), false);
    return true;
  }

  /**
   * Says that the run is still being written; {@link RunGarbage} takes a draft that is silent for a
   * day for a dead one. May be called by any thread, and does nothing once it is published.
   */
  public synchronized void touch() throws IOException {
    if (!published) {
      writeClaim();
    }
  }

  private void writeClaim() throws IOException {
    try {
      fileSystem.create(claim, true).close();
    } catch (FSError e) {
      throw FullDisk.meantBy(e);
    }
  }

  synchronized boolean isPublished() {
    return published;
  }

  /** The output directory, as the job names it. */
  String output() {
    return output;
  }

  /** Where the run is written. */
  public String directory() {
    return directory.toUri().getScheme().equals("file")
        ? directory.toUri().getPath()
        : directory.toString();
  }

  /**
   * Leaves the codebook that labels are read with beside the tables, and in the footer of each that
   * is written from now on, where the manifest's hashes hold for it, too. A run has one: a second
   * call does nothing.
   */
  public void codebook(String yaml) {
    if (codebookYaml == null) {
      codebookYaml = yaml;
      writeFile(RunStore.CODEBOOK_FILE, yaml.getBytes(StandardCharsets.UTF_8));
    }
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
    StageLog writing = StageLog.begin("write." + table.name());
    Dataset<Row> shaped = shaped(table, rows);
    int files = FileSizes.files(table, rowsExpected);
    Column[] key = table.sortedBy().stream().map(name -> col(name)).toArray(Column[]::new);
    Dataset<Row> spread =
        files == 1 ? shaped.repartition(1) : shaped.repartitionByRange(files, key);
    try {
      spread
          .sortWithinPartitions(key)
          .write()
          .mode(SaveMode.ErrorIfExists)
          .format(DescribedParquet.class.getName())
          .option("compression", "zstd")
          .options(footer(table))
          .save(new Path(directory, table.name()).toString());
      RunManifest.TableEntry entry = add(table.name());
      long bytes = entry.files().stream().mapToLong(FileEntry::bytes).sum();
      writing.rowsOut(entry.rows()).bytes(bytes).end();
      return entry;
    } catch (Exception | FSError e) {
      FullDisk.explain(this, e);
      throw e;
    }
  }

  private Map<String, String> footer(Table table) {
    Map<String, String> lines = new LinkedHashMap<>();
    TableNotes.shipped()
        .columns(
            table,
            codebookYaml == null ? null : Codebook.parse(RunStore.CODEBOOK_FILE, codebookYaml))
        .forEach((column, note) -> lines.put(column, note.line()));
    Map<String, String> footer = new HashMap<>();
    footer.put(DescribedParquet.COLUMNS, new String(Json.bytes(lines), StandardCharsets.UTF_8));
    if (codebookYaml != null) {
      footer.put(DescribedParquet.CODEBOOK, codebookYaml);
    }
    return footer;
  }

  /** Takes the Parquet files in this directory of the run for one of its tables. */
  RunManifest.TableEntry add(String table) {
    RunManifest.TableEntry entry = entryOf(table, new Path(directory, table));
    tables.add(entry);
    return entry;
  }

  /**
   * Writes tables, some at once: while Spark plans one, it computes another. Their entries are in
   * the order that is given. If one fails, what it throws is thrown once those that were begun have
   * ended.
   */
  public void writeAll(List<TableRows> all) {
    AtomicReference<Throwable> failed = new AtomicReference<>();
    ExecutorService writers = Executors.newFixedThreadPool(WRITERS);
    List<CompletableFuture<RunManifest.TableEntry>> writing =
        all.stream()
            .map(one -> CompletableFuture.supplyAsync(() -> writeUnless(failed, one), writers))
            .toList();
    writers.shutdown();
    try {
      CompletableFuture.allOf(writing.toArray(CompletableFuture[]::new)).join();
    } catch (CompletionException e) {
      throw failed.get() instanceof RuntimeException first ? first : e;
    }
    List<String> order = all.stream().map(one -> one.table().name()).toList();
    tables.sort(Comparator.comparingInt(entry -> order.indexOf(entry.table())));
  }

  private RunManifest.TableEntry writeUnless(AtomicReference<Throwable> failed, TableRows one) {
    if (failed.get() != null) {
      throw new CancellationException("another table has failed");
    }
    try {
      return write(one.table(), one.rows(), one.rowsExpected());
    } catch (Throwable e) {
      failed.compareAndSet(null, e);
      throw e;
    }
  }

  private static Dataset<Row> shaped(Table table, Dataset<Row> rows) {
    List<String> missing =
        Arrays.stream(table.schema().fields())
            .filter(
                field ->
                    rows.schema().getFieldIndex(field.name()).isEmpty()
                        || !rows.schema().apply(field.name()).dataType().sameType(field.dataType()))
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
    } catch (FSError e) {
      FullDisk.explain(this, e);
      throw new UncheckedIOException(FullDisk.meantBy(e));
    } catch (IOException e) {
      FullDisk.explain(this, e);
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Makes the run visible, at once and after all its files are where a power cut does not reach
   * them. Nothing may be written after it. A failure leaves a draft, and older runs as they are.
   */
  public synchronized void publish(RunManifest manifest) {
    try {
      durable.sync(directory);
      durable.write(new Path(directory, RunManifest.FILE), Json.bytes(manifest), false);
    } catch (IOException e) {
      FullDisk.explain(this, e);
      throw new UncheckedIOException(e);
    }
    published = true;
    try {
      fileSystem.delete(beginning, false);
      fileSystem.delete(claim, false);
    } catch (IOException e) {
      // The run is published all the same, and hidden files in it do no harm.
    }
  }
}
