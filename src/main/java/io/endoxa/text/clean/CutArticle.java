package io.endoxa.text.clean;

import io.endoxa.text.Article;
import io.endoxa.text.ContentHash;
import io.endoxa.text.Paragraph;
import java.util.List;

/**
 * An article and its paragraphs.
 *
 * @param article as it was read
 * @param cleanText the paragraphs' offsets count in it
 * @param contentHash a {@link ContentHash} of source, title and normalised clean text: the same for
 *     an article that was collected twice
 * @param paragraphs in their order; empty if cleaning left nothing
 * @param dropped the lines that cleaning left out
 * @param invisibleCharacters how many code points cleaning took out
 */
public record CutArticle(
    Article article,
    String cleanText,
    String contentHash,
    List<Paragraph> paragraphs,
    List<DroppedLine> dropped,
    int invisibleCharacters) {
  public CutArticle {
    paragraphs = List.copyOf(paragraphs);
    dropped = List.copyOf(dropped);
  }
}
