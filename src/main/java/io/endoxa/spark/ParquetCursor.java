package io.endoxa.spark;

import io.endoxa.error.UserException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.hadoop.ParquetReader;
import org.apache.parquet.hadoop.api.ReadSupport;
import org.apache.parquet.hadoop.example.GroupReadSupport;
import org.jspecify.annotations.Nullable;

/** Gives the rows of a table one by one, in the order of its files, and holds no other. */
public final class ParquetCursor implements AutoCloseable {
  private final Configuration hadoop;
  private final List<String> columns;
  private final Iterator<Path> files;
  private @Nullable Path file;
  private @Nullable ParquetReader<Group> reader;

  /**
   * Of these columns of a table.
   *
   * @throws UserException if the directory holds no Parquet file
   */
  public ParquetCursor(Configuration hadoop, String directory, List<String> columns) {
    this.hadoop = hadoop;
    this.columns = List.copyOf(columns);
    try {
      this.files = ParquetRows.files(hadoop, directory).iterator();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * A text for each column of the next row; a null field is the empty text. Null after the last.
   *
   * @throws UserException if a file is damaged
   */
  public @Nullable List<String> next() {
    try {
      Group row = read();
      while (row == null && files.hasNext()) {
        open(files.next());
        row = read();
      }
      return row == null ? null : ParquetRows.texts(row);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void open(Path next) throws IOException {
    close();
    file = next;
    Configuration selected = new Configuration(hadoop);
    selected.set(
        ReadSupport.PARQUET_READ_SCHEMA, ParquetRows.schema(hadoop, next, columns).toString());
    reader = ParquetReader.builder(new GroupReadSupport(), next).withConf(selected).build();
  }

  private @Nullable Group read() throws IOException {
    if (reader == null || file == null) {
      return null;
    }
    try {
      return reader.read();
    } catch (RuntimeException e) {
      throw ParquetRows.damaged(file, e);
    }
  }

  @Override
  public void close() {
    try {
      if (reader != null) {
        reader.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
