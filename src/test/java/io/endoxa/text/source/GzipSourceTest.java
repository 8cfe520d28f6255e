package io.endoxa.text.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.endoxa.text.Article;
import io.endoxa.text.ReadResult;
import io.endoxa.text.RejectReason;
import io.endoxa.text.Rejected;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

class GzipSourceTest extends ArticleSourceContract {
  @Override
  ArticleSource source(int maxBytes) {
    return new GzipSource(CsvSource.csv(ArticleFields.STANDARD, maxBytes));
  }

  @Override
  String header() {
    return "text\n";
  }

  @Override
  String record(String text) {
    return "\"" + text.replace("\"", "\"\"") + "\"";
  }

  @Override
  byte[] packed(byte[] bytes) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(bytes);
    }
    return out.toByteArray();
  }

  private byte[] packed(String text) throws IOException {
    return packed(text.getBytes(StandardCharsets.UTF_8));
  }

  private List<ReadResult> raw(byte[] bytes) throws IOException {
    List<ReadResult> results = new ArrayList<>();
    source(1 << 16).read(FILE, new ByteArrayInputStream(bytes)).forEachRemaining(results::add);
    return results;
  }

  private static Rejected last(List<ReadResult> results) {
    return (Rejected) results.get(results.size() - 1);
  }

  @Test
  void membersBehindEachOtherAreOneFile() throws IOException {
    ByteArrayOutputStream two = new ByteArrayOutputStream();
    two.write(packed("text\nOne.\n"));
    two.write(packed("Two.\n"));

    assertThat(raw(two.toByteArray()))
        .extracting(result -> ((Article) result).text())
        .containsExactly("One.", "Two.");
  }

  @Test
  void aFileThatIsCutKeepsWhatCameBefore() throws IOException {
    StringBuilder rows = new StringBuilder("text\n");
    Random random = new Random(7);
    for (int i = 0; i < 40_000; i++) {
      rows.append("Row ").append(random.nextInt()).append(".\n");
    }
    byte[] whole = packed(rows.toString());

    List<ReadResult> results = raw(Arrays.copyOf(whole, whole.length / 2));

    assertThat(results).hasSizeGreaterThan(1000).first().isInstanceOf(Article.class);
    assertThat(last(results).reason()).isEqualTo(RejectReason.BAD_ARCHIVE);
    assertThat(last(results).detail())
        .isEqualTo(
            "is not the archive that its name says, or damaged: it ends early. What follows is"
                + " not read.");
    assertThat(last(results).origin().position()).isEqualTo(results.size() + 1);
  }

  @Test
  void whatIsNoGzipIsRejectedOnce() throws IOException {
    List<ReadResult> results = raw("text\nOne.\n".getBytes(StandardCharsets.UTF_8));

    assertThat(results).hasSize(1);
    assertThat(last(results).reason()).isEqualTo(RejectReason.BAD_ARCHIVE);
    assertThat(last(results).detail()).startsWith("is not the archive that its name says");
  }

  @Test
  void garbageBehindAGzipHeaderNeverThrows() throws IOException {
    Random random = new Random(7);
    byte[] valid = packed("text\nOne of some rows.\nTwo of some rows.\n");
    for (int round = 0; round < 500; round++) {
      byte[] bytes = valid.clone();
      for (int change = 0; change <= random.nextInt(3); change++) {
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
      }
      assertThat(raw(bytes)).isNotEmpty().isEqualTo(raw(bytes));
    }
  }

  @Test
  void aBombIsReadNoFurther() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write("text\nOne.\n".getBytes(StandardCharsets.UTF_8));
      byte[] spaces = new byte[1 << 20];
      Arrays.fill(spaces, (byte) ' ');
      for (int i = 0; i < 100; i++) {
        gzip.write(spaces);
      }
    }

    List<ReadResult> results = raw(out.toByteArray());

    assertThat(results).hasSize(2);
    assertThat(last(results).reason()).isEqualTo(RejectReason.TOO_LARGE);
    assertThat(last(results).detail())
        .isEqualTo(
            "unpacks to more than 200 times its size, which is read no further. Unpack it first"
                + " if it is no attack.");
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
    byte[] first = packed("text\n" + "One.\n".repeat(100_000));
    Iterator<ReadResult> results =
        source(1000)
            .read(
                FILE,
                new SequenceInputStream(
                    new ByteArrayInputStream(first, 0, first.length - 4), broken));

    assertThat(results.next()).isInstanceOf(Article.class);
    assertThatThrownBy(() -> results.forEachRemaining(result -> {}))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessage("corpus/file: cannot be read: connection reset");
  }
}
