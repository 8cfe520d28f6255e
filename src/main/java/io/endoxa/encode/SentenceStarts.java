package io.endoxa.encode;

/** Where the sentences of a text begin, in UTF-16 chars. */
final class SentenceStarts {
  private SentenceStarts() {}

  /** Throws IllegalArgumentException unless the starts ascend from 0 and lie inside the text. */
  static void check(String text, int[] starts) {
    if (starts.length == 0 || starts[0] != 0) {
      throw new IllegalArgumentException("The first sentence must start at 0.");
    }
    for (int i = 1; i < starts.length; i++) {
      if (starts[i] <= starts[i - 1] || starts[i] >= text.length()) {
        throw new IllegalArgumentException(
            "Sentence %d starts at %d, expected more than %d and less than the text's length, %d."
                .formatted(i, starts[i], starts[i - 1], text.length()));
      }
    }
  }
}
