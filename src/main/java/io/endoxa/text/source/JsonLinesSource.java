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
 * One JSON object per line; only {@code text} is required, unknown fields are ignored. A bad line
 * is rejected and the rest still read; blank lines are skipped.
 */
final class JsonLinesSource implements ArticleSource {
  private final ArticleFields fields;
  private final int maxLineBytes;

  JsonLinesSource(ArticleFields fields, int maxLineBytes) {
    this.fields = fields;
    this.maxLineBytes = maxLineBytes;
  }

  @Override
  public String format() {
    return "jsonl";
  }

  @Override
  public Set<String> extensions() {
    return Set.of("jsonl", "ndjson");
  }

  @Override
  public Iterator<ReadResult> read(String file, InputStream in) {
    return new Records(file, new LineReader(new Utf8Stream(in), maxLineBytes));
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
        return end("is empty, expected one JSON object per line.");
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
        throw unreadable(e);
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
      return json.isBlank() ? null : JsonRecord.parse(json, fields, origin);
    }
  }
}
