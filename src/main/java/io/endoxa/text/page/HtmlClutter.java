package io.endoxa.text.page;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import org.jsoup.nodes.Element;
import org.jsoup.select.NodeFilter;

/**
 * The parts of a web page around its article: menus, forms, share bars, comments, teasers.
 *
 * <p>They are named, not taken out: taking many siblings out of a page one by one is quadratic.
 */
final class HtmlClutter {
  /** Hardly ever article text, wherever they stand. */
  private static final Set<String> AROUND =
      Set.of(
          "nav", "footer", "aside", "form", "fieldset", "button", "dialog", "figcaption", "menu");

  private static final Set<String> ROLES_AROUND =
      Set.of("navigation", "complementary", "contentinfo", "search", "dialog", "alert", "menu");

  private static final Set<String> NEVER =
      Set.of("html", "body", "article", "main", "table", "tbody", "tr", "h1");

  /** A part with more than this share of the page's running text is not clutter. */
  private static final double MOST_PROSE = 0.5;

  /** A page that hides nearly all of its text shows it later. */
  private static final int MIN_SHOWN = 150;

  /** Fewer parts of a kind are no list of teasers. */
  private static final int MIN_TEASERS = 4;

  private static final int MOST_PROSE_IN_TEASER = 350;

  private final Element body;
  private final Set<Element> clutter = Collections.newSetFromMap(new IdentityHashMap<>());

  private final List<Element> parts;

  /** Those of the page: they hold its menu, those of an article its headline. */
  private final Set<Element> headers;

  private HtmlWeights weights;
  private int measuredWithout;

  private HtmlClutter(Element body) {
    this.body = body;
    this.weights = HtmlWeights.measure(body, clutter);
    this.headers = headersOutsideArticles(body);
    this.parts =
        body.stream()
            .filter(part -> part.childNodeSize() > 0 && !NEVER.contains(part.normalName()))
            .toList();
  }

  /** The outermost parts, and perhaps parts of them. */
  static Set<Element> of(Element body) {
    HtmlClutter clutter = new HtmlClutter(body);
    HtmlWeights all = clutter.weights();
    int shown = all.prose(body) - MIN_SHOWN;
    clutter.add(part -> isHidden(part) && all.prose(part) <= Math.max(0, shown));
    HtmlWeights ofShown = clutter.weights();
    int most = (int) (ofShown.prose(body) * MOST_PROSE);
    clutter.add(part -> clutter.isAround(part) && ofShown.prose(part) <= most);
    HtmlWeights inside = clutter.weights();
    ClutterNames names = ClutterNames.of(body, inside);
    clutter.add(names::nameClutter);
    HtmlWeights named = clutter.weights();
    clutter.add(part -> isListOfTeasers(part, named));
    return clutter.clutter;
  }

  /** In one pass: asking each header for its ancestors is quadratic on pages that nest deeply. */
  private static Set<Element> headersOutsideArticles(Element body) {
    Set<Element> headers = Collections.newSetFromMap(new IdentityHashMap<>());
    body.root()
        .filter(
            (node, depth) -> {
              if (node instanceof Element element) {
                if (isArticle(element)) {
                  return NodeFilter.FilterResult.SKIP_ENTIRELY;
                }
                if (element.normalName().equals("header")
                    || element.attr("role").equals("banner")) {
                  headers.add(element);
                }
              }
              return NodeFilter.FilterResult.CONTINUE;
            });
    return headers;
  }

  private static boolean isArticle(Element element) {
    return element.normalName().equals("article")
        || element.normalName().equals("main")
        || element.attr("role").strip().equalsIgnoreCase("main");
  }

  /** Measured again only if there is more clutter than before. */
  private HtmlWeights weights() {
    if (clutter.size() > measuredWithout) {
      weights = HtmlWeights.measure(body, clutter);
      measuredWithout = clutter.size();
    }
    return weights;
  }

  private void add(Predicate<Element> isClutter) {
    for (Element part : parts) {
      if (isClutter.test(part)) {
        clutter.add(part);
      }
    }
  }

  private static boolean isHidden(Element part) {
    if (part.attributesSize() == 0) {
      return false;
    }
    String style = part.attr("style").replace(" ", "").toLowerCase(Locale.ROOT);
    return part.hasAttr("hidden")
        || part.attr("aria-hidden").equals("true")
        || style.contains("display:none")
        || style.contains("visibility:hidden");
  }

  private boolean isAround(Element part) {
    return AROUND.contains(part.normalName())
        || ROLES_AROUND.contains(part.attr("role"))
        || headers.contains(part);
  }

  /** Several parts in a row that each have a link of their own and a little text. */
  private static boolean isListOfTeasers(Element list, HtmlWeights weights) {
    if (list.childNodeSize() < MIN_TEASERS) {
      return false;
    }
    int teasers = 0;
    int others = 0;
    for (Element item : list.children()) {
      int prose = weights.prose(item);
      if (prose > 0 && weights.pointers(item) > 0 && prose <= MOST_PROSE_IN_TEASER) {
        teasers++;
      } else if (prose > 0) {
        others++;
      }
    }
    return teasers >= MIN_TEASERS && others * 4 <= teasers;
  }
}
