package io.endoxa.text;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One document as it was read.
 *
 * @param id the given id, or a {@link ContentHash} of source, url, title and text
 * @param source the outlet
 * @param published when it appeared; a date without a time is midnight UTC
 * @param url where it appeared
 * @param title its headline; not part of the text unless the file repeats it there
 * @param language a language tag such as {@code en}, as the file gives it
 * @param text paragraphs separated by blank lines, not yet cleaned; never blank
 * @param origin where it was read
 */
public record Article(
    String id,
    @Nullable String source,
    @Nullable Instant published,
    @Nullable String url,
    @Nullable String title,
    @Nullable String language,
    String text,
    Origin origin)
    implements ReadResult {
  public Article {
    if (id.isBlank()) {
      throw new IllegalArgumentException(origin + ": an article's id is blank");
    }
    if (text.isBlank()) {
      throw new IllegalArgumentException(origin + ": an article's text is blank");
    }
  }
}
