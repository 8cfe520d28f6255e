package io.endoxa.text.source;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The values of a JSON file as bytes, none longer than a limit in memory: the items of the list
 * that the file is or has in a {@link JsonEnvelope}, or values that follow each other. Knows as
 * much of JSON as is needed to find where a value ends: strings, brackets and commas. Not
 * thread-safe.
 */
final class JsonValues {
  /** Why a value cannot be read. */
  enum Fault {
    /** It is longer than the limit. */
    TOO_LARGE,
    /** It is so much longer that it is read no further. */
    ENDLESS,
    /** The file ends inside of it, or of the list. */
    ENDS_EARLY,
    /** It stands behind the end of the list. */
    AFTER_LIST,
    /** It begins the file, and is neither a list nor an object. */
    NO_JSON
  }

  /** One value, or the beginning of one with a fault. */
  static final class Value {
    /** Counts from 1. */
    final int number;

    /** Without white space around it; empty between two commas. */
    final byte[] bytes;

    final @Nullable Fault fault;

    private Value(int number, byte[] bytes, @Nullable Fault fault) {
      this.number = number;
      this.bytes = bytes;
      this.fault = fault;
    }
  }

  private enum Place {
    IN_LIST,
    AT_LIST_END,
    IN_SEQUENCE,
    AT_END
  }

  private static final int NONE = -1;
  private static final int BEGINNING_BYTES = 1024;
  private static final int BUFFER_BYTES = 1 << 16;
  private static final int MOST_TIMES_SKIPPED = 16;

  private final InputStream in;
  private final int maxBytes;
  private final String textKey;
  private byte[] buffer = new byte[BUFFER_BYTES];
  private int position;
  private int limit;
  private int number;
  private @Nullable Place place;
  private boolean inEnvelope;

  private final ByteArrayOutputStream value = new ByteArrayOutputStream();
  private long skipped;
  private int depth;
  private boolean inString;

  /**
   * Reads nothing yet.
   *
   * @param textKey the key that articles have their text under
   */
  JsonValues(InputStream in, int maxBytes, String textKey) {
    this.in = in;
    this.maxBytes = maxBytes;
    this.textKey = textKey;
  }

  /** The next value, or null at the end. After a fault other than its size there is none. */
  @Nullable Value next() throws IOException {
    if (place == null) {
      place = open();
    }
    return switch (place) {
      case IN_LIST -> item();
      case AT_LIST_END -> behindList();
      case IN_SEQUENCE -> following();
      case AT_END -> null;
    };
  }

  private Place open() throws IOException {
    skipByteOrderMark();
    int first = peekPastSpace();
    if (first == '[') {
      position++;
      return peekPastSpace() == ']' ? Place.AT_LIST_END : Place.IN_LIST;
    }
    inEnvelope = first == '{' && openEnvelope();
    return inEnvelope ? Place.IN_LIST : Place.IN_SEQUENCE;
  }

  /**
   * Goes to the first item of the list in an object, if it is around one. Looks ahead to the end of
   * the object, but no further than an article may be long: what is longer is no article.
   */
  private boolean openEnvelope() throws IOException {
    JsonEnvelope envelope = new JsonEnvelope(textKey);
    ByteArrayOutputStream ahead = new ByteArrayOutputStream();
    for (int b = peek();
        b != NONE && !envelope.isDecided() && ahead.size() < maxBytes;
        b = peek()) {
      envelope.see(b);
      ahead.write(b);
      position++;
    }
    int start = envelope.listStart();
    ahead.write(buffer, position, limit - position);
    buffer = Arrays.copyOf(ahead.toByteArray(), Math.max(BUFFER_BYTES, ahead.size()));
    position = Math.max(0, start);
    limit = ahead.size();
    return start >= 0;
  }

  /** Passes what stands between the list and the end of the object around it. */
  private @Nullable Fault leaveEnvelope() throws IOException {
    JsonEnvelope rest = new JsonEnvelope(textKey);
    rest.see('{');
    for (int b = peek(); !rest.hasEnded(); b = peek()) {
      if (b == NONE) {
        return Fault.ENDS_EARLY;
      }
      if (rest.hasList()) {
        return Fault.AFTER_LIST;
      }
      if (isEndless()) {
        return Fault.ENDLESS;
      }
      rest.see(b);
      keep(b);
      position++;
    }
    value.reset();
    return null;
  }

  private void skipByteOrderMark() throws IOException {
    int[] mark = {0xEF, 0xBB, 0xBF};
    for (int i = 0; i < mark.length && peek() == mark[i]; i++) {
      position++;
    }
  }

  /** Takes all up to a comma or the list's end. */
  private Value item() throws IOException {
    begin();
    for (int b = peekPastSpace(); b != NONE; b = peek()) {
      boolean outside = depth == 0 && !inString;
      if (outside && b == ',') {
        position++;
        return value();
      }
      if (outside && b == ']') {
        place = Place.AT_LIST_END;
        return value();
      }
      take(b);
      if (isEndless()) {
        return last(Fault.ENDLESS);
      }
    }
    return last(Fault.ENDS_EARLY);
  }

  /** Null, or what stands behind the list, which should be nothing. */
  private @Nullable Value behindList() throws IOException {
    position++;
    begin();
    Fault fault = inEnvelope ? leaveEnvelope() : null;
    if (fault != null) {
      return last(fault);
    }
    if (peekPastSpace() == NONE) {
      place = Place.AT_END;
      return null;
    }
    for (int b = peek(); b != NONE && value.size() < BEGINNING_BYTES; b = peek()) {
      take(b);
    }
    return last(Fault.AFTER_LIST);
  }

  /** Takes an object or a list up to its end, anything else up to a space. */
  private @Nullable Value following() throws IOException {
    int first = peekPastSpace();
    if (first == NONE) {
      return null;
    }
    begin();
    boolean nested = first == '{' || first == '[';
    for (int b = first; b != NONE; b = peek()) {
      if (!nested && isSpace(b)) {
        return plain();
      }
      take(b);
      if (nested && depth == 0 && !inString) {
        return value();
      }
      if (isEndless()) {
        return last(Fault.ENDLESS);
      }
    }
    return nested ? last(Fault.ENDS_EARLY) : plain();
  }

  /** A file of plain text would otherwise be rejected once for every word. */
  private Value plain() {
    return number == 1 ? last(Fault.NO_JSON) : value();
  }

  private void begin() {
    number++;
    value.reset();
    skipped = 0;
    depth = 0;
    inString = false;
  }

  private Value value() {
    return value(skipped > 0 ? Fault.TOO_LARGE : null);
  }

  private Value last(Fault fault) {
    place = Place.AT_END;
    return value(fault);
  }

  private Value value(@Nullable Fault fault) {
    byte[] bytes = value.toByteArray();
    int end = fault == null ? bytes.length : Math.min(bytes.length, BEGINNING_BYTES);
    while (end > 0 && isSpace(bytes[end - 1])) {
      end--;
    }
    return new Value(number, Arrays.copyOf(bytes, end), fault);
  }

  private void take(int b) throws IOException {
    keep(b);
    position++;
    if (inString) {
      if (b == '\\') {
        int escaped = peek();
        if (escaped != NONE) {
          keep(escaped);
          position++;
        }
      }
      inString = b != '"';
    } else {
      switch (b) {
        case '"' -> inString = true;
        case '{', '[' -> depth++;
        case '}', ']' -> depth = Math.max(0, depth - 1);
        default -> {}
      }
    }
  }

  private void keep(int b) {
    if (value.size() < maxBytes) {
      value.write(b);
    } else {
      skipped++;
    }
  }

  /** Whether an end is still worth looking for. */
  private boolean isEndless() {
    return skipped / MOST_TIMES_SKIPPED >= maxBytes;
  }

  private int peekPastSpace() throws IOException {
    int b = peek();
    while (isSpace(b)) {
      position++;
      b = peek();
    }
    return b;
  }

  private static boolean isSpace(int b) {
    return b == ' ' || b == '\n' || b == '\r' || b == '\t';
  }

  private int peek() throws IOException {
    if (position == limit) {
      position = 0;
      limit = Math.max(0, in.read(buffer));
    }
    return position < limit ? buffer[position] & 0xFF : NONE;
  }
}
