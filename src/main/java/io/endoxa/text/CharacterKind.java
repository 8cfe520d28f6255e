package io.endoxa.text;

/** Kinds of code points that need care in text off the web. */
final class CharacterKind {
  private CharacterKind() {}

  /** Spaces of any width, tabs and line ends. */
  static boolean isSpace(int c) {
    return c == '\t' || c == ' ' || isLineEnd(c) || Character.isSpaceChar(c);
  }

  /** Line ends of any system, besides the pair CR LF. */
  static boolean isLineEnd(int c) {
    return switch (c) {
      case '\n', 0x0B, '\f', '\r', 0x85, 0x2028, 0x2029 -> true;
      default -> false;
    };
  }

  /**
   * Characters that a reader cannot see and that break searching and matching: controls, zero-width
   * and direction marks, soft hyphens, variation selectors, blank fillers, halves of a surrogate
   * pair, noncharacters. Tabs and line ends count too: ask {@link #isSpace} first.
   */
  static boolean isInvisible(int c) {
    if (c < 0x7F) {
      return c < ' ';
    }
    return switch (Character.getType(c)) {
      case Character.CONTROL, Character.SURROGATE -> true;
      case Character.FORMAT -> !isVisibleFormat(c);
      case Character.UNASSIGNED -> isReservedInvisible(c);
      default -> isBlankFiller(c) || isVariationSelector(c);
    };
  }

  /** Noncharacters, and what Unicode keeps free for characters without a form. */
  private static boolean isReservedInvisible(int c) {
    return (c & 0xFFFE) == 0xFFFE
        || (c >= 0xFDD0 && c <= 0xFDEF)
        || c == 0x2065
        || (c >= 0xFFF0 && c <= 0xFFF8)
        || (c >= 0xE0000 && c <= 0xE0FFF);
  }

  /** Accents and other marks that belong to the letter before them. */
  static boolean isCombining(int c) {
    return switch (Character.getType(c)) {
      case Character.NON_SPACING_MARK, Character.ENCLOSING_MARK, Character.COMBINING_SPACING_MARK ->
          true;
      default -> false;
    };
  }

  /** Arabic and other signs that Unicode counts as format characters although they are drawn. */
  private static boolean isVisibleFormat(int c) {
    return (c >= 0x600 && c <= 0x605)
        || c == 0x6DD
        || c == 0x70F
        || (c >= 0x890 && c <= 0x891)
        || c == 0x8E2
        || c == 0x110BD
        || c == 0x110CD;
  }

  private static boolean isBlankFiller(int c) {
    return switch (c) {
      case 0x34F, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x2800, 0x3164, 0xFFA0 -> true;
      default -> false;
    };
  }

  private static boolean isVariationSelector(int c) {
    return (c >= 0xFE00 && c <= 0xFE0F)
        || (c >= 0x180B && c <= 0x180F)
        || (c >= 0xE0100 && c <= 0xE01EF);
  }
}
