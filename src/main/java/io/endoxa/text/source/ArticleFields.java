package io.endoxa.text.source;

import java.io.Serializable;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * How the fields of an article are called in tables, and how they are read.
 *
 * @param columns the column or key that a field is taken from, by field; a field that is not here
 *     is called as in {@link #NAMES}. Front matter and the metadata of web pages have names of
 *     their own
 * @param zone of dates and times that name none
 */
public record ArticleFields(Map<String, String> columns, ZoneId zone) implements Serializable {
  public static final String TEXT = "text";
  public static final String ID = ArticleDraft.ID;
  public static final String PUBLISHED = ArticleDraft.PUBLISHED;

  /** Every field of an article. */
  public static final List<String> NAMES =
      Stream.concat(ArticleDraft.FIELDS.stream(), Stream.of(TEXT)).toList();

  /** The fields by their own names, and UTC. */
  public static final ArticleFields STANDARD = new ArticleFields(Map.of(), ZoneOffset.UTC);

  /**
   * Checks the names.
   *
   * @throws IllegalArgumentException if a field is none of {@link #NAMES}, or two are taken from
   *     one column
   */
  public ArticleFields {
    columns = Map.copyOf(columns);
    for (String field : columns.keySet()) {
      if (!NAMES.contains(field)) {
        throw new IllegalArgumentException(
            "field '%s' is unknown. Known: %s.".formatted(field, String.join(", ", NAMES)));
      }
    }
    if (columns.values().stream().distinct().count() < columns.size()) {
      throw new IllegalArgumentException("two fields are taken from one column: " + columns);
    }
  }

  /** The column that a field is taken from. */
  public String columnOf(String field) {
    return columns.getOrDefault(field, field);
  }

  /** The field that a column of this name holds; empty if there is none. */
  public Optional<String> fieldOf(String column) {
    return field(column, false);
  }

  /** As {@link #fieldOf}, whatever the case of the letters. */
  Optional<String> fieldOfAnyCase(String column) {
    return field(column, true);
  }

  private Optional<String> field(String column, boolean anyCase) {
    // A column that a field is mapped to is not also the field that it is called like.
    Optional<String> mapped =
        NAMES.stream()
            .filter(columns::containsKey)
            .filter(field -> same(columnOf(field), column, anyCase))
            .findFirst();
    return mapped.isPresent()
        ? mapped
        : NAMES.stream()
            .filter(field -> !columns.containsKey(field) && same(field, column, anyCase))
            .findFirst();
  }

  private static boolean same(String a, String b, boolean anyCase) {
    return anyCase ? a.equalsIgnoreCase(b) : a.equals(b);
  }
}
