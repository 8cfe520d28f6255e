package io.endoxa.report.page;

import java.util.List;
import java.util.regex.Pattern;

/**
 * Builds HTML. Whatever is text or the value of an attribute is escaped here and nowhere else; tags
 * and names of attributes are ours.
 */
final class Html {
  /** Control characters but line breaks and tabs; embeddings, overrides and isolates. */
  private static final Pattern INVISIBLE =
      Pattern.compile("[\\p{Cc}&&[^\n\t]]|[\\u202A-\\u202E\\u2066-\\u2069]");

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

    /** Text that is not broken into lines. */
    static Cell unbroken(String text) {
      return new Cell(text, List.of("class", "w"));
    }

    static Cell number(String text) {
      return new Cell(text, List.of("class", "n"));
    }
  }

  /**
   * Begins a table.
   *
   * @param columns their names; those of numbers begin with # and stand at the right
   */
  Html openTable(String caption, List<String> columns, String... attributes) {
    paragraph(caption, "class", "caption");
    // Wide tables scroll by themselves, and by the keyboard, so that the page need not.
    open("div", "class", "scroll", "tabindex", "0", "role", "region", "aria-label", caption);
    open("table", attributes).open("thead").open("tr");
    for (String column : columns) {
      if (column.startsWith("#")) {
        element("th", column.substring(1), "scope", "col", "class", "n");
      } else {
        element("th", column, "scope", "col");
      }
    }
    return close("tr").close("thead").open("tbody");
  }

  /** A row of which the first cell is its heading. */
  Html row(List<Cell> cells, String... attributes) {
    open("tr", attributes);
    for (int i = 0; i < cells.size(); i++) {
      Cell cell = cells.get(i);
      String[] of = cell.attributes.toArray(String[]::new);
      if (i == 0) {
        open("th", "scope", "row").open("bdi").text(Words.name(cell.text)).inlineClose("bdi");
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

  /**
   * The text without characters that no page may hold, and without those that turn the direction of
   * what stands behind them.
   */
  static String visible(String text) {
    return INVISIBLE.matcher(text).replaceAll("");
  }

  private static String escaped(String of) {
    String text = visible(of);
    StringBuilder escaped = new StringBuilder(text.length() + 16);
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '&' -> escaped.append("&amp;");
        case '<' -> escaped.append("&lt;");
        case '>' -> escaped.append("&gt;");
        case '"' -> escaped.append("&quot;");
        case '\'' -> escaped.append("&#39;");
        default -> escaped.append(c);
      }
    }
    return escaped.toString();
  }
}
