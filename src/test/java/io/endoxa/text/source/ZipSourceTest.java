package io.endoxa.text.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.endoxa.text.Article;
import io.endoxa.text.Origin;
import io.endoxa.text.ReadResult;
import io.endoxa.text.RejectReason;
import io.endoxa.text.Rejected;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.CRC32;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;

class ZipSourceTest {
  private static final String FILE = "corpus/some.zip";

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final ZipOutputStream zip = new ZipOutputStream(bytes);

  private ZipSourceTest add(String name, byte[] content) throws IOException {
    zip.putNextEntry(new ZipEntry(name));
    zip.write(content);
    zip.closeEntry();
    return this;
  }

  private ZipSourceTest add(String name, String content) throws IOException {
    return add(name, content.getBytes(StandardCharsets.UTF_8));
  }

  private byte[] packed() throws IOException {
    zip.close();
    return bytes.toByteArray();
  }

  private static List<ReadResult> read(byte[] bytes) throws IOException {
    List<ReadResult> results = new ArrayList<>();
    new ArticleSources(ArticleFields.STANDARD)
        .forFile(FILE)
        .orElseThrow()
        .read(FILE, new ByteArrayInputStream(bytes))
        .forEachRemaining(results::add);
    return results;
  }

  /** Each result as its origin and its text, or its reason. */
  private static List<String> results(byte[] bytes) throws IOException {
    return read(bytes).stream()
        .map(
            result ->
                result.origin()
                    + " "
                    + (result instanceof Article article
                        ? article.text()
                        : ((Rejected) result).reason().label()))
        .toList();
  }

  @Test
  void filesInAnArchiveAreReadAsInAFolder() throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
      gzip.write("{\"text\":\"Four.\"}".getBytes(StandardCharsets.UTF_8));
    }
    add("a.txt", "One.")
        .add("deep/er/", "")
        .add("deep/er/b.jsonl", "{\"text\":\"Two.\"}\n{\"text\":\n{\"text\":\"Three.\"}\n")
        .add("c.jsonl.gz", packed.toByteArray())
        .add("page.HTML", "<p>Five.</p>")
        .add("empty.txt", "")
        .add("picture.tiff", "II*")
        .add("inner.zip", "PK")
        .add(".DS_Store", "x")
        .add("__MACOSX/a.txt", "x");

    assertThat(results(packed()))
        .containsExactly(
            "corpus/some.zip!/a.txt:1 One.",
            "corpus/some.zip!/deep/er/b.jsonl:1 Two.",
            "corpus/some.zip!/deep/er/b.jsonl:2 bad_json",
            "corpus/some.zip!/deep/er/b.jsonl:3 Three.",
            "corpus/some.zip!/c.jsonl.gz:1 Four.",
            "corpus/some.zip!/page.HTML:1 Five.",
            "corpus/some.zip!/empty.txt:1 empty_file",
            "corpus/some.zip!/picture.tiff:1 unknown_format",
            "corpus/some.zip!/inner.zip:1 unknown_format");
  }

  @Test
  void namesThatLeadOutOfTheArchiveAreRejected() throws IOException {
    add("../../etc/a.txt", "x")
        .add("/etc/b.txt", "x")
        .add("C:\\c.txt", "x")
        .add("a\\..\\..\\d.txt", "x")
        .add("good..txt", "One.");

    List<ReadResult> results = read(packed());

    assertThat(results).hasSize(5);
    assertThat(results.subList(0, 4))
        .allSatisfy(
            result -> {
              assertThat(((Rejected) result).reason()).isEqualTo(RejectReason.BAD_ARCHIVE);
              assertThat(((Rejected) result).detail())
                  .isEqualTo("has a name that leads out of the archive. Give it a plain one.");
            });
    assertThat(((Article) results.get(4)).text()).isEqualTo("One.");
  }

  @Test
  void aBombIsReadNoFurther() throws IOException {
    byte[] spaces = new byte[100 << 20];
    Arrays.fill(spaces, (byte) ' ');
    byte[] archive = add("a.txt", "One.").add("bomb.csv", spaces).add("c.txt", "Two.").packed();

    assertThat(results(archive))
        .containsExactly("corpus/some.zip!/a.txt:1 One.", "corpus/some.zip!/bomb.csv:1 too_large");
  }

  @Test
  void aHugeFileDoesNotHurtTheOthers() throws IOException {
    byte[] noise = new byte[ArticleSources.MAX_BYTES + 10];
    Random random = new Random(7);
    for (int i = 0; i < noise.length; i++) {
      noise[i] = (byte) ('a' + random.nextInt(26));
    }
    assertThat(results(add("huge.txt", noise).add("b.txt", "Two.").packed()))
        .containsExactly("corpus/some.zip!/huge.txt:1 too_large", "corpus/some.zip!/b.txt:1 Two.");
  }

  @Test
  void aDamagedArchiveKeepsWhatCameBefore() throws IOException {
    byte[] noise = new byte[50_000];
    new Random(7).nextBytes(noise);
    byte[] whole = add("a.txt", "One.").add("b.txt", noise).packed();

    List<ReadResult> results = read(Arrays.copyOf(whole, 20_000));

    assertThat(results).hasSize(2).first().isInstanceOf(Article.class);
    assertThat(((Rejected) results.get(1)).reason()).isEqualTo(RejectReason.BAD_ARCHIVE);
  }

  @Test
  void anArchiveThatIsCutAnywhereSaysSo() throws IOException {
    byte[] inner = new ZipSourceTest().add("x.txt", "X.").packed();
    for (byte[] whole :
        List.of(
            add("a.txt", "One.").add("b.txt", "Two.").add("c.txt", "Three.").packed(),
            stored("a.txt", "One.", "inner.zip", new String(inner, StandardCharsets.ISO_8859_1)))) {
      List<String> all = results(whole);
      assertThat(all).doesNotContain(FILE + ":1 bad_archive");
      for (int length = 1; length < whole.length; length++) {
        List<ReadResult> cut = read(Arrays.copyOf(whole, length));

        assertThat(cut).as("cut at %d", length).last().isInstanceOf(Rejected.class);
        assertThat(((Rejected) cut.get(cut.size() - 1)).reason())
            .as("cut at %d", length)
            .isEqualTo(RejectReason.BAD_ARCHIVE);
      }
    }
  }

  @Test
  void anArchiveMayHaveAComment() throws IOException {
    zip.setComment("PK".repeat(32_000));

    assertThat(results(add("a.txt", "One.").packed()))
        .containsExactly("corpus/some.zip!/a.txt:1 One.");
  }

  @Test
  void aNameMayBeginInTheFolderItself() throws IOException {
    assertThat(results(add("./a.txt", "One.").add("./.b/c.txt", "x").packed()))
        .containsExactly("corpus/some.zip!/./a.txt:1 One.");
  }

  /** An archive of files that are stored as they are. */
  private static byte[] stored(String... namesAndTexts) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      for (int i = 0; i < namesAndTexts.length; i += 2) {
        byte[] content = namesAndTexts[i + 1].getBytes(StandardCharsets.ISO_8859_1);
        CRC32 checksum = new CRC32();
        checksum.update(content);
        ZipEntry entry = new ZipEntry(namesAndTexts[i]);
        entry.setMethod(ZipEntry.STORED);
        entry.setSize(content.length);
        entry.setCrc(checksum.getValue());
        zip.putNextEntry(entry);
        zip.write(content);
      }
    }
    return bytes.toByteArray();
  }

  private static int find(byte[] bytes, String text) {
    return new String(bytes, StandardCharsets.ISO_8859_1).indexOf(text);
  }

  @Test
  void aByteThatWasChangedIsSeen() throws IOException {
    byte[] archive = stored("a.txt", "One.", "b.txt", "Two.", "c.txt", "Three.");
    archive[find(archive, "Two.")] = 'S';

    assertThat(results(archive))
        .containsExactly(
            "corpus/some.zip!/a.txt:1 One.",
            "corpus/some.zip!/b.txt:1 Swo.",
            "corpus/some.zip!/b.txt:1 bad_archive",
            "corpus/some.zip!/c.txt:1 Three.");
  }

  /** The header of a packed file comes before its checksum, which is behind it. */
  @Test
  void aWrongChecksumOfAPackedFileIsSeen() throws IOException {
    byte[] archive = add("a.txt", "One.").add("b.txt", "Two.").packed();
    int behindData = find(archive, "PK\7\10");
    archive[behindData + 4] ^= 1;

    List<ReadResult> results = read(archive);

    assertThat(results).hasSize(3);
    assertThat(((Rejected) results.get(1)).detail())
        .isEqualTo("is damaged: its checksum is another one. Copy or pack the archive again.");
    assertThat(((Article) results.get(2)).text()).isEqualTo("Two.");
  }

  @Test
  void aStoredFileWithoutItsSizeIsReadNoFurther() throws IOException {
    byte[] archive = stored("a.txt", "One.", "b.txt", "Two.", "c.txt", "Three.");
    // The flags of the second file: its size stands behind it.
    archive[find(archive, "b.txt") - 30 + 6] |= 8;

    List<ReadResult> results = read(archive);

    assertThat(results).hasSize(2);
    assertThat(results.get(1).origin()).isEqualTo(new Origin(FILE + "!/b.txt", 1));
    assertThat(((Rejected) results.get(1)).detail())
        .isEqualTo(
            "is stored without its size, so that its end is uncertain. What follows is not read."
                + " Pack it with deflate.");
  }

  @Test
  void emptyArchivesAndOtherFilesAreRejectedOnce() throws IOException {
    assertThat(results(packed())).containsExactly(FILE + ":1 empty_file");
    assertThat(results(new byte[0])).containsExactly(FILE + ":1 empty_file");
    assertThat(results("text".getBytes(StandardCharsets.UTF_8)))
        .containsExactly(FILE + ":1 bad_archive");
    assertThat(results("no archive at all, but long".repeat(9).getBytes(StandardCharsets.UTF_8)))
        .containsExactly(FILE + ":1 bad_archive");
  }

  @Test
  void changedBytesNeverThrow() throws IOException {
    byte[] valid = add("a.txt", "One of some.").add("b.csv", "text\nTwo.\n").packed();
    Random random = new Random(7);
    for (int round = 0; round < 1000; round++) {
      byte[] changed = valid.clone();
      for (int change = 0; change <= random.nextInt(4); change++) {
        changed[random.nextInt(changed.length)] = (byte) random.nextInt(256);
      }
      assertThat(read(changed)).isNotEmpty().isEqualTo(read(changed));
    }
  }
}
