package io.endoxa.text.source;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;

/**
 * Tells an object that is an article from one around a list of articles, such as {@code
 * {"articles": […]}}: the latter has no text, and of its values exactly one is a list that begins
 * with an object. Sees the bytes of the object one after the other. Not thread-safe.
 */
final class JsonEnvelope {
  private static final int NONE = -1;

  private final byte[] textKey;
  private final ByteArrayOutputStream key = new ByteArrayOutputStream();
  private int seen;
  private int depth;
  private boolean inString;
  private boolean escaped;
  private boolean keyComes;
  private boolean listOpens;
  private boolean hasText;
  private int list = NONE;
  private boolean several;

  /**
   * Has seen nothing.
   *
   * @param textKey the key that articles have their text under
   */
  JsonEnvelope(String textKey) {
    this.textKey = JsonStringEncoder.getInstance().quoteAsUTF8(textKey);
  }

  /** Sees the next byte. The first is the opening brace. */
  void see(int b) {
    if (inString) {
      seeInString(b);
    } else {
      seeOutside(b);
    }
    seen++;
  }

  private void seeInString(int b) {
    if (b == '"' && !escaped) {
      inString = false;
      hasText |= isKey() && Arrays.equals(key.toByteArray(), textKey);
      keyComes = false;
      return;
    }
    escaped = b == '\\' && !escaped;
    if (isKey() && key.size() <= textKey.length) {
      key.write(b);
    }
  }

  private boolean isKey() {
    return keyComes && depth == 1;
  }

  private void seeOutside(int b) {
    switch (b) {
      case ' ', '\n', '\r', '\t' -> {
        return;
      }
      case '"' -> {
        inString = true;
        key.reset();
      }
      case '{' -> {
        if (listOpens) {
          several |= list != NONE;
          list = list == NONE ? seen : list;
        }
        depth++;
        keyComes = depth == 1;
      }
      case '[' -> depth++;
      case '}', ']' -> depth--;
      case ',' -> keyComes = depth == 1;
      default -> {}
    }
    listOpens = b == '[' && depth == 2;
  }

  /** Whether nothing more can be learnt. */
  boolean isDecided() {
    return hasText || several || hasEnded();
  }

  /** Whether the closing brace was seen. */
  boolean hasEnded() {
    return seen > 0 && depth <= 0;
  }

  /** Whether a list of objects was seen. */
  boolean hasList() {
    return list != NONE;
  }

  /** How many bytes stand before the first object of the list; -1 if the object is around none. */
  int listStart() {
    return hasText || several ? NONE : list;
  }
}
