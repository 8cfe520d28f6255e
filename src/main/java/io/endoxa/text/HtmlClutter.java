package io.endoxa.text;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;

/** The parts of a web page around its article: menus, forms, share bars, comments, teasers. */
final class HtmlClutter {
  /** Never article text, wherever they stand. */
  private static final String ALWAYS =
      """
      script, style, noscript, template, svg, canvas, iframe, object, nav, footer, aside, form,\
       button, select, textarea, dialog, figcaption, [hidden], [aria-hidden=true],\
       [role=navigation], [role=complementary], [role=contentinfo], [role=search], [role=dialog],\
       [role=alert], [style*=display:none], [style*=display: none]""";

  private static final String OUTSIDE_ARTICLE = "header, [role=banner]";
  private static final String ARTICLE = "article, main, [role=main]";
  private static final Pattern NAME_PARTS = Pattern.compile("[^A-Za-z]+|(?<=[a-z])(?=[A-Z])");
  private static final Set<String> NEVER = Set.of("body", "article", "main", "p", "h1");
  private static final Set<String> NAMES =
      Set.of(
          "ad",
          "ads",
          "advert",
          "advertisement",
          "banner",
          "breadcrumb",
          "breadcrumbs",
          "byline",
          "caption",
          "comment",
          "comments",
          "consent",
          "cookie",
          "cookies",
          "disqus",
          "footer",
          "menu",
          "meta",
          "modal",
          "nav",
          "navbar",
          "navigation",
          "newsletter",
          "outbrain",
          "popup",
          "promo",
          "recommended",
          "related",
          "share",
          "sharing",
          "sidebar",
          "signup",
          "social",
          "sponsor",
          "sponsored",
          "subscribe",
          "taboola",
          "tags",
          "teaser",
          "toolbar",
          "trending");

  private HtmlClutter() {}

  /** Takes the clutter out of a page. */
  static void removeFrom(Document page) {
    page.select(ALWAYS).remove();
    for (Element header : page.select(OUTSIDE_ARTICLE)) {
      if (header.closest(ARTICLE) == null) {
        header.remove();
      }
    }
    // Class names are hints: a page whose body is named "has-sidebar" must not vanish.
    HtmlProse prose = HtmlProse.measure(page.body());
    int most = prose.length(page.body()) / 3;
    List<Element> named = page.body().select("[class], [id], [role]");
    for (Element element : named) {
      if (element.parent() != null && hasClutterName(element) && prose.length(element) <= most) {
        element.remove();
      }
    }
  }

  private static boolean hasClutterName(Element element) {
    if (NEVER.contains(element.normalName())) {
      return false;
    }
    return NAME_PARTS
        .splitAsStream(element.className() + " " + element.id())
        .map(part -> part.toLowerCase(Locale.ROOT))
        .anyMatch(NAMES::contains);
  }
}
