package io.endoxa.text.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.ZoneOffset;
import java.util.List;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.Test;

class PageMetadataTest {
  private static PageMetadata of(String html) {
    return PageMetadata.of(Jsoup.parse(html), null, ZoneOffset.UTC);
  }

  private static String jsonLd(String json) {
    return "<script type=application/ld+json>" + json + "</script>";
  }

  @Test
  void jsonLdCountsBeforeMetaElements() {
    PageMetadata metadata =
        of(
            jsonLd(
                    """
                    {"@context": "https://schema.org", "@graph": [
                      {"@type": "BreadcrumbList", "name": "Home"},
                      {"@type": ["NewsArticle"], "headline": "Bridge &amp; tunnel",
                       "datePublished": "2024-06-12T08:30:00+04:00",
                       "publisher": {"name": "Harbour Gazette"}, "articleBody": "It opened."}]}
                    """)
                + """
                <meta property="og:title" content="Bridge">
                <meta property="article:published_time" content="2024-06-13">
                """);

    assertThat(metadata.title()).isEqualTo("Bridge & tunnel");
    assertThat(metadata.published()).isEqualTo("2024-06-12T08:30:00+04:00");
    assertThat(metadata.source()).isEqualTo("Harbour Gazette");
    assertThat(metadata.articleBody()).isEqualTo("It opened.");
  }

  @Test
  void jsonLdIsReadInsideAWrapping() {
    String json = "{\"@type\": \"Article\", \"headline\": \"Bridge opens\"}";

    assertThat(of(jsonLd("\n <![CDATA[\n" + json + "\n]]>")).title()).isEqualTo("Bridge opens");
    assertThat(of(jsonLd("<!-- " + json + " -->")).title()).isEqualTo("Bridge opens");
    assertThat(of(jsonLd("//<![CDATA[\n" + json + "//]]>")).title()).isEqualTo("Bridge opens");
  }

  @Test
  void brokenJsonLdIsAsIfItWereNotThere() {
    String page = "<title>Bridge opens</title>";

    assertThat(of(page + jsonLd("{\"@type\": \"Article\", \"headline\"")).title())
        .isEqualTo("Bridge opens");
    assertThat(of(page + jsonLd("[".repeat(100_000))).title()).isEqualTo("Bridge opens");
    assertThat(of(page + jsonLd("")).title()).isEqualTo("Bridge opens");
  }

  @Test
  void theNameOfTheSiteCountsBeforeThePublisherAndTheHost() {
    String host = "<link rel=canonical href='https://www.gazette.example/bridge'>";
    String site = "<meta property='og:site_name' content='Gazette'>";
    String publisher =
        jsonLd("{\"@type\": \"Article\", \"publisher\": {\"name\": \"Harbour Press\"}}");

    assertThat(of(host + site + publisher).source()).isEqualTo("Gazette");
    assertThat(of(host + publisher).source()).isEqualTo("Harbour Press");
    assertThat(of(host).source()).isEqualTo("gazette.example");
    assertThat(of("<p>The bridge opens.").source()).isNull();
  }

  @Test
  void aHeadingThatThePageTitleRepeatsIsTheTitle() {
    assertThat(of("<title>Bridge opens | Gazette</title><h1>Gazette</h1><h2>Bridge opens</h2>"))
        .extracting(PageMetadata::title)
        .isEqualTo("Bridge opens");
    assertThat(of("<title>Bridge opens</title><h1>News</h1>").title()).isEqualTo("Bridge opens");
    assertThat(of("<h1>Bridge opens</h1>").title()).isEqualTo("Bridge opens");
  }

  @Test
  void anAddressWithoutHostCountsLast() {
    String canonical = "<link rel=canonical href=/story/1>";
    String full = "<meta property='og:url' content='https://www.gazette.example/story/1'>";

    assertThat(of(canonical + full).url()).isEqualTo("https://www.gazette.example/story/1");
    assertThat(of(canonical + full).source()).isEqualTo("gazette.example");
    assertThat(of(canonical).url()).isEqualTo("/story/1");
    String address = "https://gazette.example/a";
    assertThat(PageMetadata.of(Jsoup.parse(canonical), address, ZoneOffset.UTC).url())
        .isEqualTo(address);
  }

  @Test
  void ofHeadingsInsideEachOtherTheInnermostIsTheTitle() {
    assertThat(of("<title>Bridge opens</title><h1><div>A <h2>Bridge opens</h2></div></h1>").title())
        .isEqualTo("Bridge opens");
    assertThat(of("<title>Bridge opens</title><h1><div><h2>Bridge</h2> opens</div></h1>").title())
        .isEqualTo("Bridge");
  }

  @Test
  void typesOfJsonLdMayBeAddresses() {
    String json = "{\"@type\": \"%s\", \"headline\": \"Bridge opens\"}";

    for (String type : List.of("BlogPosting", "https://schema.org/NewsArticle", "Report")) {
      assertThat(of(jsonLd(json.formatted(type))).title()).as(type).isEqualTo("Bridge opens");
    }
    for (String type : List.of("ReportFile", "Articles", "")) {
      assertThat(of(jsonLd(json.formatted(type)) + "<h1>News").title()).isEqualTo("News");
    }
  }
}
