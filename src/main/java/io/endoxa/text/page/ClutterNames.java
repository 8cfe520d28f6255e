package io.endoxa.text.page;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.select.NodeVisitor;

/** The words of class names and ids that stand for something other than the article on a page. */
final class ClutterNames {
  /**
   * Names are hints: where parts of a name hold more than this share of the page's running text, as
   * in a body named "has-sidebar" or an article of slides, the name says nothing on that page.
   */
  private static final double MOST_PROSE = 1.0 / 3;

  /** Comments and galleries may be longer than the article, if they leave one of this length. */
  private static final int MIN_ARTICLE = 300;

  /** Names of more words are slugs of headings: {@code sharing-with-other-people}. */
  private static final int MOST_PARTS = 4;

  private static final Pattern SPACES = Pattern.compile("\\s+");
  private static final Pattern PARTS = Pattern.compile("[^A-Za-z]+|(?<=[a-z])(?=[A-Z])");

  private static final Set<String> WORDS =
      words(
          """
          ad ads addthis addtoany advert advertisement alsoread attribution author authorbio
          authorbox avatar banner bio breadcrumb breadcrumbs byline caption carousel consent
          contributors cookie cookies copyright credit credits cta dfp donate elapsed feedback
          footer latest leaderboard login masthead menu meta modal morenews moreon morestories
          mostpopular mostread mpu nav navbar navigation newsletter newsletters noprint outbrain
          pager pagination paging poll popular popup printfriendly promo promotion promotions
          rating ratings reactions readalso readmore recirc recommend recommendation
          recommendations recommended related relatedarticles relatedcontent relatedlinks
          relatednews relatedposts relatedstories screenreader seealso share sharebar sharedaddy
          sharethis sharing sidebar signup similar skip slideshow social sponsor sponsored sronly
          subnav subscribe subscription survey syndication taboola tagcloud taglist tags teaser
          teasers ticker timestamp toolbar tooltip trending upnext viral visuallyhidden yarpp
          """);

  private static final Set<String> LONG =
      words("comment comments commentlist disqus gallery livefyre respond");

  /** The words of a class name or id: pages repeat few of them many times. */
  private final Map<String, Set<String>> known;

  private final Set<String> believed;

  private ClutterNames(Map<String, Set<String>> known, Set<String> believed) {
    this.known = known;
    this.believed = believed;
  }

  private static Set<String> words(String words) {
    return Set.copyOf(Arrays.asList(words.strip().split("\\s+")));
  }

  /** The names that are believed on a page. */
  static ClutterNames of(Element body, HtmlWeights weights) {
    Map<String, Integer> prose = new HashMap<>();
    Map<String, Set<String>> known = new HashMap<>();
    body.traverse(new Outermost(weights, known, prose));
    int all = weights.prose(body);
    Predicate<String> believed =
        word ->
            LONG.contains(word)
                ? prose.getOrDefault(word, 0) <= all - MIN_ARTICLE
                : prose.getOrDefault(word, 0) <= all * MOST_PROSE;
    return new ClutterNames(
        known, prose.keySet().stream().filter(believed).collect(Collectors.toSet()));
  }

  boolean nameClutter(Element element) {
    return wordsOf(element, known).stream().anyMatch(believed::contains);
  }

  private static Set<String> wordsOf(Element element, Map<String, Set<String>> known) {
    String names = element.className() + " " + element.id();
    return names.isBlank() ? Set.of() : known.computeIfAbsent(names, ClutterNames::wordsOf);
  }

  private static Set<String> wordsOf(String names) {
    return SPACES
        .splitAsStream(names)
        .map(PARTS::split)
        .filter(parts -> parts.length <= MOST_PARTS)
        .flatMap(ClutterNames::singlesAndPairs)
        .filter(part -> WORDS.contains(part) || LONG.contains(part))
        .collect(Collectors.toSet());
  }

  /** {@code read-more} is the word readmore too. */
  private static Stream<String> singlesAndPairs(String[] parts) {
    return IntStream.range(0, parts.length)
        .boxed()
        .flatMap(i -> Stream.of(parts[i], i == 0 ? "" : parts[i - 1] + parts[i]))
        .map(part -> part.toLowerCase(Locale.ROOT));
  }

  /** Adds up the running text of the outermost parts with each word. */
  private static final class Outermost implements NodeVisitor {
    private final HtmlWeights weights;
    private final Map<String, Set<String>> known;
    private final Map<String, Integer> prose;
    private final Map<String, Element> open = new HashMap<>();

    Outermost(HtmlWeights weights, Map<String, Set<String>> known, Map<String, Integer> prose) {
      this.weights = weights;
      this.known = known;
      this.prose = prose;
    }

    @Override
    public void head(Node node, int depth) {
      if (node instanceof Element element && !element.normalName().equals("body")) {
        for (String word : wordsOf(element, known)) {
          if (open.putIfAbsent(word, element) == null) {
            prose.merge(word, weights.prose(element), Integer::sum);
          }
        }
      }
    }

    @Override
    public void tail(Node node, int depth) {
      if (node instanceof Element element) {
        wordsOf(element, known).forEach(word -> open.remove(word, element));
      }
    }
  }
}
