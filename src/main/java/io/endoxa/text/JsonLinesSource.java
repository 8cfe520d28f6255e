package io.endoxa.text;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One JSON object per line; only {@code text} is required, unknown fields are ignored. A bad line
 * is rejected and the rest still read; blank lines are skipped.
 */
final class JsonLinesSource implements ArticleSource {
  static final int MAX_LINE_BYTES = 16 << 20;

  private static final String TEXT = "text";
  private static final JsonFactory JSON =
      JsonFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  private final int maxLineBytes;

  JsonLinesSource() {
    this(MAX_LINE_BYTES);
  }

  JsonLinesSource(int maxLineBytes) {
    this.maxLineBytes = maxLineBytes;
  }

  @Override
  public String format() {
    return "jsonl";
  }

  @Override
  public Set<String> extensions() {
    return Set.of("jsonl");
  }

  @Override
  public Iterator<ReadResult> read(String file, InputStream in) {
    return new Records(file, new LineReader(in, maxLineBytes));
  }

  private final class Records extends RecordIterator {
    private final LineReader lines;

    Records(String file, LineReader lines) {
      super(file);
      this.lines = lines;
    }

    @Override
    @Nullable ReadResult advance() {
      LineReader.Line line = nextLine();
      if (line == null) {
        stop();
        return any()
            ? null
            : new Rejected(
                new Origin(file(), 1),
                RejectReason.EMPTY_FILE,
                "is empty, expected one JSON object per line.",
                "");
      }
      Origin origin = new Origin(file(), line.number);
      try {
        return record(line, origin);
      } catch (UnfitRecordException e) {
        return e.rejected(origin, RawText.beginning(line.bytes));
      }
    }

    private LineReader.@Nullable Line nextLine() {
      try {
        return lines.next();
      } catch (IOException e) {
        throw new UncheckedIOException(file() + ": cannot be read: " + e.getMessage(), e);
      }
    }

    private void requireTextOrStop(byte[] bytes) throws UnfitRecordException {
      try {
        RawText.requireText(bytes);
      } catch (UnfitRecordException e) {
        stop();
        throw e;
      }
    }

    private @Nullable ReadResult record(LineReader.Line line, Origin origin)
        throws UnfitRecordException {
      if (line.number == 1) {
        // A binary file would otherwise be rejected once for every line end that it happens to
        // have.
        requireTextOrStop(line.bytes);
      }
      if (line.tooLong) {
        throw new UnfitRecordException(
            RejectReason.TOO_LARGE,
            "is longer than %d bytes. Split the article.".formatted(maxLineBytes));
      }
      RawText.requireText(line.bytes);
      String json = RawText.decode(line.bytes);
      return json.isBlank() ? null : parse(json, origin);
    }
  }

  private static Article parse(String json, Origin origin) throws UnfitRecordException {
    ArticleDraft draft = new ArticleDraft();
    String text = "";
    try (JsonParser parser = JSON.createParser(json)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw badJson("found %s, expected one object.".formatted(describe(parser)));
      }
      for (String key = parser.nextFieldName(); key != null; key = parser.nextFieldName()) {
        parser.nextToken();
        if (key.equals(TEXT)) {
          text = string(key, parser);
        } else if (ArticleDraft.FIELDS.contains(key)) {
          draft.set(key, string(key, parser));
        } else {
          parser.skipChildren();
        }
      }
      if (parser.nextToken() != null) {
        throw badJson("found %s after the object.".formatted(describe(parser)));
      }
    } catch (JsonProcessingException e) {
      throw badJson(e.getOriginalMessage() + ".");
    } catch (IOException e) {
      throw new UncheckedIOException("a string cannot fail to be read", e);
    }
    return draft.toArticle(text, origin);
  }

  private static String string(String key, JsonParser parser)
      throws IOException, UnfitRecordException {
    JsonToken token = parser.currentToken();
    // Corpora number their articles, and a whole number has one spelling.
    boolean numberedId = key.equals(ArticleDraft.ID) && token == JsonToken.VALUE_NUMBER_INT;
    if (token == JsonToken.VALUE_STRING || numberedId) {
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

  private static UnfitRecordException badJson(String what) {
    return new UnfitRecordException(RejectReason.BAD_JSON, "is not a JSON object: " + what);
  }
}
