package io.endoxa.report;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A table of plain text: the first column to the left, the others to the right. */
final class TextTable {
  private final List<List<String>> rows = new ArrayList<>();

  TextTable row(List<String> cells) {
    rows.add(List.copyOf(cells));
    return this;
  }

  /** Lines with aligned columns, two spaces between them. */
  String plain() {
    int[] widths = widths();
    return rows.stream()
        .map(row -> line(row, widths, "  ").stripTrailing() + "\n")
        .collect(Collectors.joining());
  }

  /** The same as a Markdown table; the first row is its head. */
  String markdown() {
    TextTable escaped = new TextTable();
    rows.forEach(row -> escaped.row(row.stream().map(cell -> cell.replace("|", "\\|")).toList()));
    int[] widths = escaped.widths();
    List<String> lines = new ArrayList<>();
    for (List<String> row : escaped.rows) {
      lines.add("| " + line(row, widths, " | ") + " |");
      if (lines.size() == 1) {
        lines.add(
            IntStream.range(0, widths.length)
                .mapToObj(i -> i == 0 ? "---" : "---:")
                .collect(Collectors.joining("|", "|", "|")));
      }
    }
    return String.join("\n", lines) + "\n";
  }

  private int[] widths() {
    int columns = rows.stream().mapToInt(List::size).max().orElse(0);
    int[] widths = new int[columns];
    for (List<String> row : rows) {
      for (int i = 0; i < row.size(); i++) {
        widths[i] = Math.max(widths[i], row.get(i).length());
      }
    }
    return widths;
  }

  private static String line(List<String> row, int[] widths, String between) {
    List<String> cells = new ArrayList<>();
    for (int i = 0; i < row.size(); i++) {
      String pad = " ".repeat(widths[i] - row.get(i).length());
      cells.add(i == 0 ? row.get(i) + pad : pad + row.get(i));
    }
    return String.join(between, cells);
  }
}
