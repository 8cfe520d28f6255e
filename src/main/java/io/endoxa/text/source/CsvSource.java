package io.endoxa.text.source;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import io.endoxa.text.Article;
import io.endoxa.text.Origin;
import io.endoxa.text.ReadResult;
import io.endoxa.text.RejectReason;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One article per row of a CSV file (RFC 4180: commas, double quotes, quoted line breaks), or of
 * one with semicolons or tabs in the place of commas, under a header that names the columns in any
 * order; only {@code text} is required, unknown columns are ignored, blank lines are skipped.
 * Positions are the lines that rows begin on. What separates columns is what separates the name of
 * the text's column from others in the header.
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

  /** What stands between columns. */
  private enum Separator {
    COMMA(','),
    SEMICOLON(';'),
    TAB('\t');

    private final char character;

    Separator(char character) {
      this.character = character;
    }

    private String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private final ArticleFields articleFields;
  private final String extension;
  private final Separator usual;
  private final int maxRowBytes;

  private CsvSource(
      ArticleFields articleFields, String extension, Separator usual, int maxRowBytes) {
    this.articleFields = articleFields;
    this.extension = extension;
    this.usual = usual;
    this.maxRowBytes = maxRowBytes;
  }

  /** Files called {@code .csv}, with commas unless the header says otherwise. */
  static CsvSource csv(ArticleFields fields, int maxRowBytes) {
    return new CsvSource(fields, "csv", Separator.COMMA, maxRowBytes);
  }

  /** Files called {@code .tsv}, with tabs unless the header says otherwise. */
  static CsvSource tsv(ArticleFields fields, int maxRowBytes) {
    return new CsvSource(fields, "tsv", Separator.TAB, maxRowBytes);
  }

  @Override
  public String format() {
    return extension;
  }

  @Override
  public Set<String> extensions() {
    return Set.of(extension);
  }

  @Override
  public Iterator<ReadResult> read(String file, InputStream in) throws IOException {
    CsvRows rows = new CsvRows(new Utf8Stream(in), maxRowBytes);
    Separator separator = separator(new String(rows.firstLine(), StandardCharsets.UTF_8));
    rows.separateBy(separator.character);
    return new Articles(file, rows, separator);
  }

  private Separator separator(String header) {
    return Stream.concat(Stream.of(usual), Arrays.stream(Separator.values()))
        .filter(separator -> namesText(header, separator))
        .findFirst()
        .orElse(usual);
  }

  private boolean namesText(String header, Separator separator) {
    if (header.isBlank()) {
      return false;
    }
    try {
      return fields(header, separator).stream()
          .map(name -> articleFields.fieldOfAnyCase(name.strip()))
          .anyMatch(field -> field.equals(Optional.of(ArticleFields.TEXT)));
    } catch (UnfitRecordException e) {
      return false;
    }
  }

  private final class Articles extends RecordIterator {
    private final CsvRows rows;
    private final Separator separator;

    /** The field that each column holds; empty if it holds none. */
    private List<String> columns = List.of();

    Articles(String file, CsvRows rows, Separator separator) {
      super(file);
      this.rows = rows;
      this.separator = separator;
    }

    @Override
    @Nullable ReadResult advance() {
      CsvRows.Row row = nextRow();
      if (row == null) {
        return end("holds no rows, expected a header and one article per row.");
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
      return line.isBlank() ? null : article(fields(line, separator), origin);
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
            "has %d columns, the header has %d. Quote what holds a %s or a line break."
                .formatted(fields.size(), columns.size(), separator.word()));
      }
      ArticleDraft draft = new ArticleDraft(articleFields);
      String text = "";
      for (int i = 0; i < columns.size(); i++) {
        String field = columns.get(i);
        if (field.equals(ArticleFields.TEXT)) {
          text = fields.get(i);
        } else if (!field.isEmpty()) {
          draft.set(field, fields.get(i));
        }
      }
      return draft.toArticle(text, origin);
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
                "has text after a closing quote, expected a %s or the end of the row. Write a quote inside of quotes twice."
                        .formatted(separator.word())
                    + (row.lastLine == row.line
                        ? ""
                        : " Lines %d to %d are taken for this row."
                            .formatted(row.line, row.lastLine)));
      }
    }

    private List<String> columns(String header) throws UnfitRecordException {
      List<String> names = fields(header, separator).stream().map(String::strip).toList();
      List<String> columns =
          names.stream().map(name -> articleFields.fieldOfAnyCase(name).orElse("")).toList();
      Set<String> seen = new HashSet<>();
      for (String field : columns) {
        if (!field.isEmpty() && !seen.add(field)) {
          throw badCsv(
              "is a header with two columns '%s'. Rename one."
                  .formatted(articleFields.columnOf(field)));
        }
      }
      if (!seen.contains(ArticleFields.TEXT)) {
        throw badCsv(
            "is a header without a column '%s', found %d other columns. Name the columns in the first row, and separate them by commas, semicolons or tabs."
                .formatted(articleFields.columnOf(ArticleFields.TEXT), names.size()));
      }
      return columns;
    }
  }

  private static List<String> fields(String row, Separator separator) throws UnfitRecordException {
    try {
      return CsvReader.builder()
          .fieldSeparator(separator.character)
          .ofSingleCsvRecord(row)
          .getFields();
    } catch (CsvParseException e) {
      throw badCsv(String.valueOf(e.getMessage()));
    }
  }

  private static UnfitRecordException badCsv(String what) {
    return new UnfitRecordException(RejectReason.BAD_CSV, what);
  }
}
