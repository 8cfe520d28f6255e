package io.endoxa.text.clean;

import io.endoxa.text.SentenceEnd;
import io.endoxa.text.VisibleText;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Makes the text of an article what a reader sees: invisible characters and page furniture gone,
 * one spelling for every character and space, hard-wrapped lines joined. Quotation marks stay as
 * they are. Stateless and thread-safe.
 */
public final class TextCleaner {
  private static final String BLANK_LINE = "\n\n";
  private static final String AUTHOR_BOX = "author box";

  /** Cleans any text, also an empty one. */
  public CleanText clean(String raw) {
    VisibleText visible = VisibleText.of(raw);
    List<DroppedLine> dropped = new ArrayList<>();
    List<String> paragraphs = new ArrayList<>();
    List<String> block = new ArrayList<>();
    for (String line : visible.text().split("\n", -1)) {
      Optional<String> furniture = furniture(line, block);
      if (line.isEmpty() || furniture.isPresent()) {
        addParagraphs(block, paragraphs, dropped);
        furniture.ifPresent(reason -> dropped.add(new DroppedLine(line, reason)));
      } else {
        block.add(line);
      }
    }
    addParagraphs(block, paragraphs, dropped);
    List<String> body = withoutAuthorBox(withoutPullQuotes(paragraphs, dropped), dropped);
    return new CleanText(String.join(BLANK_LINE, body), dropped, visible.removed());
  }

  /** Adds the paragraphs of a block of lines, which is empty afterwards. */
  private static void addParagraphs(
      List<String> block, List<String> paragraphs, List<DroppedLine> dropped) {
    for (String paragraph : HardWraps.join(block)) {
      // The first line of a block has been asked before, and most blocks are one line.
      boolean asked = paragraph.equals(block.get(0));
      Optional<String> furniture = asked ? Optional.empty() : PageFurniture.reason(paragraph);
      Optional<String> reason = furniture.or(() -> EndMatter.reason(paragraph));
      if (reason.isPresent()) {
        dropped.add(new DroppedLine(paragraph, reason.get()));
      } else {
        paragraphs.add(paragraph);
      }
    }
    block.clear();
  }

  private static List<String> withoutPullQuotes(
      List<String> paragraphs, List<DroppedLine> dropped) {
    boolean[] quotes = PullQuotes.find(paragraphs);
    List<String> kept = new ArrayList<>();
    for (int i = 0; i < quotes.length; i++) {
      if (quotes[i]) {
        dropped.add(new DroppedLine(paragraphs.get(i), PullQuotes.REASON));
      } else {
        kept.add(paragraphs.get(i));
      }
    }
    return kept;
  }

  private static List<String> withoutAuthorBox(List<String> paragraphs, List<DroppedLine> dropped) {
    int end = EndMatter.authorBoxStart(paragraphs);
    for (String line : paragraphs.subList(end, paragraphs.size())) {
      dropped.add(new DroppedLine(line, AUTHOR_BOX));
    }
    return paragraphs.subList(0, end);
  }

  private static Optional<String> furniture(String line, List<String> block) {
    if (PageFurniture.isWordless(line)) {
      return Optional.of("no words");
    }
    return mayStandAlone(block) ? PageFurniture.reason(line) : Optional.empty();
  }

  /** A short line after an unfinished one is more likely the rest of a wrapped sentence. */
  private static boolean mayStandAlone(List<String> block) {
    return block.isEmpty() || SentenceEnd.endsSentence(block.get(block.size() - 1));
  }
}
