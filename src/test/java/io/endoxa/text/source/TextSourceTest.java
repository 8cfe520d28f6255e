package io.endoxa.text.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.endoxa.text.Article;
import io.endoxa.text.Paragraph;
import io.endoxa.text.RejectReason;
import io.endoxa.text.Rejected;
import io.endoxa.text.clean.ArticleCutter;
import io.endoxa.text.clean.CutArticle;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class TextSourceTest extends ArticleSourceContract {
  @Override
  ArticleSource source(int maxBytes) {
    return new TextSource(ArticleFields.STANDARD, maxBytes);
  }

  @Override
  String record(String text) {
    return text;
  }

  @Test
  void frontMatterFillsTheFields() throws IOException {
    Article article =
        article(
            """
            ---
            id: a-1
            source: Harbour Gazette
            published: 2024-06-12
            url: https://gazette.example/a-1
            title: Bridge: what comes next
            language: en
            ---

            The bridge opens.

            Traffic follows.
            """);

    assertThat(article.id()).isEqualTo("a-1");
    assertThat(article.source()).isEqualTo("Harbour Gazette");
    assertThat(article.published()).isEqualTo(Instant.parse("2024-06-12T00:00:00Z"));
    assertThat(article.url()).isEqualTo("https://gazette.example/a-1");
    assertThat(article.title()).isEqualTo("Bridge: what comes next");
    assertThat(article.language()).isEqualTo("en");
    assertThat(article.text()).isEqualTo("\nThe bridge opens.\n\nTraffic follows.");
  }

  @Test
  void frontMatterMayHaveCarriageReturns() throws IOException {
    Article article = article("---\r\ntitle: Bridge\r\n---\r\nIt opens.\r\n");

    assertThat(article.title()).isEqualTo("Bridge");
    assertThat(article.text()).isEqualTo("It opens.");
  }

  @Test
  void carriageReturnsSeparateParagraphsToo() throws IOException {
    CutArticle cut = new ArticleCutter().cut(article("One line.\r\n\r\nTwo lines."));

    assertThat(cut.paragraphs())
        .extracting(Paragraph::text)
        .containsExactly("One line.", "Two lines.");
  }

  @Test
  void unknownKeysAreRejected() throws IOException {
    Rejected rejected = rejected("---\ntitle: Bridge\nauthor: Nobody\n---\nIt opens.\n");

    assertThat(rejected.reason()).isEqualTo(RejectReason.BAD_FIELD);
    assertThat(rejected.detail())
        .isEqualTo(
            "front matter, line 3: the key is unknown. Known: id, source, published, url, title,"
                + " language.");
    assertThat(rejected.excerpt()).isEqualTo("--- title: Bridge author: Nobody --- It opens.");
  }

  @Test
  void keysThatStandTwiceAreRejected() throws IOException {
    assertThat(rejected("---\ntitle: A\ntitle: B\n---\nIt opens.").detail())
        .isEqualTo("front matter, line 3: key 'title' stands twice. Remove one.");
  }

  @Test
  void linesWithoutColonAreRejected() throws IOException {
    assertThat(rejected("---\nBridge\n---\nIt opens.").detail())
        .isEqualTo("front matter, line 2: has no colon, expected 'key: value'.");
  }

  @Test
  void frontMatterMustEnd() throws IOException {
    assertThat(rejected("---\ntitle: Bridge\n").detail())
        .isEqualTo("front matter begins on line 1 and does not end. Close it with a line '---'.");
  }

  @Test
  void undatableDatesAreRejected() throws IOException {
    Rejected rejected = rejected("---\npublished: last Tuesday\n---\nIt opens.");

    assertThat(rejected.reason()).isEqualTo(RejectReason.BAD_FIELD);
    assertThat(rejected.detail())
        .startsWith("published has the form 'aaaa aaaaaaa', expected a date such as 2024-06-12");
  }

  @Test
  void aTextLongerThanANovelIsRejected() throws IOException {
    String text = "word ".repeat(120_000);
    Rejected rejected =
        (Rejected)
            new TextSource(ArticleFields.STANDARD, ArticleSources.MAX_BYTES)
                .read(FILE, new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)))
                .next();

    assertThat(rejected.reason()).isEqualTo(RejectReason.TOO_LARGE);
    assertThat(rejected.detail())
        .isEqualTo("has a text of 600000 characters, more than 524288. Split the article.");
  }

  @Test
  void frontMatterAloneHasNoText() throws IOException {
    assertThat(rejected("---\ntitle: Bridge\n---\n \n").reason())
        .isEqualTo(RejectReason.MISSING_TEXT);
  }
}
