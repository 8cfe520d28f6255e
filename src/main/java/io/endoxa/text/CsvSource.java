package io.endoxa.text;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One article per row of a CSV file (RFC 4180: commas, double quotes, quoted line breaks), under a
 * header that names the columns in any order; only {@code text} is required, unknown columns are
 * ignored, blank lines are skipped. Positions are the lines that rows begin on.
 *
 * <p>A bad row is rejected and the rest still read. A row with quotes that are not doubled ends
 * where all its quotes, taken in pairs, are closed; the rejection names its lines, since with an
 * odd number of them it takes later rows along.
 *
 * <p>Where a row has no end within the file or the size limit, reading goes on with the next line,
 * so that one quote too many does not swallow the file; lines of the broken row may then be
 * rejected one by one, or taken for articles if they have as many columns as the header. If there
 * is no other column than the text, all of them would be, and reading goes on behind the row. A
 * file with so many such rows that they would be read over and over is not read to its end, which a
 * rejection says.
 *
 * <p>FastCSV takes rows apart. It does not find them, because it stops at the first bad one.
 */
final class CsvSource implements ArticleSource {
  static final int MAX_ROW_BYTES = 16 << 20;

  private static final String TEXT = "text";
  private static final int MOST_COLUMNS_SHOWN = 10;

  private final int maxRowBytes;

  CsvSource() {
    this(MAX_ROW_BYTES);
  }

  CsvSource(int maxRowBytes) {
    this.maxRowBytes = maxRowBytes;
  }

  @Override
  public String format() {
    return "csv";
  }

  @Override
  public Set<String> extensions() {
    return Set.of("csv");
  }

  @Override
  public Iterator<ReadResult> read(String file, InputStream in) {
    return new Articles(file, new CsvRows(in, maxRowBytes));
  }

  private final class Articles extends RecordIterator {
    private final CsvRows rows;
    private List<String> columns = List.of();

    Articles(String file, CsvRows rows) {
      super(file);
      this.rows = rows;
    }

    @Override
    @Nullable ReadResult advance() {
      CsvRows.Row row = nextRow();
      if (row == null) {
        stop();
        return any()
            ? null
            : new Rejected(
                new Origin(file(), 1),
                RejectReason.EMPTY_FILE,
                "holds no rows, expected a header and one article per row.",
                "");
      }
      Origin origin = new Origin(file(), row.line);
      try {
        return columns.isEmpty() ? header(row) : article(row, origin);
      } catch (UnfitRecordException e) {
        if (columns.isEmpty()) {
          stop();
        }
        return e.rejected(origin, RawText.beginning(row.bytes));
      }
    }

    private CsvRows.@Nullable Row nextRow() {
      try {
        return rows.next();
      } catch (IOException e) {
        throw unreadable(e);
      }
    }

    private UncheckedIOException unreadable(IOException e) {
      return new UncheckedIOException(file() + ": cannot be read: " + e.getMessage(), e);
    }

    /** Keeps the columns; there is nothing to show. */
    private @Nullable ReadResult header(CsvRows.Row row) throws UnfitRecordException {
      RawText.requireText(row.bytes);
      requireWhole(row);
      String line = RawText.decode(row.bytes);
      if (!line.isBlank()) {
        columns = columns(line);
      }
      return null;
    }

    private @Nullable ReadResult article(CsvRows.Row row, Origin origin)
        throws UnfitRecordException {
      if (!row.ended) {
        goOn();
      }
      requireWhole(row);
      RawText.requireText(row.bytes);
      String line = RawText.decode(row.bytes);
      return line.isBlank() ? null : article(fields(line), origin);
    }

    private void goOn() throws UnfitRecordException {
      try {
        if (columns.size() == 1) {
          rows.skipRow();
        } else if (!rows.resumeAtNextLine()) {
          stop();
          throw badCsv(
              "has no certain end, like too many rows before it: their quotes are not closed. Rows"
                  + " from here on are not read. Close the quotes.");
        }
      } catch (IOException e) {
        throw unreadable(e);
      }
    }

    private Article article(List<String> fields, Origin origin) throws UnfitRecordException {
      if (fields.size() != columns.size()) {
        throw badCsv(
            "has %d columns, the header has %d. Quote what holds a comma or a line break."
                .formatted(fields.size(), columns.size()));
      }
      ArticleDraft draft = new ArticleDraft();
      String text = "";
      for (int i = 0; i < columns.size(); i++) {
        if (columns.get(i).equals(TEXT)) {
          text = fields.get(i);
        } else if (ArticleDraft.FIELDS.contains(columns.get(i))) {
          draft.set(columns.get(i), fields.get(i));
        }
      }
      return draft.toArticle(text, origin);
    }
  }

  private void requireWhole(CsvRows.Row row) throws UnfitRecordException {
    if (row.fault == null) {
      return;
    }
    switch (row.fault) {
      case TOO_LARGE ->
          throw new UnfitRecordException(
              RejectReason.TOO_LARGE,
              "is longer than %d bytes. Split the article, or close its quotes."
                  .formatted(maxRowBytes));
      case UNCLOSED_QUOTE -> throw badCsv("opens a quote that the file never closes. Close it.");
      case TEXT_AFTER_QUOTE ->
          throw badCsv(
              "has text after a closing quote, expected a comma or the end of the row. Write a"
                  + " quote inside of quotes twice."
                  + (row.lastLine == row.line
                      ? ""
                      : " Lines %d to %d are taken for this row."
                          .formatted(row.line, row.lastLine)));
    }
  }

  private static List<String> columns(String header) throws UnfitRecordException {
    List<String> columns =
        fields(header).stream().map(name -> name.strip().toLowerCase(Locale.ROOT)).toList();
    Set<String> seen = new HashSet<>();
    for (String column : columns) {
      boolean read = column.equals(TEXT) || ArticleDraft.FIELDS.contains(column);
      if (read && !seen.add(column)) {
        throw badCsv("is a header with two columns '%s'. Rename one.".formatted(column));
      }
    }
    if (!seen.contains(TEXT)) {
      throw badCsv(
          "is a header without a column 'text', found: %s. Name the columns in the first row, and"
                  .formatted(
                      String.join(
                          ", ", columns.subList(0, Math.min(columns.size(), MOST_COLUMNS_SHOWN))))
              + " separate them by commas.");
    }
    return columns;
  }

  private static List<String> fields(String row) throws UnfitRecordException {
    try {
      return CsvReader.builder().ofSingleCsvRecord(row).getFields();
    } catch (CsvParseException e) {
      throw badCsv(String.valueOf(e.getMessage()));
    }
  }

  private static UnfitRecordException badCsv(String what) {
    return new UnfitRecordException(RejectReason.BAD_CSV, what);
  }
}
