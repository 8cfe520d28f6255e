package io.endoxa.text.source;

import io.endoxa.text.Article;
import io.endoxa.text.ContentHash;
import io.endoxa.text.Origin;
import io.endoxa.text.PublishedDates;
import io.endoxa.text.RejectReason;
import io.endoxa.text.VisibleText;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The fields of an article while it is read. */
final class ArticleDraft {
  static final String ID = "id";
  static final String SOURCE = "source";
  static final String PUBLISHED = "published";
  static final String URL = "url";
  static final String TITLE = "title";
  static final String LANGUAGE = "language";

  /**
   * A text may have so many UTF-16 units, which is a novel. Cutting the worst of them takes a
   * second.
   */
  static final int MAX_TEXT = 1 << 19;

  private static final int LONGEST_FORM = 40;

  /** Every field besides the text. */
  static final List<String> FIELDS = List.of(ID, SOURCE, PUBLISHED, URL, TITLE, LANGUAGE);

  private final ArticleFields fields;
  private final Map<String, String> values = new HashMap<>();

  ArticleDraft(ArticleFields fields) {
    this.fields = fields;
  }

  /** Sets a field, on one line without invisible characters; a null or blank value is no value. */
  void set(String field, @Nullable String value) {
    String line = value == null ? "" : VisibleText.of(value).oneLine();
    if (!line.isEmpty()) {
      values.put(field, line);
    }
  }

  boolean has(String field) {
    return values.containsKey(field);
  }

  Article toArticle(String text, Origin origin) throws UnfitRecordException {
    if (text.isBlank()) {
      throw new UnfitRecordException(
          RejectReason.MISSING_TEXT, "holds no text, expected at least one paragraph.");
    }
    if (text.length() > MAX_TEXT) {
      throw new UnfitRecordException(
          RejectReason.TOO_LARGE,
          "has a text of %d characters, more than %d. Split the article."
              .formatted(text.length(), MAX_TEXT));
    }
    String id = values.get(ID);
    String source = values.get(SOURCE);
    String url = values.get(URL);
    String title = values.get(TITLE);
    return new Article(
        id == null ? ContentHash.of(source, url, title, text) : id,
        source,
        published(),
        url,
        title,
        values.get(LANGUAGE),
        text,
        origin);
  }

  private @Nullable Instant published() throws UnfitRecordException {
    String published = values.get(PUBLISHED);
    if (published == null) {
      return null;
    }
    return PublishedDates.parse(published, fields.zone())
        .orElseThrow(
            () ->
                new UnfitRecordException(
                    RejectReason.BAD_FIELD,
                    "published has the form '%s', expected %s."
                        .formatted(form(published), PublishedDates.EXPECTED)));
  }

  /** Details of rejections get into logs, where nothing of an article belongs: 99/99/9999. */
  private static String form(String value) {
    String beginning = value.substring(0, Math.min(value.length(), LONGEST_FORM));
    return beginning.replaceAll("\\p{N}", "9").replaceAll("[^9\\p{Punct} ]", "a");
  }
}
