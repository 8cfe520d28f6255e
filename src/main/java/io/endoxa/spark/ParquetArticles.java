package io.endoxa.spark;

import io.endoxa.text.Origin;
import io.endoxa.text.ReadResult;
import io.endoxa.text.RejectReason;
import io.endoxa.text.Rejected;
import io.endoxa.text.source.ArticleFields;
import io.endoxa.text.source.TableRow;
import java.io.IOException;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.ParquetReader;
import org.apache.parquet.hadoop.api.InitContext;
import org.apache.parquet.hadoop.example.GroupReadSupport;
import org.apache.parquet.hadoop.metadata.BlockMetaData;
import org.apache.parquet.hadoop.metadata.ColumnChunkMetaData;
import org.apache.parquet.hadoop.util.HadoopInputFile;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Type;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a Parquet file as articles, read as they are asked for. Only the columns that hold
 * fields are read; only that of the text is required. Positions count the rows. A bad row is
 * rejected and the rest still read; a damaged file is rejected with its last record.
 *
 * <p>As {@link io.endoxa.text.source.ArticleSource} has it, but for the bytes: the format begins at
 * its end, so that it takes a file rather than a stream; and its memory has no bound of its own:
 * the columns read of a row group are held whole. What is longer than the file, or does not fit
 * into memory, is rejected, and so is a page that says that it is.
 */
final class ParquetArticles implements Iterator<ReadResult> {
  static final String EXTENSION = "parquet";

  private static final int MOST_COLUMNS_SHOWN = 10;

  private final String file;
  private final ArticleFields fields;
  private final FieldColumns columns;
  private final HadoopInputFile input;
  private final ParquetReader<Group> reader;
  private @Nullable ReadResult next;
  private int row;
  private boolean ended;

  /** Opens a file; the last record closes it. */
  ParquetArticles(String file, Configuration hadoop, ArticleFields fields) throws IOException {
    this.file = file;
    this.fields = fields;
    this.columns = new FieldColumns(fields);
    this.input = HadoopInputFile.fromPath(new Path(file), hadoop);
    this.reader = ParquetReader.builder(columns, new Path(file)).withConf(hadoop).build();
  }

  /** Reads the columns that hold fields, and remembers which there are. */
  private static final class FieldColumns extends GroupReadSupport {
    private final ArticleFields fields;
    private List<String> all = List.of();

    /** The field that each column holds which is read, in their order. */
    private Map<String, String> fieldsByColumn = Map.of();

    FieldColumns(ArticleFields fields) {
      this.fields = fields;
    }

    @Override
    public ReadContext init(InitContext context) {
      MessageType schema = context.getFileSchema();
      all = schema.getFields().stream().map(Type::getName).toList();
      Map<String, String> read = new LinkedHashMap<>();
      all.forEach(column -> fields.fieldOf(column).ifPresent(field -> read.put(column, field)));
      fieldsByColumn = read;
      return new ReadContext(
          new MessageType(
              schema.getName(),
              schema.getFields().stream()
                  .filter(column -> read.containsKey(column.getName()))
                  .toList()));
    }
  }

  @Override
  public boolean hasNext() {
    if (next == null && !ended) {
      next = advance();
    }
    return next != null;
  }

  @Override
  public ReadResult next() {
    ReadResult result = hasNext() ? next : null;
    if (result == null) {
      throw new NoSuchElementException(file + " has no more rows");
    }
    next = null;
    return result;
  }

  private @Nullable ReadResult advance() {
    Origin origin = new Origin(file, row + 1);
    try {
      if (row == 0) {
        requireColumnsWithinFile();
      }
      Group read = reader.read();
      if (read == null) {
        close();
        return row > 0 ? null : rejected(origin, RejectReason.EMPTY_FILE, "holds no rows.");
      }
      row++;
      if (!columns.fieldsByColumn.containsValue(ArticleFields.TEXT)) {
        close();
        return rejected(origin, RejectReason.BAD_FIELD, withoutText());
      }
      return article(read, origin);
    } catch (IOException | RuntimeException e) {
      // Parquet meets damage with exceptions of every kind.
      closeAfter(e);
      String why = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
      return rejected(
          origin,
          RejectReason.BAD_ARCHIVE,
          "cannot be read as Parquet: %s. What follows is not read.".formatted(why));
    } catch (OutOfMemoryError e) {
      // A page's header alone makes Parquet ask for an array of any size, which is then not made.
      closeAfter(e);
      return rejected(
          origin,
          RejectReason.TOO_LARGE,
          "has a row group or a page that does not fit into memory. What follows is not read. Write"
              + " smaller row groups, or give more memory.");
    }
  }

  /** A footer may claim terabytes, for which Parquet would take memory before it reads them. */
  private void requireColumnsWithinFile() throws IOException {
    try (ParquetFileReader footer = ParquetFileReader.open(input)) {
      for (BlockMetaData rowGroup : footer.getRowGroups()) {
        for (ColumnChunkMetaData column : rowGroup.getColumns()) {
          long bytes = column.getTotalSize();
          if (bytes < 0 || column.getStartingPos() > input.getLength() - bytes) {
            throw new IOException(
                "its footer names a column of %d bytes, which the file of %d bytes does not hold"
                    .formatted(bytes, input.getLength()));
          }
        }
      }
    }
  }

  private String withoutText() {
    return "is a table without a column '%s', found: %s. Name it in 'columns'."
        .formatted(
            fields.columnOf(ArticleFields.TEXT),
            columns.all.stream().limit(MOST_COLUMNS_SHOWN).collect(Collectors.joining(", ")));
  }

  private void close() throws IOException {
    ended = true;
    reader.close();
  }

  private void closeAfter(Throwable damage) {
    try {
      close();
    } catch (IOException | RuntimeException e) {
      damage.addSuppressed(e);
    }
  }

  private static Rejected rejected(Origin origin, RejectReason reason, String detail) {
    return new Rejected(origin, reason, detail, "");
  }

  private ReadResult article(Group group, Origin origin) {
    TableRow values = new TableRow(fields, origin);
    for (int i = 0; i < group.getType().getFieldCount(); i++) {
      if (group.getFieldRepetitionCount(i) > 0) {
        String column = group.getType().getFieldName(i);
        ParquetValue.put(group, i, columns.fieldsByColumn.getOrDefault(column, column), values);
      }
    }
    return values.result();
  }
}
