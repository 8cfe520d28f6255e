package io.endoxa.job;

import io.endoxa.codebook.Codebook;
import io.endoxa.spark.ColumnNote;
import io.endoxa.spark.Table;
import io.endoxa.spark.TableNotes;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.jspecify.annotations.Nullable;

/** The page that says what every column of a run's tables holds. */
public final class DataDictionary {
  private DataDictionary() {}

  /** The codebook that ships. */
  public static Path shippedCodebook() {
    return Installation.home().resolve("datasets/south-caucasus/codebook.yaml");
  }

  /**
   * The page as Markdown, for the tables that a codebook makes.
   *
   * @throws io.endoxa.error.UserException if the file is no codebook
   */
  public static String of(Path codebookFile) {
    Codebook codebook = Codebook.read(codebookFile);
    TableNotes notes = TableNotes.shipped();
    StringBuilder page = new StringBuilder();
    page.append(
        """
        # Data dictionary

        The tables of a run, with the codebook %s. Made by `scripts/endoxa dictionary > docs/data-dictionary.md`;
        with a codebook of your own: `scripts/endoxa dictionary CODEBOOK.yaml`.

        Each table is a directory of Parquet files, packed with zstd. Rows are sorted by the columns that it names as
        its key. A column whose null means nothing here has none. string is UTF-8 text, timestamp is in UTC, int and
        long have 32 and 64 bits, float and double likewise.

        The footer of each file says the same: `endoxa.columns` is a JSON object of columns and what they hold,
        `endoxa.codebook` the text of the codebook, which lies beside the tables as `codebook.yaml`, too.

        """
            .formatted(codebook.label()));
    List<Table> tables = Table.all(codebook);
    page.append("Tables: ");
    page.append(
        String.join(
            ", ",
            tables.stream()
                .map(table -> "[%s](#%s)".formatted(table.name(), table.name()))
                .toList()));
    page.append(".\n");
    for (Table table : tables) {
      page.append("\n## %s\n\n%s ".formatted(table.name(), notes.about(table)));
      page.append("Key: %s.\n\n".formatted(String.join(", ", table.sortedBy())));
      page.append("| column | type | means | unit | values | null means | example |\n");
      page.append("|---|---|---|---|---|---|---|\n");
      for (Map.Entry<String, ColumnNote> column : notes.columns(table, codebook).entrySet()) {
        page.append(line(column.getKey(), table, column.getValue()));
      }
    }
    return page.toString();
  }

  private static String line(String name, Table table, ColumnNote note) {
    List<String> cells = new ArrayList<>();
    cells.add(name);
    cells.add(type(table.schema().apply(name).dataType()));
    cells.add(note.means());
    cells.add(orEmpty(note.unit()));
    cells.add(orEmpty(note.values()));
    cells.add(orEmpty(note.whenNull()));
    cells.add(note.example());
    return "| "
        + String.join(" | ", cells.stream().map(cell -> cell.replace("|", "\\|")).toList())
        + " |\n";
  }

  private static String type(DataType type) {
    if (type instanceof ArrayType array) {
      return "list of " + type(array.elementType());
    }
    return type.equals(DataTypes.LongType) ? "long" : type.catalogString();
  }

  private static String orEmpty(@Nullable String text) {
    return text == null ? "" : text;
  }
}
