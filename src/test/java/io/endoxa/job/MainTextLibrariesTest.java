package io.endoxa.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.chimbori.crux.articles.ArticleExtractor;
import io.endoxa.report.IngestReport.Figure;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import net.dankito.readability4j.Readability4J;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Holds docs/benchmarks.md to what other libraries find on the pages of
 * jobs/benchmarks/ingest.yaml, which are no part of the project; {@code -Dendoxa.data=DIR} says
 * where their folder lies.
 */
class MainTextLibrariesTest {
  private static final Path PAGES =
      Path.of(System.getProperty("endoxa.data", ""), "ingest", "readability-test-pages.tar.gz");

  /** Libraries want an address; no page is loaded from it. */
  private static final String ADDRESS = "http://pages.example/page.html";

  @BeforeEach
  void requirePages() {
    assumeTrue(
        Files.isRegularFile(PAGES),
        () -> PAGES.toAbsolutePath() + " is not there; give -Dendoxa.data=DIR, in which it is");
  }

  @Test
  void readability4jFindsLessThanEndoxa() {
    Function<String, String> reader =
        html -> withoutCaptions(new Readability4J(ADDRESS, html).parse().getContent());

    assertThat(f1("tuned", reader)).isCloseTo(0.942, within(0.002));
    assertThat(f1("held-out", reader)).isCloseTo(0.943, within(0.002));
  }

  @Test
  void cruxFindsLessThanEndoxa() {
    Function<String, String> reader =
        html -> {
          Document article =
              ArticleExtractor.with(ADDRESS, html).extractContent().article().document;
          return article == null ? "" : withoutCaptions(article.outerHtml());
        };

    assertThat(f1("tuned", reader)).isCloseTo(0.713, within(0.002));
    assertThat(f1("held-out", reader)).isCloseTo(0.793, within(0.002));
  }

  private static double f1(String part, Function<String, String> reader) {
    List<Figure> figures = MainTextScores.of("library", reader, WebPage.readAll(PAGES));
    return figures.stream()
        .filter(figure -> figure.part().equals(part) && figure.metric().equals("f1"))
        .mapToDouble(Figure::value)
        .findFirst()
        .orElseThrow();
  }

  /** None are expected, and libraries keep them on purpose. */
  private static String withoutCaptions(String html) {
    if (html == null) {
      return "";
    }
    Document article = Jsoup.parse(html);
    article.select("figcaption").remove();
    return article.body().text();
  }
}
