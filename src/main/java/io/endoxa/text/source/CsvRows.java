package io.endoxa.text.source;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a CSV file as bytes, none longer than a limit in memory. Knows as much of RFC 4180 as
 * is needed to find where a row ends: separators, quotes and line ends (LF, CRLF or CR).
 *
 * <p>Behind text after a closing quote, every quote of the row opens or closes, as if all of them
 * stood in pairs: a row whose writer doubled none then ends where it was meant to. Not thread-safe.
 */
final class CsvRows {
  /** What is wrong with a row's quotes or size. */
  enum Fault {
    /** It does not end within the limit. */
    TOO_LARGE,
    /** The file ends inside of quotes. */
    UNCLOSED_QUOTE,
    /** A closing quote is not followed by a separator or a line end. */
    TEXT_AFTER_QUOTE
  }

  /** One row without its line end, or the beginning of one with a fault. */
  static final class Row {
    /** The line that it begins on, from 1. */
    final int line;

    /** The line that it ends on; of a row without an end, the one that it begins on. */
    final int lastLine;

    final byte[] bytes;
    final @Nullable Fault fault;

    /** False if no end was found within the limit and the file. */
    final boolean ended;

    private Row(int line, int lastLine, byte[] bytes, @Nullable Fault fault, boolean ended) {
      this.line = line;
      this.lastLine = lastLine;
      this.bytes = bytes;
      this.fault = fault;
      this.ended = ended;
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
  private static final int MOST_READINGS = 4;
  private static final int MOST_BYTES_AHEAD = 1 << 16;

  private final InputStream in;
  private final int maxBytes;

  /** What is kept lies from {@link #start} to {@link #limit}; what comes next, at position. */
  private byte[] buffer = new byte[1 << 16];

  private int start;
  private int position;
  private int limit;

  /** Where in the file the buffer begins. */
  private long base;

  private long readAgain;
  private int line = 1;

  /** Whether the row has text after a closing quote. */
  private boolean broken;

  private State state = State.FIELD_START;
  private char separator;

  CsvRows(InputStream in, int maxBytes) {
    this.in = in;
    this.maxBytes = maxBytes;
  }

  /** The first line with anything on it, or how it begins. Before the first row. */
  byte[] firstLine() throws IOException {
    skipByteOrderMark();
    int first = position;
    int from = position;
    int b = peek();
    while (b != NONE && position - first < MOST_BYTES_AHEAD && !(isLineEnd(b) && position > from)) {
      position++;
      from = isLineEnd(b) ? position : from;
      b = peek();
    }
    byte[] line = Arrays.copyOfRange(buffer, from, position);
    position = first;
    return line;
  }

  /** Says what stands between columns. Before the first row. */
  void separateBy(char separator) {
    this.separator = separator;
  }

  /**
   * The next row, or null at the end. After one without an end, {@link #resumeAtNextLine} or {@link
   * #skipRow} says where to go on.
   */
  @Nullable Row next() throws IOException {
    forget(position);
    state = State.FIELD_START;
    broken = false;
    while (true) {
      int b = peek();
      if (b == NONE) {
        if (position == start) {
          return null;
        }
        return state == State.QUOTED ? endless(Fault.UNCLOSED_QUOTE) : ended();
      }
      if (endsRow(b)) {
        Row row = ended();
        consumeLineEnd();
        return row;
      }
      if (position - start == maxBytes) {
        return endless(Fault.TOO_LARGE);
      }
      broken |= state == State.QUOTE_IN_QUOTED && b != '"' && b != separator;
      state = after(b);
      position++;
    }
  }

  /**
   * After a row without an end: goes on with the line after the one that the row began on.
   *
   * @return false if so much was read again that it would take more than a few times as long as
   *     reading the file once; nothing more should be read then
   */
  boolean resumeAtNextLine() throws IOException {
    long seen = base + position;
    position = start;
    int b = peek();
    while (b != NONE && !isLineEnd(b)) {
      start = ++position;
      b = peek();
    }
    consumeLineEnd();
    long passed = base + position;
    readAgain += Math.max(0, seen - passed);
    return readAgain <= MOST_READINGS * (maxBytes + passed);
  }

  /** After a row without an end: goes on behind it, wherever that is. */
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
      case UNQUOTED -> broken && b == '"' ? State.QUOTED : afterText(b);
      case QUOTED -> b == '"' ? State.QUOTE_IN_QUOTED : State.QUOTED;
      case QUOTE_IN_QUOTED -> b == '"' ? State.QUOTED : afterText(b);
    };
  }

  private State afterText(int b) {
    return b == separator ? State.FIELD_START : State.UNQUOTED;
  }

  private boolean endsRow(int b) {
    return isLineEnd(b) && state != State.QUOTED;
  }

  private static boolean isLineEnd(int b) {
    return b == '\n' || b == '\r';
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

  private Row ended() {
    Fault fault = broken ? Fault.TEXT_AFTER_QUOTE : null;
    int lastLine = fault == null ? line : line + lineEnds(position);
    return new Row(line, lastLine, bytes(fault), fault, true);
  }

  private Row endless(Fault reason) {
    Fault fault = broken ? Fault.TEXT_AFTER_QUOTE : reason;
    return new Row(line, line, bytes(fault), fault, false);
  }

  private byte[] bytes(@Nullable Fault fault) {
    int shown = fault == null ? position : Math.min(position, start + BEGINNING_BYTES);
    return Arrays.copyOfRange(buffer, start, shown);
  }

  /** Lets go of what lies before {@code end}, and counts its lines. */
  private void forget(int end) {
    line += lineEnds(end);
    start = end;
  }

  private int lineEnds(int end) {
    int ends = 0;
    for (int i = start; i < end; i++) {
      boolean twoBytes = buffer[i] == '\r' && i + 1 < limit && buffer[i + 1] == '\n';
      ends += (buffer[i] == '\n' || buffer[i] == '\r') && !twoBytes ? 1 : 0;
    }
    return ends;
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
      base += start;
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
