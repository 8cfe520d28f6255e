package io.endoxa.spark;

import static java.nio.ByteOrder.LITTLE_ENDIAN;
import static org.assertj.core.api.Assertions.assertThat;

import io.endoxa.text.Article;
import io.endoxa.text.Origin;
import io.endoxa.text.ReadResult;
import io.endoxa.text.RejectReason;
import io.endoxa.text.Rejected;
import io.endoxa.text.source.ArticleFields;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.NanoTime;
import org.apache.parquet.example.data.simple.SimpleGroup;
import org.apache.parquet.format.ColumnMetaData;
import org.apache.parquet.format.FileMetaData;
import org.apache.parquet.format.PageHeader;
import org.apache.parquet.format.Util;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.example.ExampleParquetWriter;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.MessageTypeParser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ParquetArticlesTest {
  @TempDir private Path folder;

  /** A file with a row for each of these. */
  @SafeVarargs
  private Path write(String columns, Consumer<Group>... rows) throws IOException {
    MessageType schema = MessageTypeParser.parseMessageType("message rows {" + columns + "}");
    Path file = folder.resolve("rows.parquet");
    Files.deleteIfExists(file);
    try (ParquetWriter<Group> writer =
        ExampleParquetWriter.builder(new org.apache.hadoop.fs.Path(file.toUri()))
            .withType(schema)
            .build()) {
      for (Consumer<Group> row : rows) {
        Group group = new SimpleGroup(schema);
        row.accept(group);
        writer.write(group);
      }
    }
    return file;
  }

  private static List<ReadResult> read(Path file, ArticleFields fields) throws IOException {
    List<ReadResult> results = new ArrayList<>();
    new ParquetArticles(file.toString(), new Configuration(), fields)
        .forEachRemaining(results::add);
    return results;
  }

  private static List<ReadResult> read(Path file) throws IOException {
    return read(file, ArticleFields.STANDARD);
  }

  private static Rejected rejected(ReadResult result) {
    assertThat(result).isInstanceOf(Rejected.class);
    return (Rejected) result;
  }

  private static final String TEXT = "required binary text (STRING);";

  @Test
  void allFieldsAreReadAndOtherColumnsAreNot() throws IOException {
    Path file =
        write(
            "required int64 id; optional binary source (STRING); optional binary url;"
                + "optional int64 published (TIMESTAMP(MICROS,true)); optional double score;"
                + "repeated binary tags (STRING); optional group more { required int32 x; }"
                + "optional binary title (STRING); optional binary language (STRING);"
                + TEXT,
            row ->
                row.append("id", 17L)
                    .append("source", "Gazette")
                    .append("url", "https://g.example/1")
                    .append("published", 1718181000000000L)
                    .append("score", 0.5)
                    .append("tags", "a")
                    .append("tags", "b")
                    .append("title", " The\nbridge ")
                    .append("language", "en")
                    .append("text", "One.\n\nTwo."),
            row -> row.append("id", 18L).append("text", "Three."));

    assertThat(read(file))
        .containsExactly(
            new Article(
                "17",
                "Gazette",
                Instant.parse("2024-06-12T08:30:00Z"),
                "https://g.example/1",
                "The bridge",
                "en",
                "One.\n\nTwo.",
                new Origin(file.toString(), 1)),
            new Article(
                "18", null, null, null, null, null, "Three.", new Origin(file.toString(), 2)));
  }

  @Test
  void mappedColumnsAreTaken() throws IOException {
    Path file =
        write(
            "optional binary body (STRING);" + TEXT,
            row -> row.append("body", "One.").append("text", "No."));

    assertThat(read(file, new ArticleFields(Map.of("text", "body"), ZoneOffset.UTC)))
        .extracting(result -> ((Article) result).text())
        .containsExactly("One.");
  }

  /** 12 June 2024 is day 19886 since 1970, and its Julian number is 2460474. */
  @Test
  void datesOfEveryTypeAreRead() throws IOException {
    ArticleFields yerevan = new ArticleFields(Map.of(), ZoneId.of("Asia/Yerevan"));
    String instant = "2024-06-12T08:30:00Z";
    String local = "2024-06-12T04:30:00Z";
    Map<String, Consumer<Group>> dates =
        Map.of(
            "int64 published (TIMESTAMP(MILLIS,true)) " + instant,
            row -> row.add("published", 1718181000000L),
            "int64 published (TIMESTAMP(NANOS,true)) " + instant,
            row -> row.add("published", 1718181000000000000L),
            "int64 published (TIMESTAMP(MICROS,false)) " + local,
            row -> row.add("published", 1718181000000000L),
            "int64 published " + instant,
            row -> row.add("published", 1718181000L),
            "int96 published " + instant,
            row -> row.add("published", new NanoTime(2460474, 30_600_000_000_000L)),
            "int32 published (DATE) 2024-06-11T20:00:00Z",
            row -> row.add("published", 19886),
            "binary published (STRING) " + local,
            row -> row.add("published", "12 June 2024 08:30"));
    for (Map.Entry<String, Consumer<Group>> date : dates.entrySet()) {
      String type = date.getKey().substring(0, date.getKey().lastIndexOf(' '));
      String expected = date.getKey().substring(type.length() + 1);
      Path file =
          write(
              "optional " + type + ";" + TEXT,
              row -> date.getValue().accept(row.append("text", "One.")));

      assertThat(((Article) read(file, yerevan).get(0)).published())
          .as(type)
          .isEqualTo(Instant.parse(expected));
    }
  }

  @Test
  void aBadRowDoesNotHurtTheOthers() throws IOException {
    Path file =
        write(
            "optional binary text (STRING); optional binary published (STRING);",
            row -> row.append("text", "One."),
            row -> row.append("published", "2024-06-12"),
            row -> row.append("text", "Three.").append("published", "soon"),
            row -> row.append("text", Binary.fromConstantByteArray(new byte[] {'a', (byte) 0xE9})),
            row -> row.append("text", "Five."));

    List<ReadResult> results = read(file);

    assertThat(results).hasSize(5);
    assertThat(rejected(results.get(1)).reason()).isEqualTo(RejectReason.MISSING_TEXT);
    assertThat(rejected(results.get(2)).reason()).isEqualTo(RejectReason.BAD_FIELD);
    assertThat(rejected(results.get(3)).detail()).startsWith("is not UTF-8: bad bytes at offset 1");
    assertThat(((Article) results.get(4)).text()).isEqualTo("Five.");
  }

  @Test
  void columnsOfAnotherTypeAreNamed() throws IOException {
    assertThat(
            rejected(
                    read(write(
                            "optional double title;" + TEXT,
                            row -> row.append("title", 1.5).append("text", "One.")))
                        .get(0))
                .detail())
        .isEqualTo("title is of type DOUBLE, expected a text.");
    assertThat(
            rejected(
                    read(write("repeated binary text (STRING);", row -> row.append("text", "One.")))
                        .get(0))
                .detail())
        .isEqualTo("text is a list or structure, expected a text.");
  }

  @Test
  void aTableWithoutTextIsRejectedOnce() throws IOException {
    Path file =
        write(
            "required binary body (STRING); required binary title (STRING);",
            row -> row.append("body", "One.").append("title", "A"),
            row -> row.append("body", "Two.").append("title", "B"));

    List<ReadResult> results = read(file);

    assertThat(results).hasSize(1);
    assertThat(rejected(results.get(0)).detail())
        .isEqualTo("is a table without a column 'text', found: body, title. Name it in 'columns'.");
    assertThat(rejected(read(write(TEXT)).get(0)).reason()).isEqualTo(RejectReason.EMPTY_FILE);
  }

  @Test
  void whatIsNoParquetIsRejectedOnce() throws IOException {
    Path file = folder.resolve("rows.parquet");
    for (String content :
        List.of("", "PAR1", "text, and more of it, but no table", "PAR1xxxxPAR1")) {
      Files.writeString(file, content);

      List<ReadResult> results = read(file);

      assertThat(results).hasSize(1);
      assertThat(rejected(results.get(0)).reason()).isEqualTo(RejectReason.BAD_ARCHIVE);
      assertThat(rejected(results.get(0)).detail()).startsWith("cannot be read as Parquet: ");
    }
  }

  /** One row whose page begins the file; what the page's header and the footer say is changed. */
  private Path claiming(Consumer<PageHeader> inHeader, Consumer<ColumnMetaData> inFooter)
      throws IOException {
    MessageType schema = MessageTypeParser.parseMessageType("message rows {" + TEXT + "}");
    Path file = folder.resolve("honest.parquet");
    Files.deleteIfExists(file);
    try (ParquetWriter<Group> writer =
        ExampleParquetWriter.builder(new org.apache.hadoop.fs.Path(file.toUri()))
            .withType(schema)
            .withCompressionCodec(CompressionCodecName.GZIP)
            .withDictionaryEncoding(false)
            .build()) {
      writer.write(new SimpleGroup(schema).append("text", "One."));
    }
    byte[] bytes = Files.readAllBytes(file);
    int footerBytes = ByteBuffer.wrap(bytes).order(LITTLE_ENDIAN).getInt(bytes.length - 8);
    int footerStart = bytes.length - 8 - footerBytes;
    FileMetaData footer = Util.readFileMetaData(from(bytes, footerStart));
    ColumnMetaData column = footer.getRow_groups().get(0).getColumns().get(0).getMeta_data();
    int pageStart = (int) column.getData_page_offset();
    ByteArrayInputStream page = from(bytes, pageStart);
    PageHeader header = Util.readPageHeader(page);
    int behindHeader = bytes.length - page.available();

    inHeader.accept(header);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(bytes, 0, pageStart);
    Util.writePageHeader(header, out);
    int longer = out.size() - behindHeader;
    out.write(bytes, behindHeader, footerStart - behindHeader);
    column.setTotal_compressed_size(column.getTotal_compressed_size() + longer);
    inFooter.accept(column);
    int start = out.size();
    Util.writeFileMetaData(footer, out);
    int size = out.size() - start;
    out.writeBytes(ByteBuffer.allocate(4).order(LITTLE_ENDIAN).putInt(size).array());
    out.writeBytes("PAR1".getBytes(StandardCharsets.US_ASCII));
    return Files.write(folder.resolve("claiming.parquet"), out.toByteArray());
  }

  private static ByteArrayInputStream from(byte[] bytes, int start) {
    return new ByteArrayInputStream(bytes, start, bytes.length - start);
  }

  @Test
  void columnsThatClaimToBeLongerThanTheFileAreRejected() throws IOException {
    assertThat(read(claiming(header -> {}, column -> {}))).first().isInstanceOf(Article.class);
    for (long bytes : new long[] {1_000_000, 1L << 32, 1L << 40, Long.MAX_VALUE, -1}) {
      List<ReadResult> results =
          read(claiming(header -> {}, column -> column.setTotal_compressed_size(bytes)));

      assertThat(results).hasSize(1);
      assertThat(rejected(results.get(0)).reason())
          .as("%d bytes", bytes)
          .isEqualTo(RejectReason.BAD_ARCHIVE);
    }
    assertThat(
            rejected(
                    read(claiming(
                            header -> {}, column -> column.setTotal_compressed_size(1L << 32)))
                        .get(0))
                .detail())
        .startsWith(
            "cannot be read as Parquet: its footer names a column of 4294967296 bytes, which the");
  }

  @Test
  void aPageThatClaimsTwoGigabytesIsRejected() throws IOException {
    List<ReadResult> results =
        read(claiming(header -> header.setUncompressed_page_size(Integer.MAX_VALUE), column -> {}));

    assertThat(results).hasSize(1);
    assertThat(rejected(results.get(0)).reason()).isEqualTo(RejectReason.TOO_LARGE);
    assertThat(rejected(results.get(0)).detail())
        .isEqualTo(
            "has a row group or a page that does not fit into memory. What follows is not read."
                + " Write smaller row groups, or give more memory.");
  }

  @Test
  void changedBytesNeverThrow() throws IOException {
    byte[] valid =
        Files.readAllBytes(
            write(TEXT, row -> row.append("text", "One."), row -> row.append("text", "Two.")));
    Path file = folder.resolve("changed.parquet");
    Random random = new Random(7);
    for (int round = 0; round < 60; round++) {
      byte[] changed = valid.clone();
      for (int change = 0; change <= random.nextInt(3); change++) {
        changed[random.nextInt(changed.length)] = (byte) random.nextInt(256);
      }
      Files.write(file, Arrays.copyOf(changed, changed.length - random.nextInt(2)));

      assertThat(read(file)).isNotEmpty();
    }
  }
}
