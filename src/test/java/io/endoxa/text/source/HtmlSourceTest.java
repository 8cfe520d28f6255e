package io.endoxa.text.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import io.endoxa.text.Article;
import io.endoxa.text.RejectReason;
import io.endoxa.text.Rejected;
import java.io.IOException;
import java.nio.charset.Charset;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class HtmlSourceTest extends ArticleSourceContract {
  private static final String PAGE =
      """
      <!DOCTYPE html><html lang="en-GB"><head>
      <title>Bridge opens at last | Harbour Gazette</title>
      <link rel="canonical" href="https://www.gazette.example/bridge">
      <meta property="og:title" content="Bridge opens at last">
      <meta property="article:published_time" content="2024-06-12T08:30:00+0400">
      <meta name="DC.Identifier" content="gz-17">
      </head><body>
      <header><nav><ul><li><a href="/">Home</a></li><li>Sport</li></ul></nav></header>
      <div class="cookie-banner"><p>We use cookies to make this site better.</p></div>
      <article>
        <h1>Bridge opens at last</h1>
        <div class="share-bar">Share on everything</div>
        <p>The bridge, which took <b>nine</b>
           years, opened on&nbsp;Monday.</p>
        <figure><img src="x.jpg"><figcaption>The bridge on Monday.</figcaption></figure>
        <h2>What it cost</h2>
        <p>It cost more than planned.<br><br>Nobody was surprised.</p>
        <ul><li>First bidder left.</li><li>Second bidder stayed.</li></ul>
        <blockquote>“We are glad,” the mayor said.</blockquote>
        <script>var p = "<p>not text</p>";</script>
        <div class="related-links"><p><a href="/t">The tunnel that never was</a></p></div>
        <p><a href="/f">Ferries: the full story</a></p>
        <aside>Also in this section</aside>
      </article>
      <section id="comments"><p>First! I never liked this bridge anyway.</p></section>
      <footer>All rights reserved</footer>
      </body></html>
      """;

  @Override
  ArticleSource source(int maxBytes) {
    return new HtmlSource(ArticleFields.STANDARD, maxBytes);
  }

  @Override
  String record(String text) {
    return text.isEmpty() ? "<p></p>" : "<html><body><p>" + text + "</p></body></html>";
  }

  @Test
  void picturesInAPageDoNotCount() throws IOException {
    String picture = "<img src=\"data:image/png;base64," + "iVBORw0KGgo+/".repeat(50_000) + "==\">";

    assertThat(article("<p>One.</p>" + picture + "<p>Two.</p>").text()).isEqualTo("One.\n\nTwo.");
  }

  @Test
  void metadataComesFromThePage() throws IOException {
    Article article = article(PAGE);

    assertThat(article.id()).isEqualTo("gz-17");
    assertThat(article.title()).isEqualTo("Bridge opens at last");
    assertThat(article.source()).isEqualTo("gazette.example");
    assertThat(article.url()).isEqualTo("https://www.gazette.example/bridge");
    assertThat(article.published()).isEqualTo(Instant.parse("2024-06-12T04:30:00Z"));
    assertThat(article.language()).isEqualTo("en-GB");
  }

  @Test
  void theBodyIsTheArticleWithoutWhatStandsAroundIt() throws IOException {
    assertThat(article(PAGE).text())
        .isEqualTo(
            """
            The bridge, which took nine years, opened on\u00a0Monday.

            What it cost

            It cost more than planned.

            Nobody was surprised.

            First bidder left.

            Second bidder stayed.

            “We are glad,” the mayor said.""");
  }

  @Test
  void aBlockOfLinksAloneIsNoParagraph() throws IOException {
    String article =
        article(
                """
                <body><article><p>The bridge took nine years.</p>
                <div><a href="/print">Print</a> | <a href="/m">Who pays for the bridge?</a></div>
                <p><a href="/toll">The toll is two coins.</a></p></article></body>
                """)
            .text();
    assertThat(article).isEqualTo("The bridge took nine years.\n\nThe toll is two coins.");
  }

  @Test
  void withoutMarksThePartWithTheMostRunningTextIsTheBody() throws IOException {
    String article =
        article(
                """
                <body><div><p><a href="/a">Short teaser of another piece</a></p></div>
                <div><p>%1$s</p><p>%1$s</p></div>
                <div><p><a href="/b">Another piece</a></p><p>A teaser of it here.</p></div></body>
                """
                    .formatted("The bridge took nine years to build and opened on Monday. "))
            .text();

    assertThat(article).doesNotContain("teaser").contains("nine years");
  }

  @Test
  void aPageNamedAfterItsSidebarKeepsItsText() throws IOException {
    String page = "<body><div class='has-sidebar'><p>The bridge opens on Monday.</p></div></body>";

    assertThat(article(page).text()).isEqualTo("The bridge opens on Monday.");
  }

  @Test
  void anUnreadableDateIsNull() throws IOException {
    String page = "<meta name=date content='last Tuesday'><p>The bridge opens on Monday.</p>";

    assertThat(article(page).published()).isNull();
  }

  @Test
  void theFirstReadableDateCounts() throws IOException {
    String page =
        "<meta property='article:published_time' content='12 June'>"
            + "<p>The bridge opens <time datetime='2024-06-12'>today</time>.</p>";

    assertThat(article(page).published()).isEqualTo(Instant.parse("2024-06-12T00:00:00Z"));
  }

  @Test
  void aDeclaredCharsetIsUsed() throws IOException {
    String page = "<meta charset=windows-1251><p>Мост открыт.</p>";

    assertThat(read(page.getBytes(Charset.forName("windows-1251"))))
        .singleElement()
        .isInstanceOfSatisfying(
            Article.class, article -> assertThat(article.text()).isEqualTo("Мост открыт."));
  }

  @Test
  void deepNestingDoesNotOverflow() throws IOException {
    assertThat(read("<div>".repeat(100_000) + "<p>The bridge opens.</p>")).hasSize(1);
    assertThat(read("<ul><li>".repeat(50_000) + "The bridge opens.")).hasSize(1);
    assertThat(read("<table><tr><td>".repeat(30_000) + "The bridge opens.")).hasSize(1);
    assertThat(read("<div>".repeat(10_000) + "<p>The bridge opens.</p>")).hasSize(1);
    assertThat(read("<b><p>".repeat(5_000) + "The bridge opens.")).hasSize(1);
  }

  @Test
  void manyNestedPartsDoNotTakeLong() {
    String page = "<div class=share><article><p>The bridge opens. ".repeat(1_300);

    assertTimeout(Duration.ofSeconds(10), () -> read(page));
  }

  @Test
  void aPageOfScriptsAloneIsRejected() throws IOException {
    Rejected rejected =
        rejected(
            "<html><head><script>render()</script></head><body><div id=root></div>"
                + "<script>start({\"text\": \"The bridge opens on Monday.\"})</script></body></html>");

    assertThat(rejected.reason()).isEqualTo(RejectReason.MISSING_TEXT);
    assertThat(rejected("<html><body></body></html>").reason())
        .isEqualTo(RejectReason.MISSING_TEXT);
  }

  @Test
  void aPageWithoutTextIsRejected() throws IOException {
    Rejected rejected = rejected("<html><body><nav>Home</nav></body></html>");

    assertThat(rejected.reason()).isEqualTo(RejectReason.MISSING_TEXT);
    assertThat(rejected.detail()).isEqualTo("holds no text, expected at least one paragraph.");
  }
}
