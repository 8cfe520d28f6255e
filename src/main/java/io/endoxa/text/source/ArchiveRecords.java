package io.endoxa.text.source;

import io.endoxa.text.Origin;
import io.endoxa.text.ReadResult;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/** The records of a packed file; what is wrong with its packing is the last of them. */
final class ArchiveRecords extends RecordIterator {
  private final ArticleSource source;
  private final InputStream in;
  private @Nullable Iterator<ReadResult> records;
  private int position = 1;
  private boolean failed;

  /**
   * Opens nothing yet.
   *
   * @param in throws {@link BadArchiveException} if it cannot be unpacked
   */
  ArchiveRecords(String file, ArticleSource source, InputStream in) {
    super(file);
    this.source = source;
    this.in = in;
  }

  /** Whether the record given out last says what is wrong with the packing. */
  boolean failed() {
    return failed;
  }

  @Override
  @Nullable ReadResult advance() {
    try {
      if (records == null) {
        records = source.read(file(), in);
      }
      if (!records.hasNext()) {
        stop();
        return null;
      }
      ReadResult result = records.next();
      position = result.origin().position();
      return result;
    } catch (UncheckedIOException e) {
      return lastWords(e.getCause(), e);
    } catch (IOException e) {
      return lastWords(e, unreadable(e));
    }
  }

  private ReadResult lastWords(@Nullable IOException cause, UncheckedIOException otherwise) {
    if (cause instanceof BadArchiveException bad) {
      stop();
      failed = true;
      return bad.rejected(new Origin(file(), any() ? position + 1 : position));
    }
    throw otherwise;
  }
}
