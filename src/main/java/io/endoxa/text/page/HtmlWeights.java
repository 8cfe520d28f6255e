package io.endoxa.text.page;

import io.endoxa.text.SentenceEnd;
import java.util.IdentityHashMap;
import java.util.Set;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.select.NodeFilter;

/**
 * How much running text, and how many words of links, stand in each part of a web page. Lengths are
 * letters and digits; a letter of a script without spaces counts for three.
 */
final class HtmlWeights implements NodeFilter {
  /** Nothing that a reader sees. */
  private static final Set<String> UNSEEN =
      Set.of(
          "script",
          "style",
          "noscript",
          "template",
          "svg",
          "canvas",
          "iframe",
          "object",
          "select",
          "textarea");

  /** Shorter blocks are running text only if they end as a sentence does. */
  private static final int MIN_PROSE = 70;

  /** Shorter blocks are labels, however they end. */
  private static final int MIN_SENTENCE = 20;

  /** With more of its letters in links a block points elsewhere. */
  private static final double MAX_LINKS_IN_PROSE = 0.5;

  private static final int LETTERS_PER_IDEOGRAPH = 3;
  private static final Weight NONE = new Weight();

  private static final class Weight {
    private int letters;
    private int links;
    private int prose;
    private int pointers;
  }

  private final Set<Element> clutter;
  private final IdentityHashMap<Element, Weight> weights = new IdentityHashMap<>();
  private final Weight total = new Weight();
  private final StringBuilder block = new StringBuilder();
  private int linkDepth;
  private int blockLetters;
  private int blockLinks;

  private HtmlWeights(Set<Element> clutter) {
    this.clutter = clutter;
  }

  /**
   * Measures every part in one pass: pages nest deeply, and measuring each alone is quadratic.
   *
   * @param clutter counts nothing
   */
  static HtmlWeights measure(Element root, Set<Element> clutter) {
    HtmlWeights weights = new HtmlWeights(clutter);
    root.filter(weights);
    return weights;
  }

  /** Whether a part holds nothing that is read. */
  static boolean isLeftOut(Element element, Set<Element> clutter) {
    return UNSEEN.contains(element.normalName()) || clutter.contains(element);
  }

  /** Whether a block of these words reads as running text. */
  static boolean isProse(String text, int letters, int links) {
    return links <= letters * MAX_LINKS_IN_PROSE
        && (letters - links >= MIN_PROSE
            || (letters >= MIN_SENTENCE && SentenceEnd.endsSentence(text)));
  }

  /** The length of a text as everything here counts it. */
  static int letters(String text) {
    int letters = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (Character.isIdeographic(c)) {
        letters += LETTERS_PER_IDEOGRAPH;
      } else if (Character.isLetterOrDigit(c)) {
        letters++;
      }
    }
    return letters;
  }

  /** Letters outside links in blocks of running text. */
  int prose(Element element) {
    return of(element).prose;
  }

  /** Letters in links of blocks that are not running text. */
  int pointers(Element element) {
    return of(element).pointers;
  }

  /** The share of the letters that stands in links; 0 without letters. */
  double linkDensity(Element element) {
    Weight weight = of(element);
    return weight.letters == 0 ? 0 : (double) weight.links / weight.letters;
  }

  /** Running text less what points elsewhere: the article has the most of it. */
  int score(Element element) {
    Weight weight = of(element);
    return weight.prose - weight.pointers;
  }

  private Weight of(Element element) {
    return weights.getOrDefault(element, NONE);
  }

  @Override
  public FilterResult head(Node node, int depth) {
    if (node instanceof TextNode text) {
      String words = text.getWholeText();
      int letters = letters(words);
      block.append(words);
      blockLetters += letters;
      blockLinks += linkDepth > 0 ? letters : 0;
    } else if (node instanceof Element element) {
      if (isLeftOut(element, clutter)) {
        return FilterResult.SKIP_ENTIRELY;
      }
      enter(element);
    }
    return FilterResult.CONTINUE;
  }

  private void enter(Element element) {
    if (HtmlBlocks.isBlock(element)) {
      finishBlock();
    }
    if (element.childNodeSize() > 0) {
      Weight before = new Weight();
      add(before, -1);
      weights.put(element, before);
      linkDepth += element.normalName().equals("a") ? 1 : 0;
    }
  }

  @Override
  public FilterResult tail(Node node, int depth) {
    if (node instanceof Element element) {
      if (HtmlBlocks.isBlock(element)) {
        finishBlock();
      }
      if (element.childNodeSize() > 0) {
        linkDepth -= element.normalName().equals("a") ? 1 : 0;
        add(of(element), 1);
      }
    }
    return FilterResult.CONTINUE;
  }

  private void add(Weight to, int sign) {
    to.letters += sign * total.letters;
    to.links += sign * total.links;
    to.prose += sign * total.prose;
    to.pointers += sign * total.pointers;
  }

  private void finishBlock() {
    if (block.length() == 0) {
      return;
    }
    total.letters += blockLetters;
    total.links += blockLinks;
    if (isProse(block.toString().strip(), blockLetters, blockLinks)) {
      total.prose += blockLetters - blockLinks;
    } else {
      total.pointers += blockLinks;
    }
    block.setLength(0);
    blockLetters = 0;
    blockLinks = 0;
  }
}
