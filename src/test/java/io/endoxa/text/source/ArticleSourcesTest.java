package io.endoxa.text.source;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ArticleSourcesTest {
  private static final ArticleSources SOURCES = new ArticleSources(ArticleFields.STANDARD);

  @Test
  void sourcesAreFoundByExtension() {
    assertThat(SOURCES.forFile("a/b.c/news.TXT").map(ArticleSource::format)).contains("txt");
    assertThat(SOURCES.forFile("page.htm").map(ArticleSource::format)).contains("html");
    assertThat(SOURCES.forFile("x.csv").map(ArticleSource::format)).contains("csv");
    assertThat(SOURCES.forFile("x.tsv").map(ArticleSource::format)).contains("tsv");
    assertThat(SOURCES.forFile("x.json").map(ArticleSource::format)).contains("json");
    assertThat(SOURCES.forFile("x.jsonl").map(ArticleSource::format)).contains("jsonl");
  }

  @Test
  void whatIsPackedWithGzipIsReadByItsInnerName() {
    assertThat(SOURCES.forFile("x.jsonl.gz").map(ArticleSource::format)).contains("jsonl.gz");
    assertThat(SOURCES.forFile("X.WARC.GZ").map(ArticleSource::format)).contains("warc.gz");
    assertThat(SOURCES.forFile("x.zip").map(ArticleSource::format)).contains("zip");
    assertThat(SOURCES.forFile("x.gz")).isEmpty();
    assertThat(SOURCES.forFile("x.zip.gz")).isEmpty();
    assertThat(SOURCES.forFile("x.txt.gz.gz")).isEmpty();
  }

  @Test
  void otherFilesHaveNone() {
    assertThat(SOURCES.forFile("x.docx")).isEmpty();
    assertThat(SOURCES.forFile("README")).isEmpty();
    assertThat(SOURCES.forFile("")).isEmpty();
  }

  @Test
  void allExtensionsAreListed() {
    assertThat(SOURCES.extensions())
        .containsExactly(
            "csv", "gz", "htm", "html", "json", "jsonl", "ndjson", "tsv", "txt", "warc", "zip");
  }
}
