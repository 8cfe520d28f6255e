package io.endoxa.text;

import java.util.Locale;

/** Who speaks in a paragraph. */
public enum Voice {
  /** The article's author. */
  AUTHOR,
  /** Somebody whom the author quotes or paraphrases. */
  REPORTED,
  /** Both in turn. */
  MIXED;

  /** The voice as it stands in tables: lower case. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
