package io.endoxa.text.source;

import io.endoxa.text.Origin;
import io.endoxa.text.ReadResult;
import io.endoxa.text.RejectReason;
import io.endoxa.text.Rejected;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/** Records that are read one after the other as they are asked for. Not thread-safe. */
abstract class RecordIterator implements Iterator<ReadResult> {
  private final String file;
  private @Nullable ReadResult next;
  private boolean any;
  private boolean stopped;

  RecordIterator(String file) {
    this.file = file;
  }

  /** The next record, or null where there is none to show, such as at a blank line. */
  abstract @Nullable ReadResult advance();

  /** Ends the records behind the one that {@link #advance} is about to return. */
  final void stop() {
    stopped = true;
  }

  /**
   * Ends the records where there are no more.
   *
   * @param empty what to say of the file if it had none
   * @return the file's rejection if it had none, else null
   */
  final @Nullable ReadResult end(String empty) {
    stop();
    return any
        ? null
        : new Rejected(new Origin(file, 1), RejectReason.EMPTY_FILE, empty, /* excerpt= */ "");
  }

  /** What to throw where the file itself cannot be read. */
  final UncheckedIOException unreadable(IOException e) {
    return new UncheckedIOException(file + ": cannot be read: " + e.getMessage(), e);
  }

  /** Whether a record was given out already. */
  final boolean any() {
    return any;
  }

  final String file() {
    return file;
  }

  @Override
  public final boolean hasNext() {
    while (next == null && !stopped) {
      next = advance();
    }
    return next != null;
  }

  @Override
  public final ReadResult next() {
    ReadResult result = hasNext() ? this.next : null;
    if (result == null) {
      throw new NoSuchElementException(file + " has no more records");
    }
    next = null;
    any = true;
    return result;
  }
}
