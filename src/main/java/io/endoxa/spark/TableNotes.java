package io.endoxa.spark;

import io.endoxa.codebook.Codebook;
import io.endoxa.codebook.Question;
import io.endoxa.yaml.YamlMap;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the tables of a run and their columns hold: {@code dictionary.yaml}, where each column is
 * described once.
 */
public final class TableNotes {
  /** Stands for the id of each question. */
  static final String QUESTION = "{question}";

  /** Stands for the proposition of each question. */
  static final String PROPOSITION = "{proposition}";

  static final String FILE = "dictionary.yaml";
  private static final Set<String> COLUMN_KEYS =
      Set.of("means", "unit", "values", "null", "example");

  private final Map<String, ColumnNote> common;
  private final Map<String, OfTable> tables = new LinkedHashMap<>();

  private record OfTable(String about, Map<String, ColumnNote> columns) {}

  private TableNotes(YamlMap file) {
    file.onlyKnownKeys(Set.of("common", "tables"));
    common = notes(file.map("common"));
    YamlMap all = file.map("tables");
    for (String name : all.keys()) {
      YamlMap table = all.map(name);
      table.onlyKnownKeys(Set.of("about", "columns"));
      tables.put(name, new OfTable(table.string("about"), notes(table.map("columns"))));
    }
  }

  private static final class Shipped {
    private static final TableNotes NOTES = read();

    private static TableNotes read() {
      try (InputStream in = Objects.requireNonNull(TableNotes.class.getResourceAsStream(FILE))) {
        return new TableNotes(
            YamlMap.parse(FILE, new String(in.readAllBytes(), StandardCharsets.UTF_8)));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /** The notes on the tables of {@link Table}. */
  public static TableNotes shipped() {
    return Shipped.NOTES;
  }

  private static Map<String, ColumnNote> notes(YamlMap columns) {
    Map<String, ColumnNote> notes = new LinkedHashMap<>();
    for (String name : columns.keys()) {
      YamlMap note = columns.map(name);
      note.onlyKnownKeys(COLUMN_KEYS);
      notes.put(
          name,
          new ColumnNote(
              note.string("means"),
              note.stringOrNull("unit"),
              note.stringOrNull("values"),
              note.stringOrNull("null"),
              note.string("example")));
    }
    return notes;
  }

  /** The tables that are described, in the order in which to read of them. */
  public Collection<String> tables() {
    return tables.keySet();
  }

  /** What a row of a table is. */
  public String about(Table table) {
    return ofTable(table).about;
  }

  /** The names that a table describes by itself. */
  Set<String> ownColumns(String table) {
    return Objects.requireNonNull(tables.get(table)).columns.keySet();
  }

  /** The names that are described for all tables. */
  Set<String> commonColumns() {
    return common.keySet();
  }

  /**
   * The columns of a table, in order.
   *
   * @param codebook whose questions are columns of {@link Table#labelled}; other tables need none
   */
  public Map<String, ColumnNote> columns(Table table, @Nullable Codebook codebook) {
    Map<String, ColumnNote> own = new LinkedHashMap<>(ofTable(table).columns);
    List<Question> questions = codebook == null ? List.of() : codebook.questions();
    for (Question question : questions) {
      putOfQuestion(own, question, QUESTION, question.id());
      putOfQuestion(
          own, question, Table.confidenceColumn(QUESTION), Table.confidenceColumn(question.id()));
    }
    Map<String, ColumnNote> columns = new LinkedHashMap<>();
    for (String name : table.schema().fieldNames()) {
      ColumnNote note = own.getOrDefault(name, common.get(name));
      if (note == null) {
        throw new IllegalArgumentException(
            "table %s: nothing says what column %s holds. Describe it in %s."
                .formatted(table.name(), name, FILE));
      }
      columns.put(name, note);
    }
    return columns;
  }

  private static void putOfQuestion(
      Map<String, ColumnNote> notes, Question question, String pattern, String column) {
    ColumnNote note = notes.get(pattern);
    if (note != null) {
      notes.put(column, note.ofQuestion(question.id(), question.proposition()));
    }
  }

  private OfTable ofTable(Table table) {
    OfTable notes = tables.get(table.name());
    if (notes == null) {
      throw new IllegalArgumentException(
          "table %s: nothing says what it holds. Describe it in %s.".formatted(table.name(), FILE));
    }
    return notes;
  }
}
