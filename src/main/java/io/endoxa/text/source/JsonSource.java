package io.endoxa.text.source;

import io.endoxa.text.Origin;
import io.endoxa.text.ReadResult;
import io.endoxa.text.RejectReason;
import java.io.IOException;
import java.io.InputStream;
import java.util.Iterator;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A list of JSON objects, or an object around one as {@link JsonEnvelope} has it, or objects that
 * follow each other; only {@code text} is required, unknown keys are ignored. Positions count the
 * objects. A bad object is rejected and the rest still read, as far as it can be seen where the
 * object ends; JSON lines bear more damage.
 */
final class JsonSource implements ArticleSource {
  private final ArticleFields fields;
  private final int maxBytes;

  JsonSource(ArticleFields fields, int maxBytes) {
    this.fields = fields;
    this.maxBytes = maxBytes;
  }

  @Override
  public String format() {
    return "json";
  }

  @Override
  public Set<String> extensions() {
    return Set.of("json");
  }

  @Override
  public Iterator<ReadResult> read(String file, InputStream in) {
    return new Records(
        file, new JsonValues(new Utf8Stream(in), maxBytes, fields.columnOf(ArticleFields.TEXT)));
  }

  private final class Records extends RecordIterator {
    private final JsonValues values;

    Records(String file, JsonValues values) {
      super(file);
      this.values = values;
    }

    @Override
    @Nullable ReadResult advance() {
      JsonValues.Value value = nextValue();
      if (value == null) {
        return end("holds no objects, expected a list of JSON objects.");
      }
      Origin origin = new Origin(file(), value.number);
      try {
        return record(value, origin);
      } catch (UnfitRecordException e) {
        return e.rejected(origin, RawText.beginning(value.bytes));
      }
    }

    private JsonValues.@Nullable Value nextValue() {
      try {
        return values.next();
      } catch (IOException e) {
        throw unreadable(e);
      }
    }

    private ReadResult record(JsonValues.Value value, Origin origin) throws UnfitRecordException {
      try {
        RawText.requireText(value.bytes);
      } catch (UnfitRecordException e) {
        if (value.number == 1) {
          // A binary file would otherwise be rejected once for every space that it happens to have.
          stop();
        }
        throw e;
      }
      requireWhole(value);
      return JsonRecord.parse(RawText.decode(value.bytes), fields, origin);
    }
  }

  private void requireWhole(JsonValues.Value value) throws UnfitRecordException {
    if (value.fault == null) {
      return;
    }
    switch (value.fault) {
      case TOO_LARGE ->
          throw new UnfitRecordException(
              RejectReason.TOO_LARGE,
              "is longer than %d bytes. Split the article.".formatted(maxBytes));
      case ENDLESS ->
          throw new UnfitRecordException(
              RejectReason.TOO_LARGE,
              "is many times longer than %d bytes. Objects from here on are not read."
                  .formatted(maxBytes));
      case ENDS_EARLY ->
          throw new UnfitRecordException(
              RejectReason.BAD_JSON,
              "does not end before the file does: a bracket or a quote is not closed. Objects from"
                  + " here on are not read. Close it.");
      case NO_JSON ->
          throw new UnfitRecordException(
              RejectReason.BAD_JSON,
              "begins with neither [ nor {, and is read no further. Expected a list of JSON objects,"
                  + " or objects behind each other.");
      case AFTER_LIST ->
          throw new UnfitRecordException(
              RejectReason.BAD_JSON,
              "stands behind the end of the list and is not read. Put it into the list.");
    }
  }
}
