package io.endoxa.spark;

import io.endoxa.error.UserException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.ParquetReader;
import org.apache.parquet.hadoop.example.GroupReadSupport;
import org.apache.parquet.hadoop.util.HadoopInputFile;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Type;

/** Reads a table's rows without a Spark session, which takes seconds to start. */
public final class ParquetRows {
  private ParquetRows() {}

  /**
   * The first rows of a table, in the order of its files, as one text per field. A null field is
   * the empty text.
   *
   * @param names of the columns
   * @param rows at most as many as were asked for
   */
  public record Head(List<String> names, List<List<String>> rows) {
    public Head {
      names = List.copyOf(names);
      rows = List.copyOf(rows);
    }
  }

  /**
   * Reads the first rows.
   *
   * @throws UserException if the directory holds no Parquet file, or a damaged one
   */
  public static Head head(Configuration hadoop, String directory, int limit) {
    List<String> names = new ArrayList<>();
    List<List<String>> rows = new ArrayList<>();
    try {
      for (Path file : files(hadoop, directory)) {
        read(hadoop, file, limit, names, rows);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new Head(names, rows);
  }

  private static void read(
      Configuration hadoop, Path file, int limit, List<String> names, List<List<String>> rows)
      throws IOException {
    try (ParquetReader<Group> reader =
        ParquetReader.builder(new GroupReadSupport(), file).withConf(hadoop).build()) {
      Group row = rows.size() < limit ? reader.read() : null;
      while (row != null) {
        if (names.isEmpty()) {
          row.getType().getFields().forEach(field -> names.add(field.getName()));
        }
        rows.add(texts(row));
        row = rows.size() < limit ? reader.read() : null;
      }
    } catch (RuntimeException e) {
      throw damaged(file, e);
    }
  }

  /**
   * Reads these columns of all rows, in the order of the table's files, and holds one row at a
   * time.
   *
   * @param use is given a text for each column; a null field is the empty text
   * @throws UserException if the directory holds no Parquet file, or a damaged one
   */
  public static void forEach(
      Configuration hadoop, String directory, List<String> columns, Consumer<List<String>> use) {
    try (ParquetCursor rows = new ParquetCursor(hadoop, directory, columns)) {
      for (List<String> row = rows.next(); row != null; row = rows.next()) {
        use.accept(row);
      }
    }
  }

  /**
   * The names of a table's columns.
   *
   * @throws UserException if the directory holds no Parquet file, or a damaged one
   */
  public static List<String> columns(Configuration hadoop, String directory) {
    try {
      return schema(hadoop, files(hadoop, directory).get(0)).getFields().stream()
          .map(Type::getName)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Only these columns of what a file has. */
  static MessageType schema(Configuration hadoop, Path file, List<String> columns)
      throws IOException {
    MessageType all = schema(hadoop, file);
    try {
      return new MessageType(all.getName(), columns.stream().map(all::getType).toList());
    } catch (RuntimeException e) {
      throw damaged(file, e);
    }
  }

  private static MessageType schema(Configuration hadoop, Path file) throws IOException {
    try (ParquetFileReader reader =
        ParquetFileReader.open(HadoopInputFile.fromPath(file, hadoop))) {
      return reader.getFileMetaData().getSchema();
    } catch (RuntimeException e) {
      throw damaged(file, e);
    }
  }

  /** Parquet says so with bare RuntimeExceptions. */
  static UserException damaged(Path file, RuntimeException e) {
    return new UserException(
        "%s: cannot be read as Parquet: %s. The file is damaged: copy the table again."
            .formatted(file, e.getMessage()),
        e);
  }

  /** In the order of their names, which is that of a sorted table's rows. */
  static List<Path> files(Configuration hadoop, String directory) throws IOException {
    Path path = new Path(directory);
    FileSystem fileSystem = path.getFileSystem(hadoop);
    List<Path> files =
        fileSystem.exists(path) && fileSystem.getFileStatus(path).isDirectory()
            ? Arrays.stream(fileSystem.listStatus(path))
                .map(FileStatus::getPath)
                .filter(file -> file.getName().endsWith(".parquet"))
                .sorted()
                .toList()
            : List.of();
    if (files.isEmpty()) {
      throw new UserException(
          "'%s': is not a run, a model or a table. Run 'scripts/endoxa list' to see the runs."
              .formatted(directory));
    }
    return files;
  }

  static List<String> texts(Group row) {
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < row.getType().getFieldCount(); i++) {
      texts.add(row.getFieldRepetitionCount(i) == 0 ? "" : text(row, i));
    }
    return texts;
  }

  private static String text(Group row, int field) {
    Type type = row.getType().getType(field);
    if (!type.isPrimitive()) {
      return "[…]";
    }
    if (type.getLogicalTypeAnnotation()
        instanceof LogicalTypeAnnotation.TimestampLogicalTypeAnnotation) {
      long micros = row.getLong(field, 0);
      return Instant.EPOCH.plus(micros, ChronoUnit.MICROS).toString();
    }
    return row.getValueToString(field, 0);
  }
}
