package io.endoxa.report;

import java.util.List;

/**
 * A table of a run's summary.
 *
 * @param title its heading
 * @param rows the first is the head; numbers already as they are to be read
 */
public record NamedTable(String title, List<List<String>> rows) {
  public NamedTable {
    rows = rows.stream().map(List::copyOf).toList();
  }

  private TextTable table() {
    TextTable table = new TextTable();
    rows.forEach(table::row);
    return table;
  }

  /** For a terminal. */
  public String plain() {
    return title + "\n" + table().plain();
  }

  String markdown() {
    return "## " + title + "\n\n" + table().markdown();
  }
}
