package io.endoxa.text.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.endoxa.text.Article;
import io.endoxa.text.ContentHash;
import io.endoxa.text.ReadResult;
import io.endoxa.text.Rejected;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

class WarcSourceTest extends ArticleSourceContract {
  private static final String TARGET = "https://www.gazette.example/bridge";
  private static final String PAGE = "text/html";

  @Override
  ArticleSource source(int maxBytes) {
    return new WarcSource(ArticleFields.STANDARD, maxBytes);
  }

  @Override
  String record(String text) {
    return text.isEmpty() ? "<p></p>" : "<html><body><p>" + text + "</p></body></html>";
  }

  @Override
  byte[] packed(byte[] bytes) {
    return response("HTTP/1.1 200 OK", PAGE, "", bytes);
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] concat(byte[]... parts) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Arrays.stream(parts).forEach(out::writeBytes);
    return out.toByteArray();
  }

  private static byte[] record(String type, String contentType, byte[] block) {
    String header =
        """
        WARC/1.0
        WARC-Type: %s
        WARC-Record-ID: <urn:uuid:0b0c1f5e-6f3c-4b8c-9a55-0d1c6a0f0c11>
        WARC-Date: 2024-06-12T08:30:00Z
        WARC-Target-URI: %s
        Content-Type: %s
        Content-Length: %d

        """
            .formatted(type, TARGET, contentType, block.length)
            .replace("\n", "\r\n");
    return concat(utf8(header), block, utf8("\r\n\r\n"));
  }

  private static byte[] response(String status, String type, String headers, byte[] body) {
    String http = "%s\r\nContent-Type: %s\r\n%s\r\n".formatted(status, type, headers);
    return record("response", "application/http; msgtype=response", concat(utf8(http), body));
  }

  private byte[] page(String text) {
    return packed(utf8(record(text)));
  }

  private static byte[] gzip(byte[] bytes) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(bytes);
    }
    return out.toByteArray();
  }

  private static List<ReadResult> raw(ArticleSource source, byte[] bytes) throws IOException {
    List<ReadResult> results = new ArrayList<>();
    source.read(FILE, new ByteArrayInputStream(bytes)).forEachRemaining(results::add);
    return results;
  }

  /** Each result as its position and its text, or its reason. */
  private List<String> results(byte[] bytes) throws IOException {
    return raw(source(1 << 16), bytes).stream()
        .map(
            result ->
                result.origin().position()
                    + " "
                    + (result instanceof Article article
                        ? article.text()
                        : ((Rejected) result).reason().label()))
        .toList();
  }

  /** A record has an address, so that its article has one, too. */
  @Override
  @Test
  void aRecordOfTextAloneHasAContentHashForId() throws IOException {
    Article article = article(record("The bridge opens on Monday."));

    assertThat(article.url()).isEqualTo(TARGET);
    assertThat(article.source()).isEqualTo("gazette.example");
    assertThat(article.published()).isNull();
    assertThat(article.id())
        .isEqualTo(ContentHash.of("gazette.example", TARGET, null, "The bridge opens on Monday."));
  }

  @Test
  void picturesInAPageDoNotCount() throws IOException {
    String picture = "<img src=\"data:image/png;base64," + "iVBORw0KGgo+".repeat(50_000) + "\">";

    assertThat(results(packed(utf8("<p>One.</p>" + picture + "<p>Two.</p>"))))
        .containsExactly("1 One.\n\nTwo.");
  }

  @Test
  void recordsThatAreNoPagesArePassedOver() throws IOException {
    byte[] archive =
        concat(
            record("warcinfo", "application/warc-fields", utf8("software: none\r\n")),
            record("request", "application/http; msgtype=request", utf8("GET / HTTP/1.1\r\n\r\n")),
            page("One."),
            response("HTTP/1.1 404 Not Found", PAGE, "", utf8("<p>Gone.</p>")),
            response("HTTP/1.1 200 OK", "image/png", "", new byte[] {1, 2, 3}),
            record("response", "text/dns", utf8("gazette.example")),
            record("resource", PAGE, utf8("<p>Two.</p>")),
            record("conversion", "text/plain", utf8("Three.")),
            record("metadata", "text/html", utf8("<p>No.</p>")));

    assertThat(results(archive)).containsExactly("3 One.", "7 Two.", "8 Three.");
  }

  @Test
  void anArchiveWithoutPagesIsAnEmptyFile() throws IOException {
    assertThat(((Rejected) raw(source(9), record("metadata", "a/b", utf8("x"))).get(0)).detail())
        .isEqualTo("holds no web page among its 1 records.");
    assertThat(results(new byte[0])).containsExactly("1 empty_file");
  }

  @Test
  void theHeaderNamesTheEncodingBeforeThePageDoes() throws IOException {
    byte[] body = "<meta charset=koi8-r><p>Дом.</p>".getBytes(Charset.forName("windows-1251"));

    assertThat(results(response("HTTP/1.1 200 OK", "text/html; charset=windows-1251", "", body)))
        .containsExactly("1 Дом.");
  }

  @Test
  void chunkedAndCompressedBodiesAreRead() throws IOException {
    byte[] packed = gzip(utf8("<p>One.</p>"));
    byte[] chunked =
        concat(utf8(Integer.toHexString(packed.length) + "\r\n"), packed, utf8("\r\n0\r\n\r\n"));

    assertThat(
            results(
                concat(
                    response(
                        "HTTP/1.1 200 OK",
                        PAGE,
                        "Transfer-Encoding: chunked\r\nContent-Encoding: gzip\r\n",
                        chunked),
                    response("HTTP/1.1 200 OK", PAGE, "Content-Encoding: gzip\r\n", utf8("no")),
                    response("HTTP/1.1 200 OK", PAGE, "Content-Encoding: what\r\n", utf8("no")),
                    page("Four."))))
        .containsExactly("1 One.", "2 bad_archive", "3 bad_archive", "4 Four.");
  }

  @Test
  void aPageThatTheCrawlCutShortIsRejected() throws IOException {
    String whole = new String(page("One."), StandardCharsets.UTF_8);
    byte[] cut = utf8(whole.replaceFirst("\r\n", "\r\nWARC-Truncated: length\r\n"));
    List<ReadResult> results = raw(source(1 << 16), concat(cut, page("Two.")));

    assertThat(results).hasSize(2);
    assertThat(((Rejected) results.get(0)).detail())
        .isEqualTo(
            "is cut short in the archive, which gives 'length' as the reason. Fetch the page again.");
  }

  @Test
  void aHugePageDoesNotHurtTheOthers() throws IOException {
    byte[] bomb = gzip(new byte[50 << 20]);

    assertThat(
            results(
                concat(
                    page("x".repeat(100_000)),
                    response("HTTP/1.1 200 OK", PAGE, "Content-Encoding: gzip\r\n", bomb),
                    page("Three."))))
        .containsExactly("1 too_large", "2 too_large", "3 Three.");
  }

  @Test
  void gzipMembersPerRecordAreRead() throws IOException {
    byte[] archive = concat(gzip(page("One.")), gzip(page("Two.")));

    assertThat(raw(new GzipSource(source(1 << 16)), archive))
        .extracting(result -> ((Article) result).text())
        .containsExactly("One.", "Two.");
    assertThat(((Rejected) raw(source(1 << 16), archive).get(0)).detail())
        .isEqualTo("is compressed, which its name does not say. Add .gz to it.");
  }

  @Test
  void aDamagedArchiveKeepsWhatCameBefore() throws IOException {
    byte[] two = concat(page("One."), page("Two."));

    // The second page is cut, and so is the archive.
    assertThat(results(Arrays.copyOf(two, two.length - 40)))
        .containsExactly("1 One.", "2 bad_archive");
    assertThat(results(utf8("text"))).containsExactly("1 bad_archive");
    assertThat(results(utf8("{\"text\":\"One.\"}\n"))).containsExactly("1 bad_archive");
  }

  @Test
  void aHeaderWithoutAnEndIsReadNoFurther() throws IOException {
    InputStream endless =
        new InputStream() {
          @Override
          public int read() {
            return 'x';
          }

          @Override
          public int read(byte[] buffer, int offset, int length) {
            Arrays.fill(buffer, offset, offset + length, (byte) 'x');
            return length;
          }
        };
    InputStream in =
        new SequenceInputStream(
            new ByteArrayInputStream(concat(page("One."), utf8("WARC/1.0\r\nX: "))), endless);
    List<ReadResult> results = new ArrayList<>();
    source(1 << 16).read(FILE, in).forEachRemaining(results::add);

    assertThat(results).hasSize(2).first().isInstanceOf(Article.class);
    assertThat(((Rejected) results.get(1)).detail())
        .isEqualTo("has a header of more than 1048576 bytes. What follows is not read.");
  }

  @Test
  void changedBytesNeverThrow() throws IOException {
    byte[] valid = concat(page("One of some."), page("Two of some."));
    Random random = new Random(7);
    for (int round = 0; round < 1000; round++) {
      byte[] changed = valid.clone();
      for (int change = 0; change <= random.nextInt(4); change++) {
        changed[random.nextInt(changed.length)] = (byte) random.nextInt(256);
      }
      assertThat(results(changed)).isNotEmpty().isEqualTo(results(changed));
    }
  }
}
