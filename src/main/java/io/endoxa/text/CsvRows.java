package io.endoxa.text;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a CSV file as bytes, none longer than a limit in memory. Knows as much of RFC 4180 as
 * is needed to find where a row ends: commas, quotes and line ends (LF, CRLF or CR). Not
 * thread-safe.
 */
final class CsvRows {
  /** Why a row has no certain end. */
  enum Fault {
    /** It does not end within the limit. */
    TOO_LARGE,
    /** The file ends inside of quotes. */
    UNCLOSED_QUOTE,
    /** A closing quote is not followed by a comma or a line end. */
    TEXT_AFTER_QUOTE
  }

  /** One row without its line end, or the beginning of one with a fault. */
  static final class Row {
    /** The line that it begins on, from 1. */
    final int line;

    final byte[] bytes;
    final @Nullable Fault fault;

    private Row(int line, byte[] bytes, @Nullable Fault fault) {
      this.line = line;
      this.bytes = bytes;
      this.fault = fault;
    }
  }

  private enum State {
    FIELD_START,
    UNQUOTED,
    QUOTED,
    QUOTE_IN_QUOTED
  }

  private static final int NONE = -1;
  private static final int BEGINNING_BYTES = 1024;

  private final InputStream in;
  private final int maxBytes;

  /** What is kept lies from {@link #start} to {@link #limit}; what comes next, at position. */
  private byte[] buffer = new byte[1 << 16];

  private int start;
  private int position;
  private int limit;
  private int line = 1;
  private boolean begun;
  private State state = State.FIELD_START;

  CsvRows(InputStream in, int maxBytes) {
    this.in = in;
    this.maxBytes = maxBytes;
  }

  /**
   * The next row, or null at the end. After one with a fault, {@link #resumeAtNextLine} or {@link
   * #skipRow} says where to go on.
   */
  @Nullable Row next() throws IOException {
    if (!begun) {
      begun = true;
      skipByteOrderMark();
    }
    forget(position);
    state = State.FIELD_START;
    while (true) {
      int b = peek();
      if (b == NONE) {
        return position == start
            ? null
            : row(position, state == State.QUOTED ? Fault.UNCLOSED_QUOTE : null);
      }
      if (endsRow(b)) {
        int end = position;
        consumeLineEnd();
        return row(end, null);
      }
      if (position - start == maxBytes) {
        return row(position, Fault.TOO_LARGE);
      }
      if (state == State.QUOTE_IN_QUOTED && b != '"' && b != ',') {
        return row(position, Fault.TEXT_AFTER_QUOTE);
      }
      state = after(b);
      position++;
    }
  }

  /** After a fault: goes on with the line after the one that the row began on. */
  void resumeAtNextLine() throws IOException {
    position = start;
    int b = peek();
    while (b != NONE && b != '\n' && b != '\r') {
      start = ++position;
      b = peek();
    }
    consumeLineEnd();
  }

  /** After a fault: goes on behind the row, taking text after a quote as part of its field. */
  void skipRow() throws IOException {
    int b = peek();
    while (b != NONE && !endsRow(b)) {
      state = after(b);
      position++;
      if (position - start > maxBytes) {
        // One byte stays, so that a line end of two bytes is counted once.
        forget(position - 1);
      }
      b = peek();
    }
    consumeLineEnd();
  }

  private State after(int b) {
    return switch (state) {
      case FIELD_START -> b == '"' ? State.QUOTED : afterText(b);
      case UNQUOTED -> afterText(b);
      case QUOTED -> b == '"' ? State.QUOTE_IN_QUOTED : State.QUOTED;
      case QUOTE_IN_QUOTED -> b == '"' ? State.QUOTED : afterText(b);
    };
  }

  private static State afterText(int b) {
    return b == ',' ? State.FIELD_START : State.UNQUOTED;
  }

  private boolean endsRow(int b) {
    return (b == '\n' || b == '\r') && state != State.QUOTED;
  }

  private void consumeLineEnd() throws IOException {
    boolean carriageReturn = peek() == '\r';
    if (carriageReturn) {
      position++;
    }
    if (peek() == '\n') {
      position++;
    }
  }

  private Row row(int end, @Nullable Fault fault) {
    int shown = fault == null ? end : Math.min(end, start + BEGINNING_BYTES);
    return new Row(line, Arrays.copyOfRange(buffer, start, shown), fault);
  }

  /** Lets go of what lies before {@code end}, and counts its lines. */
  private void forget(int end) {
    for (int i = start; i < end; i++) {
      boolean twoBytes = buffer[i] == '\r' && i + 1 < limit && buffer[i + 1] == '\n';
      line += (buffer[i] == '\n' || buffer[i] == '\r') && !twoBytes ? 1 : 0;
    }
    start = end;
  }

  private void skipByteOrderMark() throws IOException {
    int[] mark = {0xEF, 0xBB, 0xBF};
    while (position < mark.length && peek() == mark[position]) {
      position++;
    }
    position = position == mark.length ? position : 0;
  }

  private int peek() throws IOException {
    if (position == limit && !fill()) {
      return NONE;
    }
    return buffer[position] & 0xFF;
  }

  private boolean fill() throws IOException {
    if (start > 0) {
      System.arraycopy(buffer, start, buffer, 0, limit - start);
      position -= start;
      limit -= start;
      start = 0;
    }
    if (limit == buffer.length) {
      buffer = Arrays.copyOf(buffer, 2 * buffer.length);
    }
    int read = in.read(buffer, limit, buffer.length - limit);
    limit += Math.max(0, read);
    return position < limit;
  }
}
