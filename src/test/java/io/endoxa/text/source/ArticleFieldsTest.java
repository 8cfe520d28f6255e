package io.endoxa.text.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.endoxa.text.Article;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ArticleFieldsTest {
  private static final ArticleFields FIELDS =
      new ArticleFields(
          Map.of("text", "Body", "published", "created_at", "source", "url"),
          ZoneId.of("Asia/Yerevan"));

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "x.jsonl | {'Body':'One.','created_at':'2024-06-12','url':'Gazette','text':'No.'}",
        "x.json | [{'Body':'One.','created_at':'2024-06-12','url':'Gazette','text':'No.'}]",
        "x.csv | text,BODY,created_at,url~No.,One.,2024-06-12,Gazette",
        "x.tsv | text^Body^Created_At^url~No.^One.^2024-06-12^Gazette",
      })
  void mappedColumnsAreTaken(String file, String content) throws IOException {
    String written = content.replace('\'', '"').replace('~', '\n').replace('^', '\t');
    Article article =
        (Article)
            new ArticleSources(FIELDS)
                .forFile(file)
                .orElseThrow()
                .read(file, new ByteArrayInputStream(written.getBytes(StandardCharsets.UTF_8)))
                .next();

    assertThat(article.text()).isEqualTo("One.");
    assertThat(article.published()).isEqualTo(Instant.parse("2024-06-11T20:00:00Z"));
    assertThat(article.source()).isEqualTo("Gazette");
    assertThat(article.url()).isNull();
  }

  @Test
  void aColumnWithTheNameOfAMappedFieldIsIgnored() {
    assertThat(FIELDS.fieldOf("text")).isEmpty();
    assertThat(FIELDS.fieldOf("url")).contains("source");
    assertThat(FIELDS.fieldOf("title")).contains("title");
    assertThat(FIELDS.fieldOf("body")).isEmpty();
    assertThat(FIELDS.fieldOfAnyCase("body")).contains("text");
  }

  @Test
  void unknownFieldsAndSharedColumnsAreRefused() {
    assertThatThrownBy(() -> new ArticleFields(Map.of("txt", "a"), ZoneOffset.UTC))
        .hasMessage(
            "field 'txt' is unknown. Known: id, source, published, url, title, language, text.");
    assertThatThrownBy(() -> new ArticleFields(Map.of("text", "a", "title", "a"), ZoneOffset.UTC))
        .hasMessageStartingWith("two fields are taken from one column: ");
  }
}
