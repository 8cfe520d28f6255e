package io.endoxa.text;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.select.NodeVisitor;
import org.jspecify.annotations.Nullable;

/** The article's text in a web page, as blocks separated by blank lines. */
final class HtmlBody {
  /** Marked-up articles below this share of the page's prose are teasers of other articles. */
  private static final double MIN_SHARE_OF_PROSE = 0.4;

  private static final int MIN_DENSE_PARAGRAPH = 25;
  private static final String MARKED = "[itemprop=articleBody], article, main, [role=main]";

  private static final String TEXT_HOLDERS = "p, div, td, section, span";

  private HtmlBody() {}

  /**
   * The article's text; empty if there is none. Changes the page.
   *
   * @param title left out where a block says just this
   */
  static String text(Document page, @Nullable String title) {
    HtmlClutter.removeFrom(page);
    Blocks blocks = new Blocks();
    root(page).traverse(blocks);
    return blocks.text(title);
  }

  private static Element root(Document page) {
    HtmlProse prose = HtmlProse.measure(page.body());
    int all = prose.length(page.body());
    Element best = null;
    int bestLength = 0;
    for (Element marked : page.select(MARKED)) {
      int length = prose.length(marked);
      // Of two nested ones with the same prose, the inner has less around it.
      if (length >= bestLength && length > all * MIN_SHARE_OF_PROSE) {
        best = marked;
        bestLength = length;
      }
    }
    return best == null ? densest(page, prose) : best;
  }

  /** The element whose children and grandchildren hold the most prose, or the whole body. */
  private static Element densest(Document page, HtmlProse prose) {
    Map<Element, Double> scores = new LinkedHashMap<>();
    for (Element paragraph : page.select(TEXT_HOLDERS)) {
      int length = prose.length(paragraph);
      Element parent = paragraph.parent();
      boolean holdsText = paragraph.normalName().equals("p") || !paragraph.ownText().isBlank();
      if (holdsText && length >= MIN_DENSE_PARAGRAPH && parent != null) {
        scores.merge(parent, (double) length, Double::sum);
        Element grandparent = parent.parent();
        if (grandparent != null) {
          scores.merge(grandparent, length / 2.0, Double::sum);
        }
      }
    }
    Element best = page.body();
    double bestScore = 0;
    for (Map.Entry<Element, Double> entry : scores.entrySet()) {
      if (entry.getValue() > bestScore) {
        best = entry.getKey();
        bestScore = entry.getValue();
      }
    }
    return best;
  }

  /** Collects blocks in document order. */
  private static final class Blocks implements NodeVisitor {
    private static final Set<String> INLINE_BREAKS =
        Set.of("td", "th", "li", "dt", "dd", "summary");

    private final List<String> blocks = new ArrayList<>();
    private final StringBuilder block = new StringBuilder();
    private int lettersOutsideLinks;
    private int links;
    private int linksInBlock;

    @Override
    public void head(Node node, int depth) {
      if (node instanceof TextNode text) {
        String words = text.getWholeText().replaceAll("[ \\t\\r\\n\\f]+", " ");
        block.append(words);
        if (links == 0) {
          lettersOutsideLinks += (int) words.codePoints().filter(Character::isLetter).count();
        }
      } else if (node instanceof Element element) {
        enter(element);
      }
    }

    private void enter(Element element) {
      if (isBlock(element)) {
        finishBlock();
      }
      switch (element.normalName()) {
        case "a" -> {
          links++;
          linksInBlock++;
        }
        case "br" -> lineBreak();
        default -> {}
      }
    }

    @Override
    public void tail(Node node, int depth) {
      if (node instanceof Element element) {
        if (element.normalName().equals("a")) {
          links--;
        }
        if (isBlock(element)) {
          finishBlock();
        }
      }
    }

    private static boolean isBlock(Element element) {
      return element.isBlock() || INLINE_BREAKS.contains(element.normalName());
    }

    /** Two line breaks in a row are how older pages separate paragraphs. */
    private void lineBreak() {
      int end = block.length();
      while (end > 0 && block.charAt(end - 1) == ' ') {
        end--;
      }
      if (end > 0 && block.charAt(end - 1) == '\n') {
        finishBlock();
      } else {
        block.append('\n');
      }
    }

    private void finishBlock() {
      String text = block.toString().strip();
      // One link may be a whole sentence; several with nothing between them are a list of links.
      boolean teaser =
          lettersOutsideLinks == 0 && (linksInBlock > 1 || !SentenceEnd.endsSentence(text));
      if (!text.isEmpty() && !teaser) {
        blocks.add(text);
      }
      block.setLength(0);
      lettersOutsideLinks = 0;
      linksInBlock = 0;
    }

    String text(@Nullable String title) {
      finishBlock();
      String heading = title == null ? "" : title.strip();
      return String.join("\n\n", blocks.stream().filter(text -> !text.equals(heading)).toList());
    }
  }
}
