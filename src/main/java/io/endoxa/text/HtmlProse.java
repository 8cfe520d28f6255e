package io.endoxa.text;

import java.util.IdentityHashMap;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.select.NodeVisitor;

/** How much running text stands in each part of a web page, at one moment. */
final class HtmlProse implements NodeVisitor {
  /** Pages without paragraph elements put running text anywhere; shorter ones are menu words. */
  private static final int MIN_BARE_TEXT = 80;

  private final IdentityHashMap<Element, Integer> lengths = new IdentityHashMap<>();
  private int length;
  private int links;
  private int paragraphs;

  private HtmlProse() {}

  /** Measures every part in one pass: pages nest deeply, and measuring each alone is quadratic. */
  static HtmlProse measure(Element root) {
    HtmlProse prose = new HtmlProse();
    root.traverse(prose);
    return prose;
  }

  /**
   * UTF-16 units of text in paragraphs and of long texts outside of them, text in links left out; 0
   * for an element not measured.
   */
  int length(Element element) {
    return lengths.getOrDefault(element, 0);
  }

  @Override
  public void head(Node node, int depth) {
    if (node instanceof TextNode text && links == 0) {
      int ofText = text.text().strip().length();
      length += paragraphs > 0 || ofText >= MIN_BARE_TEXT ? ofText : 0;
    } else if (node instanceof Element element) {
      lengths.put(element, -length);
      count(element, 1);
    }
  }

  @Override
  public void tail(Node node, int depth) {
    if (node instanceof Element element) {
      lengths.merge(element, length, Integer::sum);
      count(element, -1);
    }
  }

  private void count(Element element, int step) {
    switch (element.normalName()) {
      case "a" -> links += step;
      case "p" -> paragraphs += step;
      default -> {}
    }
  }
}
