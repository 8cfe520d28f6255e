package io.endoxa.report.page;

import java.util.List;

/**
 * Builds HTML. Whatever is text or the value of an attribute is escaped here and nowhere else; tags
 * and names of attributes are ours.
 */
final class Html {
  private final StringBuilder out = new StringBuilder();

  /** Begins an element; attributes are name and value, one after the other. */
  Html open(String tag, String... attributes) {
    out.append('<').append(tag);
    for (int i = 0; i < attributes.length; i += 2) {
      out.append(' ').append(attributes[i]).append("=\"").append(escaped(attributes[i + 1]));
      out.append('"');
    }
    out.append('>');
    return this;
  }

  Html close(String tag) {
    out.append("</").append(tag).append(">\n");
    return this;
  }

  Html text(String text) {
    out.append(escaped(text));
    return this;
  }

  /** An element that holds nothing but text. */
  Html element(String tag, String text, String... attributes) {
    return open(tag, attributes).text(text).inlineClose(tag);
  }

  /** A paragraph of text. */
  Html paragraph(String text, String... attributes) {
    return element("p", text, attributes);
  }

  /** A cell of a table's body. */
  record Cell(String text, List<String> attributes) {
    Cell {
      attributes = List.copyOf(attributes);
    }

    static Cell text(String text) {
      return new Cell(text, List.of());
    }

    static Cell number(String text) {
      return new Cell(text, List.of("class", "n"));
    }
  }

  /** Begins a table, with its caption and the names of its columns; numbers stand at the right. */
  Html openTable(String caption, List<String> columns, String... attributes) {
    // Wide tables scroll by themselves, and by the keyboard, so that the page need not.
    open("div", "class", "scroll", "tabindex", "0", "role", "region", "aria-label", caption);
    open("table", attributes).element("caption", caption).open("thead").open("tr");
    columns.forEach(column -> element("th", column, "scope", "col"));
    return close("tr").close("thead").open("tbody");
  }

  /** A row of which the first cell is its heading. */
  Html row(List<Cell> cells, String... attributes) {
    open("tr", attributes);
    for (int i = 0; i < cells.size(); i++) {
      Cell cell = cells.get(i);
      String[] of = cell.attributes.toArray(String[]::new);
      if (i == 0) {
        open("th", "scope", "row").open("bdi").text(cell.text).inlineClose("bdi");
        inlineClose("th");
      } else {
        element("td", cell.text, of);
      }
    }
    return close("tr");
  }

  Html closeTable() {
    return close("tbody").close("table").close("div");
  }

  /** Begins what is shown on request. */
  Html openDetails(String summary, String... attributes) {
    return open("details", attributes).element("summary", summary);
  }

  /** What is ours and already HTML, CSS or a script; never anything that was read. */
  Html raw(String ours) {
    out.append(ours);
    return this;
  }

  Html inlineClose(String tag) {
    out.append("</").append(tag).append('>');
    return this;
  }

  @Override
  public String toString() {
    return out.toString();
  }

  private static String escaped(String text) {
    StringBuilder escaped = new StringBuilder(text.length() + 16);
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '&' -> escaped.append("&amp;");
        case '<' -> escaped.append("&lt;");
        case '>' -> escaped.append("&gt;");
        case '"' -> escaped.append("&quot;");
        case '\'' -> escaped.append("&#39;");
        case '\n', '\t' -> escaped.append(c);
        // No page may hold other control characters.
        default -> escaped.append(Character.isISOControl(c) ? '\uFFFD' : c);
      }
    }
    return escaped.toString();
  }
}
