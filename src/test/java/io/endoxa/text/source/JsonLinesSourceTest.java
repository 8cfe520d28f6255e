package io.endoxa.text.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import io.endoxa.text.Article;
import io.endoxa.text.ContentHash;
import io.endoxa.text.Origin;
import io.endoxa.text.ReadResult;
import io.endoxa.text.RejectReason;
import io.endoxa.text.Rejected;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.Test;

class JsonLinesSourceTest extends ArticleSourceContract {
  @Override
  ArticleSource source(int maxBytes) {
    return new JsonLinesSource(ArticleFields.STANDARD, maxBytes);
  }

  @Override
  String record(String text) {
    return "{\"text\": \""
        + new String(JsonStringEncoder.getInstance().quoteAsString(text))
        + "\"}";
  }

  @Test
  void allFieldsAreRead() throws IOException {
    Article article =
        article(
            "{\"id\":\"a-1\",\"source\":\"Gazette\",\"published\":\"2024-06-12T08:30:00+04:00\","
                + "\"url\":\"https://g.example/1\",\"title\":\" The\\nbridge\\u200b \","
                + "\"language\":\"en\",\"text\":\"One.\\n\\nTwo.\",\"more\":{\"a\":[1,{}]}}\n");

    assertThat(article)
        .isEqualTo(
            new Article(
                "a-1",
                "Gazette",
                Instant.parse("2024-06-12T04:30:00Z"),
                "https://g.example/1",
                "The bridge",
                "en",
                "One.\n\nTwo.",
                new Origin(FILE, 1)));
  }

  @Test
  void aBadLineDoesNotHurtTheOthers() throws IOException {
    List<ReadResult> results =
        read(record("One.") + "\n\n{\"text\": \n" + record("Three.") + "\r\n" + record("Four."));

    assertThat(results)
        .extracting(result -> result.origin().position())
        .containsExactly(1, 3, 4, 5);
    assertThat(results.get(1)).isInstanceOf(Rejected.class);
    assertThat(((Rejected) results.get(1)).reason()).isEqualTo(RejectReason.BAD_JSON);
    assertThat(((Rejected) results.get(1)).excerpt()).isEqualTo("{\"text\":");
    assertThat(((Article) results.get(2)).text()).isEqualTo("Three.");
  }

  @Test
  void aStrayByteDoesNotChangeTheEncodingOfOtherLines() throws IOException {
    byte[] head = (record("It\u0092s open.") + "\n").getBytes(StandardCharsets.ISO_8859_1);
    byte[] rest =
        ((record("Plain.") + "\n").repeat(1000) + record("At the café."))
            .getBytes(StandardCharsets.UTF_8);
    byte[] all = Arrays.copyOf(head, head.length + rest.length);
    System.arraycopy(rest, 0, all, head.length, rest.length);
    List<ReadResult> results = new ArrayList<>();
    source(1 << 16).read(FILE, new ByteArrayInputStream(all)).forEachRemaining(results::add);

    assertThat(results).hasSize(1002);
    assertThat(results.get(0)).asString().contains("It’s open.");
    assertThat(((Article) results.get(1001)).text()).isEqualTo("At the café.");
  }

  @Test
  void aLineOfAnotherEncodingMayBeLong() throws IOException {
    Map<String, String> sentences =
        Map.of(
            "windows-1251", "Мост открывается в понедельник, сказал мэр города. ",
            "GB18030", "这座桥将于星期一开通，市长说。建设用了两年时间。");
    for (String charset : sentences.keySet()) {
      String text = sentences.getOrDefault(charset, "").repeat(6000).strip();
      List<ReadResult> results = new ArrayList<>();
      source(1 << 20)
          .read(FILE, new ByteArrayInputStream(record(text).getBytes(Charset.forName(charset))))
          .forEachRemaining(results::add);

      assertThat(((Article) results.get(0)).text().equals(text)).as(charset).isTrue();
    }
  }

  @Test
  void aHugeLineDoesNotHurtTheOthers() throws IOException {
    List<ReadResult> results =
        read(record("One.") + "\n" + record("x".repeat(200_000)) + "\n" + record("Three."));

    assertThat(results).hasSize(3);
    assertThat(((Rejected) results.get(1)).reason()).isEqualTo(RejectReason.TOO_LARGE);
    assertThat(results.get(2).origin()).isEqualTo(new Origin(FILE, 3));
    assertThat(((Article) results.get(2)).text()).isEqualTo("Three.");
  }

  @Test
  void aLaterLineWithNulIsRejectedAlone() throws IOException {
    List<ReadResult> results = read(record("One.") + "\n\0\n" + record("Three."));

    assertThat(results).hasSize(3);
    assertThat(((Rejected) results.get(1)).reason()).isEqualTo(RejectReason.NOT_TEXT);
  }

  @Test
  void keysThatStandTwiceAreBadJson() throws IOException {
    Rejected rejected = rejected("{\"text\":\"One.\",\"text\":\"Two.\"}");

    assertThat(rejected.reason()).isEqualTo(RejectReason.BAD_JSON);
    assertThat(rejected.detail())
        .isEqualTo("is not a JSON object: a key stands twice, at character 21.");
    assertThat(rejected("{\"text\":\"One.\",\"x\":{\"y\":1,\"y\":2}}").reason())
        .isEqualTo(RejectReason.BAD_JSON);
  }

  @Test
  void onlyOneObjectMayStandOnALine() throws IOException {
    assertThat(rejected("[1, 2]").detail())
        .isEqualTo("is not a JSON object: found a list, expected one object.");
    assertThat(rejected("{\"text\":\"One.\"} {}").detail())
        .isEqualTo("is not a JSON object: found an object after the object.");
  }

  @Test
  void fieldsOfTheWrongTypeAreRejected() throws IOException {
    Rejected rejected = rejected("{\"text\":\"One.\",\"title\":7}");

    assertThat(rejected.reason()).isEqualTo(RejectReason.BAD_FIELD);
    assertThat(rejected.detail()).isEqualTo("title is a number, expected a text.");
    assertThat(rejected("{\"text\":[\"One.\"]}").detail())
        .isEqualTo("text is a list, expected a text.");
    assertThat(rejected("{\"text\":\"One.\",\"published\":\"soon\"}").reason())
        .isEqualTo(RejectReason.BAD_FIELD);
  }

  @Test
  void anIdMayBeAWholeNumber() throws IOException {
    assertThat(article("{\"id\":17,\"text\":\"One.\"}").id()).isEqualTo("17");
  }

  @Test
  void nullAndBlankFieldsAreAbsent() throws IOException {
    Article article = article("{\"id\":\" \",\"title\":null,\"text\":\"One.\"}");

    assertThat(article.title()).isNull();
    assertThat(article.id()).isEqualTo(ContentHash.of(null, null, null, "One."));
    assertThat(rejected("{\"text\":null}").reason()).isEqualTo(RejectReason.MISSING_TEXT);
  }

  @Test
  void nestingBombsAreBadJson() throws IOException {
    String bomb = "{\"text\":\"One.\",\"x\":" + "[".repeat(30_000) + "]".repeat(30_000) + "}";

    assertThat(rejected(bomb).reason()).isEqualTo(RejectReason.BAD_JSON);
  }

  @Test
  void aBrokenStreamThrowsAfterTheLinesBeforeIt() throws IOException {
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
    byte[] first = (record("One.") + "\n").getBytes(StandardCharsets.UTF_8);
    Iterator<ReadResult> results =
        source(1000).read(FILE, new SequenceInputStream(new ByteArrayInputStream(first), broken));

    assertThat(results.next()).isInstanceOf(Article.class);
    assertThatThrownBy(results::next)
        .isInstanceOf(UncheckedIOException.class)
        .hasMessage("corpus/file: cannot be read: connection reset");
  }

  @Test
  void afterTheLastRecordThereIsNone() throws IOException {
    Iterator<ReadResult> results = source(10).read(FILE, InputStream.nullInputStream());
    results.next();

    assertThat(results.hasNext()).isFalse();
    assertThatThrownBy(results::next)
        .isInstanceOf(NoSuchElementException.class)
        .hasMessage("corpus/file has no more records");
  }
}
