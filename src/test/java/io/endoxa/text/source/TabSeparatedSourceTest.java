package io.endoxa.text.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.endoxa.text.Article;
import io.endoxa.text.ReadResult;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class TabSeparatedSourceTest extends ArticleSourceContract {
  @Override
  ArticleSource source(int maxBytes) {
    return CsvSource.tsv(ArticleFields.STANDARD, maxBytes);
  }

  @Override
  String header() {
    return "text\n";
  }

  @Override
  String record(String text) {
    return "\"" + text.replace("\"", "\"\"") + "\"";
  }

  @Test
  void commasAreTextAndTabsSeparate() throws IOException {
    List<ReadResult> results =
        read(
            "id\ttext\n1\tOne, two.\n2\t\"Three\n\tand \"\"four\"\".\"\n3\tA \"so-called\" text.\n");

    assertThat(results)
        .extracting(result -> ((Article) result).text())
        .containsExactly("One, two.", "Three\n\tand \"four\".", "A \"so-called\" text.");
  }

  @Test
  void messagesSpeakOfTabs() throws IOException {
    assertThat(rejected("id\ttext\n1\tOne.\tTwo.\n").detail())
        .isEqualTo("has 3 columns, the header has 2. Quote what holds a tab or a line break.");
    assertThat(rejected("id\ttext\n1\t\"One\" two.\n").detail())
        .startsWith("has text after a closing quote, expected a tab or the end of the row.");
  }

  @Test
  void aHeaderWithCommasIsReadAsWell() throws IOException {
    assertThat(article("id,text\n1,\"One, two.\"\n").text()).isEqualTo("One, two.");
    assertThat(rejected("\"a,text\"\tid\n1\t2\n").detail())
        .startsWith("is a header without a column 'text', found 2 other columns. Name");
  }
}
