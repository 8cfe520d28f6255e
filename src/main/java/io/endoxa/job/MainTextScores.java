package io.endoxa.job;

import io.endoxa.evaluate.TextOverlap;
import io.endoxa.report.IngestReport.Figure;
import io.endoxa.text.Article;
import io.endoxa.text.ReadResult;
import io.endoxa.text.clean.TextCleaner;
import io.endoxa.text.source.ArticleFields;
import io.endoxa.text.source.ArticleSource;
import io.endoxa.text.source.ArticleSources;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import org.jsoup.Jsoup;

/** How much of the articles of web pages is found: means over pages. */
final class MainTextScores {
  static final String SECTION = "main-text";

  /** Ways to get a text from a page: ours, ours after cleaning, and two that know nothing. */
  private static final Map<String, Function<String, String>> READERS = readers();

  private MainTextScores() {}

  private static Map<String, Function<String, String>> readers() {
    Map<String, Function<String, String>> readers = new LinkedHashMap<>();
    readers.put("whole-page", html -> Jsoup.parse(html).body().text());
    readers.put("paragraphs", html -> String.join(" ", Jsoup.parse(html).select("p").eachText()));
    readers.put("endoxa", MainTextScores::article);
    readers.put("endoxa-cleaned", html -> new TextCleaner().clean(article(html)).text());
    return readers;
  }

  /** The text that the HTML source reads; empty where it rejects the page. */
  static String article(String html) {
    ArticleSource source =
        new ArticleSources(ArticleFields.STANDARD).forFile("page.html").orElseThrow();
    byte[] bytes = html.getBytes(StandardCharsets.UTF_8);
    try {
      ReadResult result = source.read("page.html", new ByteArrayInputStream(bytes)).next();
      return result instanceof Article article ? article.text() : "";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static List<Figure> of(List<WebPage> pages) {
    List<Figure> figures = new ArrayList<>();
    READERS.forEach((name, reader) -> figures.addAll(of(name, reader, pages)));
    return figures;
  }

  /** The scores of one reader, on the pages that ours was tuned on and on those held out. */
  static List<Figure> of(String name, Function<String, String> reader, List<WebPage> pages) {
    List<Scored> scored = pages.stream().map(page -> Scored.of(page, reader)).toList();
    List<Figure> figures = new ArrayList<>();
    figures.addAll(part(name, "tuned", scored, Scored::tuned));
    figures.addAll(part(name, "held-out", scored, one -> !one.tuned));
    return figures;
  }

  private record Scored(boolean tuned, TextOverlap words, TextOverlap shingles) {
    static Scored of(WebPage page, Function<String, String> reader) {
      String found = reader.apply(page.html());
      return new Scored(
          page.isTuned(),
          TextOverlap.ofWords(page.expected(), found),
          TextOverlap.ofShingles(page.expected(), found));
    }
  }

  private static List<Figure> part(
      String name, String part, List<Scored> all, Predicate<Scored> belongs) {
    List<Scored> scored = all.stream().filter(belongs).toList();
    if (scored.isEmpty()) {
      return List.of();
    }
    return List.of(
        mean(name, part, "precision", scored, one -> one.words.precision()),
        mean(name, part, "recall", scored, one -> one.words.recall()),
        mean(name, part, "f1", scored, one -> one.words.f1()),
        mean(name, part, "shingle-f1", scored, one -> one.shingles.f1()));
  }

  private static Figure mean(
      String name, String part, String metric, List<Scored> of, ToDoubleFunction<Scored> value) {
    return new Figure(
        SECTION, name, part, metric, of.stream().mapToDouble(value).sum() / of.size());
  }
}
