package io.endoxa.text.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.endoxa.text.Article;
import io.endoxa.text.ContentHash;
import io.endoxa.text.Origin;
import io.endoxa.text.ReadResult;
import io.endoxa.text.RejectReason;
import io.endoxa.text.Rejected;
import io.endoxa.text.VisibleText;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What every {@link ArticleSource} holds to. */
abstract class ArticleSourceContract {
  static final String FILE = "corpus/file";

  /** The source under test, with a size limit for one record that tests can afford. */
  abstract ArticleSource source(int maxBytes);

  /** One record of the format with this text and nothing else. */
  abstract String record(String text);

  /** What stands above the first record, if the format needs it. */
  String header() {
    return "";
  }

  /** A file's bytes as they are stored. */
  byte[] packed(byte[] bytes) throws IOException {
    return bytes;
  }

  final List<ReadResult> read(byte[] bytes) throws IOException {
    List<ReadResult> results = new ArrayList<>();
    source(1 << 16)
        .read(FILE, new ByteArrayInputStream(packed(bytes)))
        .forEachRemaining(results::add);
    return results;
  }

  final List<ReadResult> read(String text) throws IOException {
    return read(text.getBytes(StandardCharsets.UTF_8));
  }

  final Article article(String text) throws IOException {
    List<ReadResult> results = read(text);
    assertThat(results).hasSize(1).first().isInstanceOf(Article.class);
    return (Article) results.get(0);
  }

  final Rejected rejected(byte[] bytes) throws IOException {
    List<ReadResult> results = read(bytes);
    assertThat(results).hasSize(1).first().isInstanceOf(Rejected.class);
    return (Rejected) results.get(0);
  }

  final Rejected rejected(String text) throws IOException {
    return rejected(text.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void aRecordOfTextAloneHasAContentHashForId() throws IOException {
    Article article = article(header() + record("The bridge opens on Monday."));

    assertThat(article.text()).isEqualTo("The bridge opens on Monday.");
    assertThat(article.id())
        .isEqualTo(ContentHash.of(null, null, null, "The bridge opens on Monday."));
    assertThat(article.source()).isNull();
    assertThat(article.published()).isNull();
    assertThat(article.url()).isNull();
    assertThat(article.title()).isNull();
    assertThat(article.language()).isNull();
    assertThat(article.origin()).isEqualTo(new Origin(FILE, 1 + (int) header().lines().count()));
  }

  @Test
  void anEmptyFileIsRejected() throws IOException {
    assertThat(rejected("").reason()).isEqualTo(RejectReason.EMPTY_FILE);
    assertThat(rejected(" \n\r\n\t\n").reason()).isEqualTo(RejectReason.EMPTY_FILE);
  }

  @Test
  void binaryFilesAreRejectedOnce() throws IOException {
    Rejected pdf = rejected("%PDF-1.7\nx\ny\n");
    assertThat(pdf.reason()).isEqualTo(RejectReason.NOT_TEXT);
    assertThat(pdf.detail()).isEqualTo("is a PDF, expected text. Convert it first.");

    Rejected nul = rejected(new byte[] {'a', 0, 'b', '\n', 'c', 0, '\n'});
    assertThat(nul.reason()).isEqualTo(RejectReason.NOT_TEXT);
    assertThat(nul.detail()).isEqualTo("holds a NUL byte at offset 1, expected text.");
    assertThat(nul.excerpt()).startsWith("a\uFFFDb");
  }

  @Test
  void utf16WithAByteOrderMarkIsRead() throws IOException {
    String text = header() + record("The bridge – 橋 – opens 🌉.");
    for (Charset charset : List.of(StandardCharsets.UTF_16LE, StandardCharsets.UTF_16BE)) {
      assertThat(((Article) read(("\uFEFF" + text).getBytes(charset)).get(0)).text())
          .isEqualTo("The bridge – 橋 – opens 🌉.");
    }
  }

  @Test
  void utf16ThatIsDamagedIsRejected() throws IOException {
    byte[] bytes =
        ("\uFEFF" + header() + record("The bridge X opens.")).getBytes(StandardCharsets.UTF_16LE);
    int broken = 2 * ("\uFEFF" + header() + record("The bridge X opens.")).indexOf('X');
    // Half of a surrogate pair.
    bytes[broken] = 0x3D;
    bytes[broken + 1] = (byte) 0xD8;

    assertThat(rejected(bytes).reason()).isEqualTo(RejectReason.BAD_ENCODING);
  }

  @Test
  void anotherEncodingIsDetectedWhereItIsCertain() throws IOException {
    String text = "Мост открывается в понедельник, сказал мэр города.";
    byte[] bytes = (header() + record(text)).getBytes(Charset.forName("windows-1251"));

    assertThat(((Article) read(bytes).get(0)).text()).isEqualTo(text);
  }

  @Test
  void bytesInNoCertainEncodingAreRejected() throws IOException {
    byte[] bytes =
        (header() + record("A \u00e9\u00c0\u0081\u00f5\u008d opens."))
            .getBytes(StandardCharsets.ISO_8859_1);

    Rejected rejected = rejected(bytes);

    assertThat(rejected.reason()).isEqualTo(RejectReason.BAD_ENCODING);
    assertThat(rejected.detail()).matches("is not UTF-8: bad bytes at offset \\d+\\. Convert.*");
    int offset = Integer.parseInt(rejected.detail().replaceAll("\\D*8\\D*(\\d+).*", "$1"));
    assertThat(bytes[header().length() + offset]).isEqualTo((byte) 0xE9);
  }

  @Test
  void damagedUtf8IsNotTakenForAnotherEncoding() throws IOException {
    String text = header() + record("Мост открывается в понедельник, сказал мэр города.");
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    bytes[bytes.length / 2 - (bytes[bytes.length / 2] >= 0 ? 1 : 0)] = 'x';

    assertThat(rejected(bytes).reason()).isEqualTo(RejectReason.BAD_ENCODING);
  }

  @Test
  void aByteOrderMarkIsNotText() throws IOException {
    assertThat(article("\uFEFF" + header() + record("The bridge opens.")).text())
        .isEqualTo("The bridge opens.");
  }

  @Test
  void aRecordOverTheLimitIsRejected() throws IOException {
    Rejected rejected = rejected(header() + record("word ".repeat(1 << 14)));

    assertThat(rejected.reason()).isEqualTo(RejectReason.TOO_LARGE);
    assertThat(rejected.detail()).contains("than 65536 bytes. Split");
    assertThat(rejected.excerpt().length()).isLessThanOrEqualTo(120);
  }

  @Test
  void aRecordWithoutTextIsRejected() throws IOException {
    assertThat(rejected(header() + record("")).reason())
        .isIn(RejectReason.MISSING_TEXT, RejectReason.EMPTY_FILE);
  }

  @Test
  void garbageNeverThrowsAndReadsTheSameTwice() throws IOException {
    Random random = new Random(7);
    for (int round = 0; round < 300; round++) {
      byte[] bytes = garbage(random);
      List<ReadResult> results = read(bytes);

      assertThat(results).isNotEmpty().isEqualTo(read(bytes));
      for (ReadResult result : results) {
        assertThat(result.origin().file()).isEqualTo(FILE);
        if (result instanceof Rejected rejected) {
          assertThat(rejected.excerpt().length()).isLessThanOrEqualTo(120);
          assertThat(VisibleText.of(rejected.excerpt()).removed()).isZero();
        }
      }
    }
  }

  /** Random bytes, random printable bytes, or a record with random bytes changed. */
  private byte[] garbage(Random random) {
    if (random.nextInt(3) == 0) {
      byte[] bytes = new byte[random.nextInt(400)];
      random.nextBytes(bytes);
      return bytes;
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    byte[] valid =
        (header() + record("The bridge opens on Monday. It was built in two years."))
            .getBytes(StandardCharsets.UTF_8);
    byte[] punctuation = "{}[]<>\"':,\\/-\n\r \t!&;=é".getBytes(StandardCharsets.UTF_8);
    for (byte b : valid) {
      int dice = random.nextInt(20);
      if (dice == 0) {
        out.write(punctuation[random.nextInt(punctuation.length)]);
      } else if (dice == 1) {
        out.write(1 + random.nextInt(255));
      } else if (dice > 2) {
        out.write(b);
      }
    }
    return out.toByteArray();
  }
}
