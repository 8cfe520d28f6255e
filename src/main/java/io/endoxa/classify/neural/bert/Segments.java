package io.endoxa.classify.neural.bert;

/** How the rows of one matrix are shared out to texts: text i has {@code length(i)} rows. */
final class Segments {
  private final int[] starts;

  /** Texts of these lengths, one under the other. */
  Segments(int... lengths) {
    starts = new int[lengths.length + 1];
    for (int i = 0; i < lengths.length; i++) {
      starts[i + 1] = starts[i] + lengths[i];
    }
  }

  int count() {
    return starts.length - 1;
  }

  int start(int text) {
    return starts[text];
  }

  int length(int text) {
    return starts[text + 1] - starts[text];
  }

  /** The rows of all texts. */
  int rows() {
    return starts[count()];
  }
}
