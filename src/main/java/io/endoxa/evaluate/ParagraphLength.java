package io.endoxa.evaluate;

import java.util.List;

/** How long a paragraph is, in words that white space separates. */
public enum ParagraphLength {
  SHORT("under 30 words", 30),
  MIDDLE("30 to 79 words", 80),
  LONG("80 to 160 words", 161),
  LONGEST("over 160 words", Integer.MAX_VALUE);

  private static final List<ParagraphLength> ALL = List.of(values());

  private final String label;
  private final int below;

  ParagraphLength(String label, int below) {
    this.label = label;
    this.below = below;
  }

  public static ParagraphLength of(String text) {
    int words = text.isBlank() ? 0 : text.strip().split("\\s+").length;
    return ALL.stream().filter(length -> words < length.below).findFirst().orElse(LONGEST);
  }

  /** Its name in reports. */
  public String label() {
    return label;
  }
}
