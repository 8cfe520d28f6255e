package io.endoxa.encode;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** The numbers that an encoder computes with. */
public enum Precision {
  /** Weights in eight bits: more than twice as fast, but the last digits depend on the CPU. */
  INT8,
  /** Weights in 32 bits. */
  FLOAT;

  /** What stands in job files and encoder descriptions: {@code int8} or {@code float}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Every word, in the order of the enum. */
  public static List<String> words() {
    return Arrays.stream(values()).map(Precision::word).toList();
  }

  /** Throws {@link IllegalArgumentException} for anything outside {@link #words()}. */
  public static Precision ofWord(String word) {
    return Arrays.stream(values())
        .filter(precision -> precision.word().equals(word))
        .findFirst()
        .orElseThrow(
            () -> new IllegalArgumentException("'" + word + "' is none of " + words() + "."));
  }
}
