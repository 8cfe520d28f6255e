package io.endoxa.text.page;

import io.endoxa.text.SentenceEnd;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.select.NodeFilter;

/** Collects the blocks of an article's part of a page in document order. */
final class HtmlBlocks implements NodeFilter {
  private static final Set<String> INLINE_BREAKS = Set.of("td", "th", "li", "dt", "dd", "summary");

  /** A list or table with more of its letters in links leads elsewhere. */
  private static final double MAX_LINKS_IN_LIST = 0.5;

  /**
   * A block of text.
   *
   * @param letters as {@link HtmlWeights} counts them
   * @param prose whether it is running text
   * @param heading whether it is a heading
   * @param linked whether all of it is links
   */
  record Block(String text, int letters, boolean prose, boolean heading, boolean linked) {}

  private static final Pattern SPACES = Pattern.compile("[ \\t\\r\\n\\f]+");

  private final HtmlWeights weights;
  private final Set<Element> clutter;
  private final List<Block> blocks = new ArrayList<>();
  private final StringBuilder block = new StringBuilder();
  private int letters;
  private int lettersInLinks;
  private int linksInBlock;
  private int linkDepth;
  private int headings;
  private int headers;
  private int lists;

  private HtmlBlocks(HtmlWeights weights, Set<Element> clutter) {
    this.weights = weights;
    this.clutter = clutter;
  }

  /**
   * The blocks of a part of a page that may be the article's.
   *
   * @param clutter what is left out
   */
  static List<Block> of(Element root, Set<Element> clutter) {
    HtmlBlocks blocks = new HtmlBlocks(HtmlWeights.measure(root, clutter), clutter);
    root.filter(blocks);
    blocks.finishBlock();
    return blocks.blocks;
  }

  static boolean isBlock(Element element) {
    return element.isBlock() || INLINE_BREAKS.contains(element.normalName());
  }

  @Override
  public FilterResult head(Node node, int depth) {
    if (node instanceof TextNode text) {
      String words = SPACES.matcher(text.getWholeText()).replaceAll(" ");
      int found = HtmlWeights.letters(words);
      block.append(words);
      letters += found;
      lettersInLinks += linkDepth > 0 ? found : 0;
    } else if (node instanceof Element element) {
      if (HtmlWeights.isLeftOut(element, clutter)) {
        return FilterResult.SKIP_ENTIRELY;
      }
      if (isBlock(element)) {
        finishBlock();
      }
      count(element, 1);
      if (element.normalName().equals("br")) {
        lineBreak();
      }
    }
    return FilterResult.CONTINUE;
  }

  @Override
  public FilterResult tail(Node node, int depth) {
    if (node instanceof Element element) {
      if (isBlock(element)) {
        finishBlock();
      }
      count(element, -1);
    }
    return FilterResult.CONTINUE;
  }

  private void count(Element element, int step) {
    switch (element.normalName()) {
      case "a" -> {
        linkDepth += step;
        linksInBlock += Math.max(0, step);
      }
      case "h1", "h2", "h3", "h4", "h5", "h6" -> headings += step;
      case "header" -> headers += step;
      case "ul", "ol", "table" ->
          lists += weights.linkDensity(element) < MAX_LINKS_IN_LIST ? step : 0;
      default -> {}
    }
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
    if (!text.isEmpty() && letters > 0) {
      boolean prose = HtmlWeights.isProse(text, letters, lettersInLinks);
      boolean heading = headings > 0;
      boolean linked = linksInBlock > 0 && lettersInLinks == letters;
      // One link may be a whole sentence; several with nothing between them are a list of links.
      boolean teaser =
          linked && lists == 0 && (linksInBlock > 1 || !SentenceEnd.endsSentence(text));
      boolean label = headers > 0 && !prose;
      boolean number = lists == 0 && !heading && text.codePoints().noneMatch(Character::isLetter);
      if (heading || (!teaser && !label && !number)) {
        blocks.add(new Block(text, letters, prose, heading, teaser));
      }
    }
    block.setLength(0);
    letters = 0;
    lettersInLinks = 0;
    linksInBlock = 0;
  }
}
