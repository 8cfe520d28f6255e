package io.endoxa.text.page;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.select.NodeVisitor;
import org.jspecify.annotations.Nullable;

/**
 * The main headings of a page that hold no other: their texts do not overlap, so that reading all
 * of them takes no longer than reading the page.
 */
final class InnermostHeadings implements NodeVisitor {
  private static final Set<String> HEADINGS = Set.of("h1", "h2");

  private final List<Element> headings = new ArrayList<>();

  /** The last heading that began, until it or one around it ends. */
  private @Nullable Element last;

  private InnermostHeadings() {}

  static List<Element> of(Element page) {
    InnermostHeadings innermost = new InnermostHeadings();
    page.traverse(innermost);
    return innermost.headings;
  }

  @Override
  public void head(Node node, int depth) {
    if (node instanceof Element element && HEADINGS.contains(element.normalName())) {
      last = element;
    }
  }

  @Override
  public void tail(Node node, int depth) {
    if (node instanceof Element element && HEADINGS.contains(element.normalName())) {
      if (element.equals(last)) {
        headings.add(element);
      }
      last = null;
    }
  }
}
