package io.endoxa.spark;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a column of a table holds, for people.
 *
 * @param means what a value says
 * @param unit of numbers; null if they have none
 * @param values their range, or all that there are; null if anything may stand there
 * @param whenNull what null means; null for a column without nulls
 * @param example one value, as text
 */
public record ColumnNote(
    String means,
    @Nullable String unit,
    @Nullable String values,
    @Nullable String whenNull,
    String example) {
  public ColumnNote {
    Objects.requireNonNull(means, "means");
    Objects.requireNonNull(example, "example");
  }

  /** All but the example, as one line. */
  public String line() {
    StringBuilder line = new StringBuilder(means);
    append(line, "unit", unit);
    append(line, "values", values);
    append(line, "null", whenNull);
    return line.toString();
  }

  private static void append(StringBuilder line, String word, @Nullable String text) {
    if (text != null) {
      line.append("; ").append(word).append(": ").append(text);
    }
  }

  /** The same of one question. */
  ColumnNote ofQuestion(String id, String proposition) {
    return new ColumnNote(
        means.replace(TableNotes.QUESTION, id).replace(TableNotes.PROPOSITION, proposition),
        unit,
        values,
        whenNull,
        example);
  }
}
