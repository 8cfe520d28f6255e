package io.endoxa.text;

/**
 * A piece of a text, in UTF-16 units.
 *
 * @param start of the first unit
 * @param end after the last unit, larger than {@code start}
 */
public record TextSpan(int start, int end) {
  public TextSpan {
    if (start < 0 || end <= start) {
      throw new IllegalArgumentException(
          "a span from %d to %d is none: expected 0 <= start < end".formatted(start, end));
    }
  }

  /** The piece of {@code text}, which must be the text that was cut. */
  public String of(String text) {
    return text.substring(start, end);
  }

  public int length() {
    return end - start;
  }
}
