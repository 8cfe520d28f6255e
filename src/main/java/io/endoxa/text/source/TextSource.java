package io.endoxa.text.source;

import io.endoxa.text.Article;
import io.endoxa.text.Origin;
import io.endoxa.text.RejectReason;
import java.util.List;
import java.util.Set;

/**
 * Plain text: optional front matter between two lines {@code ---} at the top, each line a {@code
 * key: value}, then the body. Values are taken as they stand. Without front matter the file is all
 * body.
 */
final class TextSource extends WholeFileSource {
  private static final String FENCE = "---";

  TextSource(ArticleFields fields, int maxBytes) {
    super(fields, maxBytes);
  }

  @Override
  public String format() {
    return "txt";
  }

  @Override
  public Set<String> extensions() {
    return Set.of("txt");
  }

  @Override
  Article parse(String text, Origin origin) throws UnfitRecordException {
    ArticleDraft draft = new ArticleDraft(fields);
    List<String> lines = text.lines().toList();
    if (!lines.get(0).strip().equals(FENCE)) {
      return draft.toArticle(text, origin);
    }
    for (int i = 1; i < lines.size(); i++) {
      String line = lines.get(i).strip();
      if (line.equals(FENCE)) {
        String body = String.join("\n", lines.subList(i + 1, lines.size()));
        return draft.toArticle(body, origin);
      }
      if (!line.isEmpty()) {
        setField(draft, line, i + 1);
      }
    }
    throw new UnfitRecordException(
        RejectReason.BAD_FIELD,
        "front matter begins on line 1 and does not end. Close it with a line '---'.");
  }

  private static void setField(ArticleDraft draft, String line, int number)
      throws UnfitRecordException {
    int colon = line.indexOf(':');
    if (colon < 0) {
      throw badField(number, "has no colon, expected 'key: value'.");
    }
    String key = line.substring(0, colon).strip();
    if (!ArticleDraft.FIELDS.contains(key)) {
      String known = String.join(", ", ArticleDraft.FIELDS);
      throw badField(number, "the key is unknown. Known: %s.".formatted(known));
    }
    if (draft.has(key)) {
      throw badField(number, "key '%s' stands twice. Remove one.".formatted(key));
    }
    draft.set(key, line.substring(colon + 1));
  }

  private static UnfitRecordException badField(int lineNumber, String what) {
    return new UnfitRecordException(
        RejectReason.BAD_FIELD, "front matter, line %d: %s".formatted(lineNumber, what));
  }
}
