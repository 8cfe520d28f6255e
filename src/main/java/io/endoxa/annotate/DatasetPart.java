package io.endoxa.annotate;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Which labelled articles of a dataset are meant. */
public enum DatasetPart {
  /** Every one, whatever the splits say. */
  ALL,
  /** Those to learn from. */
  TRAIN,
  /** Those to choose settings by. */
  DEVELOPMENT,
  /** Those to measure the final model on, once. */
  TEST,
  /** A small part of {@link #TRAIN}, for quick runs. */
  SAMPLE;

  /** The part as it stands in files: lower case. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  public static List<String> words() {
    return Arrays.stream(values()).map(DatasetPart::word).toList();
  }

  /** The part of one of {@link #words}. */
  public static DatasetPart ofWord(String word) {
    return valueOf(word.toUpperCase(Locale.ROOT));
  }
}
