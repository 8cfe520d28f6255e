package io.endoxa.text.clean;

import java.util.List;

/**
 * An article's text, ready to be cut.
 *
 * @param text in NFC; one paragraph per line, a blank line between two; empty if nothing is left
 * @param dropped the lines that were left out, in their order; pull quotes and author boxes last
 * @param invisibleCharacters how many code points without a visible form were taken out
 */
public record CleanText(String text, List<DroppedLine> dropped, int invisibleCharacters) {
  public CleanText {
    dropped = List.copyOf(dropped);
  }
}
