package io.endoxa.text.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.endoxa.text.Article;
import io.endoxa.text.Origin;
import io.endoxa.text.ReadResult;
import io.endoxa.text.RejectReason;
import io.endoxa.text.Rejected;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CsvSourceTest extends ArticleSourceContract {
  @Override
  ArticleSource source(int maxBytes) {
    return CsvSource.csv(ArticleFields.STANDARD, maxBytes);
  }

  @Override
  String header() {
    return "text\n";
  }

  @Override
  String record(String text) {
    return "\"" + text.replace("\"", "\"\"") + "\"";
  }

  /** Each result as its line and its text, or its reason. */
  private List<String> results(String csv) throws IOException {
    return read(csv).stream()
        .map(
            result ->
                result.origin().position()
                    + " "
                    + (result instanceof Article article
                        ? article.text()
                        : ((Rejected) result).reason().label()))
        .toList();
  }

  @Test
  void allFieldsAreReadInAnyOrder() throws IOException {
    Article article =
        article(
            "title,text,ID,score, url ,language,published,source\r\n"
                + "\"The\nbridge\",\"One.\n\nHe said \"\"two\"\".\",a-1,0.5,https://g.example/1,en,"
                + "2024-06-12T08:30:00+04:00,\"Gazette, Evening\"\r\n");

    assertThat(article)
        .isEqualTo(
            new Article(
                "a-1",
                "Gazette, Evening",
                Instant.parse("2024-06-12T04:30:00Z"),
                "https://g.example/1",
                "The bridge",
                "en",
                "One.\n\nHe said \"two\".",
                new Origin(FILE, 2)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"\n", "\r\n", "\r"})
  void positionsAreTheLinesThatRowsBeginOn(String lineEnd) throws IOException {
    String csv =
        String.join(
            lineEnd, "id,text", "1,One.", "2,\"Two", "", "and", "more.\"", "", "3,Three.", "4,");

    List<ReadResult> results = read(csv);

    assertThat(results)
        .extracting(result -> result.origin().position())
        .containsExactly(2, 3, 8, 9);
    assertThat(((Article) results.get(1)).text().lines()).hasSize(4);
    assertThat(((Rejected) results.get(3)).reason()).isEqualTo(RejectReason.MISSING_TEXT);
  }

  @Test
  void aRowWithAnotherNumberOfColumnsDoesNotHurtTheOthers() throws IOException {
    List<ReadResult> results = read("id,text\n1,One.\n2,Two, and more.\n3\n4,Four.\n");

    assertThat(results).hasSize(4);
    assertThat(results.get(1))
        .isEqualTo(
            new Rejected(
                new Origin(FILE, 3),
                RejectReason.BAD_CSV,
                "has 3 columns, the header has 2. Quote what holds a comma or a line break.",
                "2,Two, and more."));
    assertThat(((Rejected) results.get(2)).detail()).startsWith("has 1 columns, the header has 2.");
    assertThat(((Article) results.get(3)).text()).isEqualTo("Four.");
  }

  @Test
  void aQuoteThatIsNeverClosedCostsItsRowAlone() throws IOException {
    assertThat(results("id,text\n1,One.\n2,\"Two.\n3,Three.\n4,Four.\n"))
        .containsExactly("2 One.", "3 bad_csv", "4 Three.", "5 Four.");
    assertThat(((Rejected) read("id,text\n2,\"Two.\n").get(0)).detail())
        .isEqualTo("opens a quote that the file never closes. Close it.");
  }

  @Test
  void aQuoteThatALaterRowClosesCostsItsRowAlone() throws IOException {
    assertThat(results("id,text\n1,\"One.\n2,Two.\n3,\"Three.\"\n"))
        .containsExactly("2 bad_csv", "3 Two.", "4 Three.");
  }

  @Test
  void quotesThatAreNotDoubledCostTheirRowAlone() throws IOException {
    List<ReadResult> results =
        read("id,text,language\n1,\"He said \"yes\" to it.\",en\n2,Two.,en\n");

    assertThat(results).hasSize(2);
    assertThat(((Rejected) results.get(0)).detail())
        .isEqualTo(
            "has text after a closing quote, expected a comma or the end of the row. Write a"
                + " quote inside of quotes twice.");
    assertThat(((Article) results.get(1)).text()).isEqualTo("Two.");
  }

  @Test
  void linesOfATextWithQuotesThatAreNotDoubledAreNotTakenForArticles() throws IOException {
    List<ReadResult> results =
        read(
            """
            id,text
            5,"He said "no" to it.
            The envoys left, and nobody came.

            "We wait", they say, "and see."
            One, two."
            6,Six.
            """);

    assertThat(results).hasSize(2);
    assertThat(results.get(0))
        .isEqualTo(
            new Rejected(
                new Origin(FILE, 2),
                RejectReason.BAD_CSV,
                "has text after a closing quote, expected a comma or the end of the row. Write a"
                    + " quote inside of quotes twice. Lines 2 to 6 are taken for this row.",
                "5,\"He said \"no\" to it. The envoys left, and nobody came.  \"We wait\", they say,"
                    + " \"and see.\" One, two.\""));
    assertThat(((Article) results.get(1)).origin().position()).isEqualTo(7);
  }

  @Test
  void textAfterAQuotedWordCostsItsRowAlone() throws IOException {
    String quoted = "7,\"Seven,\nand more.\"\n";
    assertThat(results("id,text\n5,\"No\" is what he said.\n6,Six.\n" + quoted))
        .containsExactly("2 bad_csv", "3 Six.", "4 Seven,\nand more.");
    assertThat(results("text\n\"No\" is what he said.\nSix.\n"))
        .containsExactly("2 bad_csv", "3 Six.");
  }

  @Test
  @Timeout(20)
  void quotesThatNoRowClosesAreNotReadAgainAndAgain() throws IOException {
    List<ReadResult> results = read("id,text\n" + "a\",\"\"\"\n".repeat(200_000));

    assertThat(results).hasSizeLessThan(20);
    assertThat(results)
        .allMatch(Rejected.class::isInstance)
        .extracting(result -> result.origin().position())
        .startsWith(2, 3, 4);
    assertThat(((Rejected) results.get(results.size() - 1)).detail())
        .isEqualTo(
            "has no certain end, like too many rows before it: their quotes are not closed. Rows"
                + " from here on are not read. Close the quotes.");
  }

  @Test
  void unclosedQuotesFarFromEachOtherDoNotEndTheReading() throws IOException {
    String rows = "1,\"One.\n" + "2,\"Two.\"\n".repeat(20_000);

    List<String> results = results("id,text\n" + rows.repeat(9));

    assertThat(results).hasSize(9 * 20_001).endsWith("180010 Two.");
    assertThat(results).filteredOn(result -> result.endsWith("bad_csv")).hasSize(9);
  }

  @Test
  void withoutOtherColumnsTheLinesOfABrokenTextAreNotTakenForArticles() throws IOException {
    assertThat(results("text\n\"One.\"\n\"Two.\nand\nmore.\n"))
        .containsExactly("2 One.", "3 bad_csv");
  }

  @Test
  void aHugeRowDoesNotHurtTheOthers() throws IOException {
    String huge = "x".repeat(200_000);
    String hugeLines = "x\r\n".repeat(100_000);
    for (String text : List.of(huge, "\"" + huge + "\"")) {
      assertThat(results("id,text\n1,One.\n2," + text + "\n3,Three.\n"))
          .containsExactly("2 One.", "3 too_large", "4 Three.");
      assertThat(results("text\nOne.\n" + text + "\nThree.\n"))
          .containsExactly("2 One.", "3 too_large", "4 Three.");
    }
    assertThat(results("text\nOne.\n\"" + hugeLines + "\"\nThree.\n"))
        .containsExactly("2 One.", "3 too_large", "100004 Three.");
  }

  @Test
  void aHugeUnclosedRowDoesNotSwallowTheFile() throws IOException {
    List<String> results = results("id,text\n1,\"One.\n" + "2,Two.\n".repeat(20_000) + "3,Three.");

    assertThat(results).hasSize(20_002).startsWith("2 too_large", "3 Two.");
    assertThat(results).endsWith("20003 Three.");
  }

  @Test
  void aBadHeaderIsSaidOnce() throws IOException {
    Rejected bars = rejected("id|text\n1|One.\n2|Two.\n");
    assertThat(bars.reason()).isEqualTo(RejectReason.BAD_CSV);
    assertThat(bars.detail())
        .isEqualTo(
            "is a header without a column 'text', found 1 other columns. Name the columns in"
                + " the first row, and separate them by commas, semicolons or tabs.");
    assertThat(rejected("text,id,Text\n1,2,3\n4,5,6\n").detail())
        .isEqualTo("is a header with two columns 'text'. Rename one.");
    assertThat(rejected("id,\"text\n1,One.\n").detail()).startsWith("opens a quote");
    assertThat(article("a,text,a\n1,One.,2\n").text()).isEqualTo("One.");
  }

  @Test
  void theHeaderTellsWhatSeparatesColumns() throws IOException {
    for (String separator : List.of(",", ";", "\t")) {
      for (String start : List.of("", "\uFEFF", "\r\n\n")) {
        String csv =
            start
                + "id;\"Text\"; title\n1;\"One, two;\nthree\tfour.\";\"Said \"\"she\"\"\"\n2;Two.;";
        List<ReadResult> results = read(csv.replaceAll(";(?!\n)", separator));

        assertThat(results).hasSize(2);
        assertThat(((Article) results.get(0)).text()).isEqualTo("One, two;\nthree\tfour.");
        assertThat(((Article) results.get(0)).title()).isEqualTo("Said \"she\"");
      }
    }
    assertThat(rejected("id;text\n1;One;two.\n").detail())
        .isEqualTo(
            "has 3 columns, the header has 2. Quote what holds a semicolon or a line break.");
  }

  @Test
  void theTextAloneNeedsNoSeparatorAndAMappedOneIsFoundToo() throws IOException {
    assertThat(article("text\n\"One; two.\"\n").text()).isEqualTo("One; two.");
    List<ReadResult> results = new ArrayList<>();
    CsvSource.csv(new ArticleFields(Map.of("text", "body, whole"), ZoneOffset.UTC), 1000)
        .read(
            FILE,
            new ByteArrayInputStream("id;body, whole\n1;One.\n".getBytes(StandardCharsets.UTF_8)))
        .forEachRemaining(results::add);
    assertThat(results).first().isInstanceOf(Article.class);
  }

  @Test
  void aHeaderAloneIsAnEmptyFile() throws IOException {
    assertThat(rejected("id,text\n").reason()).isEqualTo(RejectReason.EMPTY_FILE);
    assertThat(rejected("id,text").detail())
        .isEqualTo("holds no rows, expected a header and one article per row.");
  }

  @Test
  void badFieldsAndLaterNulAreRejectedAlone() throws IOException {
    assertThat(results("text,published\nOne.,soon\nTwo.\0,\nThree.,\n"))
        .containsExactly("2 bad_field", "3 not_text", "4 Three.");
  }

  @Test
  void aByteOrderMarkMayStandBeforeAQuote() throws IOException {
    assertThat(article("\uFEFF\"text\",\"id\"\nOne.,1\n").id()).isEqualTo("1");
  }

  @Test
  void smallPiecesOfAStreamGiveTheSameRows() throws IOException {
    String csv = "id,text\r\n1,\"One,\r\n\"\"two\"\"\"\r\n2,\"x\"y\r\n3,Three.\r\n";
    InputStream slow =
        new ByteArrayInputStream(csv.getBytes(StandardCharsets.UTF_8)) {
          @Override
          public synchronized int read(byte[] buffer, int offset, int length) {
            return super.read(buffer, offset, Math.min(length, 1));
          }
        };
    List<ReadResult> results = new ArrayList<>();
    source(1000).read(FILE, slow).forEachRemaining(results::add);

    assertThat(results).hasSize(3).isEqualTo(read(csv));
  }

  @Test
  void aBrokenStreamThrowsAfterTheRowsBeforeIt() throws IOException {
    InputStream broken =
        new InputStream() {
          @Override
          public int read() throws IOException {
            throw new IOException("connection reset");
          }

          @Override
          public int read(byte[] buffer, int offset, int length) throws IOException {
            return read();
          }
        };
    byte[] first = "text\nOne.\n".getBytes(StandardCharsets.UTF_8);
    Iterator<ReadResult> results =
        source(1000).read(FILE, new SequenceInputStream(new ByteArrayInputStream(first), broken));

    assertThat(results.next()).isInstanceOf(Article.class);
    assertThatThrownBy(results::next)
        .isInstanceOf(UncheckedIOException.class)
        .hasMessage("corpus/file: cannot be read: connection reset");
  }
}
