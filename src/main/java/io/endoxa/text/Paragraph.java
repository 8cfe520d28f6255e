package io.endoxa.text;

import org.jspecify.annotations.Nullable;

/**
 * The unit that is labelled.
 *
 * @param id a {@link ContentHash} of article id, index and normalised text
 * @param articleId the article it is from
 * @param index its place in the article, from 0
 * @param text cleaned
 * @param charStart where it begins in the article's clean text, in UTF-16 units
 * @param charEnd where it ends there, exclusive
 * @param duplicateOf the id of the first paragraph of the article with the same normalised text;
 *     null for that one itself
 * @param mark why it may not be the article's own text; null if nothing speaks for that
 * @param language a two-letter code; null if neither text nor file tells
 * @param attribution whose words it holds; null in another language than English
 */
public record Paragraph(
    String id,
    String articleId,
    int index,
    String text,
    int charStart,
    int charEnd,
    @Nullable String duplicateOf,
    @Nullable ParagraphMark mark,
    @Nullable String language,
    @Nullable Attribution attribution) {
  public Paragraph {
    if (charEnd - charStart != text.length()) {
      throw new IllegalArgumentException(
          "paragraph %d of article %s: %d characters from %d to %d"
              .formatted(index, articleId, text.length(), charStart, charEnd));
    }
  }
}
