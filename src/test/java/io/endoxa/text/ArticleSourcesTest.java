package io.endoxa.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ArticleSourcesTest {
  @Test
  void sourcesAreFoundByExtension() {
    assertThat(ArticleSources.forFile("a/b.c/news.TXT").map(ArticleSource::format)).contains("txt");
    assertThat(ArticleSources.forFile("page.htm").map(ArticleSource::format)).contains("html");
    assertThat(ArticleSources.forFile("x.csv").map(ArticleSource::format)).contains("csv");
    assertThat(ArticleSources.forFile("x.jsonl").map(ArticleSource::format)).contains("jsonl");
  }

  @Test
  void otherFilesHaveNone() {
    assertThat(ArticleSources.forFile("x.docx")).isEmpty();
    assertThat(ArticleSources.forFile("README")).isEmpty();
    assertThat(ArticleSources.forFile("")).isEmpty();
  }

  @Test
  void allExtensionsAreListed() {
    assertThat(ArticleSources.extensions()).containsExactly("csv", "htm", "html", "jsonl", "txt");
  }
}
