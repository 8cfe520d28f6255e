package io.endoxa.text.source;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.io.JsonEOFException;
import io.endoxa.text.Article;
import io.endoxa.text.Origin;
import io.endoxa.text.RejectReason;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Set;

/** One JSON object as an article; only its text is required, unknown keys are ignored. */
final class JsonRecord {
  /** Whole numbers may stand here: corpora number their articles, and dumps count seconds. */
  private static final Set<String> MAY_BE_NUMBERS = Set.of(ArticleDraft.ID, ArticleDraft.PUBLISHED);

  private static final JsonFactory JSON =
      JsonFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  private JsonRecord() {}

  /**
   * The article.
   *
   * @throws UnfitRecordException if it is not one JSON object, or no article
   */
  static Article parse(String json, ArticleFields fields, Origin origin)
      throws UnfitRecordException {
    ArticleDraft draft = new ArticleDraft(fields);
    String text = "";
    try (JsonParser parser = JSON.createParser(json)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw badJson("found %s, expected one object.".formatted(describe(parser)));
      }
      for (String key = parser.nextFieldName(); key != null; key = parser.nextFieldName()) {
        parser.nextToken();
        String field = fields.fieldOf(key).orElse("");
        if (field.isEmpty()) {
          parser.skipChildren();
        } else if (field.equals(ArticleFields.TEXT)) {
          text = string(key, field, parser);
        } else {
          draft.set(field, string(key, field, parser));
        }
      }
      if (parser.nextToken() != null) {
        throw badJson("found %s after the object.".formatted(describe(parser)));
      }
    } catch (JsonProcessingException e) {
      throw badJson(what(e));
    } catch (IOException e) {
      throw new UncheckedIOException("a string cannot fail to be read", e);
    }
    return draft.toArticle(text, origin);
  }

  private static String string(String key, String field, JsonParser parser)
      throws IOException, UnfitRecordException {
    JsonToken token = parser.currentToken();
    boolean number = MAY_BE_NUMBERS.contains(field) && token == JsonToken.VALUE_NUMBER_INT;
    if (token == JsonToken.VALUE_STRING || number) {
      return parser.getText();
    }
    if (token == JsonToken.VALUE_NULL) {
      return "";
    }
    throw new UnfitRecordException(
        RejectReason.BAD_FIELD, "%s is %s, expected a text.".formatted(key, describe(parser)));
  }

  private static String describe(JsonParser parser) {
    JsonToken token = parser.currentToken();
    if (token == null) {
      return "nothing";
    }
    return switch (token) {
      case START_OBJECT, END_OBJECT -> "an object";
      case START_ARRAY, END_ARRAY -> "a list";
      case VALUE_TRUE, VALUE_FALSE -> "true or false";
      case VALUE_NULL -> "null";
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> "a number";
      default -> "a text";
    };
  }

  /** The library's own words quote the record. */
  private static String what(JsonProcessingException e) {
    String problem =
        e instanceof JsonEOFException
            ? "it ends early"
            : String.valueOf(e.getOriginalMessage()).startsWith("Duplicate field")
                ? "a key stands twice"
                : "it breaks the rules of JSON";
    return e.getLocation() == null
        ? problem + "."
        : "%s, at character %d.".formatted(problem, e.getLocation().getCharOffset());
  }

  private static UnfitRecordException badJson(String what) {
    return new UnfitRecordException(RejectReason.BAD_JSON, "is not a JSON object: " + what);
  }
}
