package io.endoxa.text.source;

import io.endoxa.text.Origin;
import io.endoxa.text.ReadResult;
import io.endoxa.text.RejectReason;
import io.endoxa.text.Rejected;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A row of a table that another package reads, on its way to an article. Not thread-safe. */
public final class TableRow {
  private final ArticleFields fields;
  private final Origin origin;
  private final Map<String, String> values = new HashMap<>();
  private @Nullable Rejected rejected;

  /** A row without values. */
  public TableRow(ArticleFields fields, Origin origin) {
    this.fields = fields;
    this.origin = origin;
  }

  /** Sets a field. */
  public void put(String field, String value) {
    values.put(field, value);
  }

  /** Sets a field to a text in UTF-8; bytes that are not make the row unfit. */
  public void put(String field, byte[] utf8) {
    try {
      if (utf8.length > ArticleSources.MAX_BYTES) {
        throw new UnfitRecordException(
            RejectReason.TOO_LARGE,
            "%s is longer than %d bytes. Split the article."
                .formatted(fields.columnOf(field), ArticleSources.MAX_BYTES));
      }
      values.put(field, RawText.decode(utf8));
    } catch (UnfitRecordException e) {
      rejected = e.rejected(origin, RawText.beginning(utf8));
    }
  }

  /** Makes the row unfit, since a field is not what it should be. */
  public void refuse(String field, String found) {
    rejected =
        new Rejected(
            origin,
            RejectReason.BAD_FIELD,
            "%s is %s, expected a text.".formatted(fields.columnOf(field), found),
            "");
  }

  /** The article, or why there is none. */
  public ReadResult result() {
    if (rejected != null) {
      return rejected;
    }
    ArticleDraft draft = new ArticleDraft(fields);
    ArticleDraft.FIELDS.forEach(field -> draft.set(field, values.get(field)));
    String text = values.getOrDefault(ArticleFields.TEXT, "");
    try {
      return draft.toArticle(text, origin);
    } catch (UnfitRecordException e) {
      return e.rejected(origin, text);
    }
  }
}
