package io.endoxa.text;

import java.util.Locale;

/** Why a paragraph that is kept should be looked at twice: it may not be the article's own text. */
public enum ParagraphMark {
  /** It says what the headline says. */
  HEADLINE,
  /** Its words stand in an earlier paragraph of the article, as repeated captions do. */
  REPEATED,
  /** An item of a numbered list at the very beginning or end, such as a summary. */
  NUMBERED_SUMMARY;

  /** The mark as it stands in tables: lower case. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
