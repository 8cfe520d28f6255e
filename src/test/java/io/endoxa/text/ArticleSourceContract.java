package io.endoxa.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
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

  final List<ReadResult> read(byte[] bytes) throws IOException {
    List<ReadResult> results = new ArrayList<>();
    source(1 << 16).read(FILE, new ByteArrayInputStream(bytes)).forEachRemaining(results::add);
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
    assertThat(pdf.detail()).isEqualTo("is a PDF, expected UTF-8 text. Convert it first.");

    Rejected nul = rejected(new byte[] {'a', 0, 'b', '\n', 'c', 0, '\n'});
    assertThat(nul.reason()).isEqualTo(RejectReason.NOT_TEXT);
    assertThat(nul.detail()).isEqualTo("holds a NUL byte at offset 1, expected UTF-8 text.");
    assertThat(nul.excerpt()).startsWith("a\uFFFDb");

    byte[] utf16 = (header() + record("Text")).getBytes(StandardCharsets.UTF_16);
    assertThat(rejected(utf16).detail()).startsWith("is UTF-16 text, expected UTF-8");
  }

  @Test
  void otherEncodingsAreRejected() throws IOException {
    byte[] bytes = (header() + record("Caf\u00e9 opens.")).getBytes(StandardCharsets.ISO_8859_1);

    Rejected rejected = rejected(bytes);

    assertThat(rejected.reason()).isEqualTo(RejectReason.BAD_ENCODING);
    assertThat(rejected.detail()).matches("is not UTF-8: bad bytes at offset \\d+\\. Convert.*");
    int offset = Integer.parseInt(rejected.detail().replaceAll("\\D*8\\D*(\\d+).*", "$1"));
    assertThat(bytes[header().length() + offset]).isEqualTo((byte) 0xE9);
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
          assertThat(rejected.excerpt().codePoints()).noneMatch(CharacterKind::isInvisible);
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
