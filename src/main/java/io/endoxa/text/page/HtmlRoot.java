package io.endoxa.text.page;

import java.util.List;
import java.util.Set;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;

/** Finds the part of a web page that holds the article. */
final class HtmlRoot {
  /**
   * A part that the page itself marks as the article is believed from this share of the best score
   * on; below it, it is a teaser of another article.
   */
  private static final double MIN_MARKED = 0.5;

  /** A part inside the article is the article if it has this share of its score. */
  private static final double MIN_INNER = 0.9;

  /** What marks an article's text, the surest first. */
  private static final List<String> MARKS =
      List.of("[itemprop=articleBody]", "article", "main, [role=main]");

  private static final Set<String> HOLDERS =
      Set.of("div", "section", "article", "main", "td", "center", "blockquote", "form");

  private HtmlRoot() {}

  /**
   * The outermost element of the article, perhaps the whole body.
   *
   * @param clutter what is none of it
   */
  static Element of(Document page, Set<Element> clutter) {
    HtmlWeights weights = HtmlWeights.measure(page.body(), clutter);
    Element best = page.body();
    for (Element element : page.body().getAllElements()) {
      // Of two nested ones with the same score, the inner has less around it.
      if (HOLDERS.contains(element.normalName()) && weights.score(element) >= weights.score(best)) {
        best = element;
      }
    }
    int least = (int) Math.ceil(weights.score(best) * MIN_MARKED);
    for (String mark : MARKS) {
      Element marked = null;
      for (Element element : page.select(mark)) {
        int score = weights.score(element);
        if (score >= Math.max(1, least) && (marked == null || score >= weights.score(marked))) {
          marked = element;
        }
      }
      if (marked != null) {
        return inner(marked, weights);
      }
    }
    return inner(best, weights);
  }

  private static Element inner(Element outer, HtmlWeights weights) {
    Element inner = outer;
    double least = weights.score(outer) * MIN_INNER;
    boolean found = true;
    while (found) {
      found = false;
      for (Element child : inner.children()) {
        if (HOLDERS.contains(child.normalName()) && weights.score(child) > least) {
          inner = child;
          found = true;
          break;
        }
      }
    }
    return inner;
  }
}
