package io.endoxa.spark;

import static org.assertj.core.api.Assertions.assertThat;

import io.endoxa.provenance.FileEntry;
import io.endoxa.provenance.Fingerprint;
import io.endoxa.text.source.ArticleFields;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TimeZone;
import java.util.function.BiConsumer;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArticleLedgerTest {
  private static final String FERRY = "The ferry was late again on Monday.";
  private static final String BRIDGE = "The bridge opens in spring, the harbour master said.";
  private static final String ROPES = "Ropes, nets and tar are sold on the quay.";

  @TempDir private Path folder;

  private void write(String name, String content) throws IOException {
    Files.writeString(folder.resolve(name), content);
  }

  private static String json(String id, String published, String... paragraphs) {
    return "{\"id\": \"%s\", \"published\": \"%s\", \"source\": \"Quay\", \"text\": \"%s\"}\n"
        .formatted(id, published, String.join("\\n\\n", paragraphs));
  }

  private ArticleLedger ledger() {
    List<String> files = ArticleFiles.list(new Configuration(), List.of(folder.toString()));
    return ArticleLedger.of(SharedSpark.session(), files, ArticleFields.STANDARD);
  }

  /** {@code file:position reason} of everything in quarantine. */
  private static List<String> quarantine(ArticleLedger ledger) {
    return ledger.quarantine().orderBy("source_file", "position").collectAsList().stream()
        .map(
            row ->
                "%s:%d %s"
                    .formatted(
                        name(row), row.<Integer>getAs("position"), row.<String>getAs("reason")))
        .toList();
  }

  private static String name(Row row) {
    String file = row.getAs("source_file");
    return file.substring(file.lastIndexOf('/') + 1);
  }

  /** {@code id from file duplicate_of} of every article. */
  private static List<String> articles(ArticleLedger ledger) {
    return ledger.articles().orderBy("article_id", "source_file").collectAsList().stream()
        .map(
            row ->
                "%s from %s %s"
                    .formatted(
                        row.getAs("article_id"), name(row), row.<String>getAs("duplicate_of")))
        .toList();
  }

  private void check(BiConsumer<ArticleLedger, ArticleCounts> checks) {
    try (ArticleLedger ledger = ledger()) {
      checks.accept(ledger, ledger.count());
    }
  }

  @Test
  void everythingInAFolderIsAccountedFor() throws IOException {
    write("a.txt", "---\nid: a\npublished: 2024-01-02\n---\n" + FERRY);
    write(
        "b.html",
        "<html><head><meta name='dc.identifier' content='b'></head><body><article><h1>Spring</h1><p>"
            + BRIDGE
            + "</p><p>"
            + ROPES
            + "</p></article></body></html>");
    write(
        "c.jsonl",
        json("c1", "2024-01-03", "One more ferry was late.")
            + "{\"id\": \"c2\", \"text\": \"cut o\n"
            + json("c3", "2024-01-04", "The last ferry was early."));
    write("empty.txt", "");
    Files.write(folder.resolve("binary.txt"), new byte[] {'a', 0, 'b'});
    write("picture.tiff", "II*");
    write("menu.txt", "Skip to content\n\nShare\n\nLatest\n\nRead also: the ferry");
    Files.createSymbolicLink(folder.resolve("gone.txt"), folder.resolve("nowhere.txt"));

    check(
        (ledger, counts) -> {
          assertThat(counts).isEqualTo(new ArticleCounts(10, 4, 6, 0));
          assertThat(articles(ledger))
              .containsExactly(
                  "a from a.txt null",
                  "b from b.html null",
                  "c1 from c.jsonl null",
                  "c3 from c.jsonl null");
          assertThat(quarantine(ledger))
              .containsExactly(
                  "binary.txt:1 not_text",
                  "c.jsonl:2 bad_json",
                  "empty.txt:1 empty_file",
                  "gone.txt:1 unreadable",
                  "menu.txt:1 no_paragraphs",
                  "picture.tiff:1 unknown_format");
        });
  }

  @Test
  void fieldsThatNoArticleHasAreNamed() throws IOException {
    write("a.csv", "source,body,Created\nQuay," + FERRY + ",2024-05-01\n");
    write("b.jsonl", "{\"body\": \"" + ROPES + "\", \"title\": \"Ropes\"}");
    ArticleFields fields =
        new ArticleFields(
            Map.of("text", "body", "published", "created_at", "url", "link", "title", "title"),
            ZoneOffset.UTC);
    List<String> files = ArticleFiles.list(new Configuration(), List.of(folder.toString()));

    try (ArticleLedger ledger = ArticleLedger.of(SharedSpark.session(), files, fields)) {
      assertThat(ledger.absent(fields.columns().keySet())).containsExactly("published", "url");
      assertThat(ledger.absent(List.of("id", "source", "text"))).isEmpty();
    }
  }

  @Test
  void anOldDateIsTheSameWhereverTheMachineStands() throws IOException {
    write(
        "a.jsonl",
        json("a", "1513-04-02", BRIDGE)
            + json("b", "1883-05-01", FERRY)
            + json("c", "2024-05-01", ROPES));
    TimeZone here = TimeZone.getDefault();
    TimeZone.setDefault(TimeZone.getTimeZone("America/Los_Angeles"));
    try {
      check(
          (ledger, counts) -> {
            List<String> dates =
                List.of("1513-04-02 00:00:00", "1883-05-01 00:00:00", "2024-05-01 00:00:00");
            assertThat(dates(ledger.articles())).isEqualTo(dates);
            // Rows that Java has held on their way are the same again.
            assertThat(dates(PlanLeaf.of(ledger.articles()))).isEqualTo(dates);
          });
    } finally {
      TimeZone.setDefault(here);
    }
  }

  private static List<String> dates(Dataset<Row> articles) {
    return articles
        .orderBy("article_id")
        .selectExpr("date_format(published_at, 'yyyy-MM-dd HH:mm:ss')")
        .collectAsList()
        .stream()
        .map(row -> row.getString(0))
        .toList();
  }

  @Test
  void paragraphsHaveTheirOwnLanguageAndOnlyEnglishOnesAVoice() throws IOException {
    write(
        "a.txt",
        "---\nlanguage: en-GB\n---\n" + BRIDGE + "\n\nМост открыли в понедельник, сказал министр.");

    check(
        (ledger, counts) ->
            assertThat(ledger.paragraphs().orderBy("paragraph_index").collectAsList())
                .extracting(row -> row.getAs("language") + " " + row.<String>getAs("voice"))
                .containsExactly("en reported", "ru null"));
  }

  @Test
  void whatCleaningDropsIsListedWithItsReason() throws IOException {
    write("a.txt", "---\nid: a\n---\nSkip to content\n\n" + FERRY + "\n\nShare\n\n" + BRIDGE);
    write("b.txt", "---\nid: b\n---\nShare\n\n" + ROPES + "\n\n" + ROPES);

    check(
        (ledger, counts) -> {
          assertThat(ledger.dropped().orderBy("article_id", "line_index").collectAsList())
              .extracting(row -> row.getString(0) + row.getInt(1) + " " + row.getString(3))
              .containsExactly("a0 skip link", "a1 sharing prompt", "b0 sharing prompt");
          assertThat(ledger.paragraphs().where("mark is not null").collectAsList())
              .extracting(row -> row.getAs("mark"))
              .isEqualTo(List.of("repeated"));
        });
  }

  @Test
  void quarantineSaysWhatToDo() throws IOException {
    write("a.txt", FERRY);
    write("menu.txt", "Skip to content\n\nShare");
    write("picture.tiff", "II*");
    Files.createSymbolicLink(folder.resolve("gone.txt"), folder.resolve("nowhere.txt"));

    check(
        (ledger, counts) ->
            assertThat(ledger.quarantine().orderBy("source_file").collectAsList())
                .extracting(row -> row.getAs("detail"))
                .isEqualTo(
                    List.of(
                        "cannot be opened: FileNotFoundException",
                        "no text is left after cleaning; 2 lines were dropped",
                        "the name has no known ending; known: csv, gz, htm, html, json, jsonl, ndjson, parquet, tsv,"
                            + " txt, warc, zip")));
  }

  @Test
  void theSameArticleTwiceIsADuplicateOfTheEarlier() throws IOException {
    write("late.jsonl", json("late", "2024-02-02", FERRY, ROPES));
    write(
        "soon.jsonl", json("soon", "2024-02-01", FERRY, ROPES.toUpperCase(java.util.Locale.ROOT)));

    check(
        (ledger, counts) -> {
          assertThat(counts).isEqualTo(new ArticleCounts(2, 1, 0, 1));
          assertThat(articles(ledger))
              .containsExactly("late from late.jsonl soon", "soon from soon.jsonl null");
          assertThat(ledger.paragraphs().count()).isEqualTo(2);
        });
  }

  @Test
  void theSameFileTwiceIsADuplicateOfItself() throws IOException {
    write("one.jsonl", json("a", "2024-02-01", FERRY));
    write("two.jsonl", json("a", "2024-02-01", FERRY));

    check(
        (ledger, counts) -> {
          assertThat(counts).isEqualTo(new ArticleCounts(2, 1, 0, 1));
          assertThat(articles(ledger))
              .containsExactly("a from one.jsonl null", "a from two.jsonl a");
          assertThat(ledger.paragraphs().count()).isEqualTo(1);
        });
  }

  @Test
  void anotherTextUnderATakenIdIsQuarantined() throws IOException {
    write("one.jsonl", json("a", "2024-02-01", FERRY));
    write("two.jsonl", json("a", "2024-02-02", BRIDGE));

    check(
        (ledger, counts) -> {
          assertThat(counts).isEqualTo(new ArticleCounts(2, 1, 1, 0));
          assertThat(articles(ledger)).containsExactly("a from one.jsonl null");
          Row row = ledger.quarantine().head();
          assertThat(name(row)).isEqualTo("two.jsonl");
          assertThat(row.<String>getAs("reason")).isEqualTo("duplicate_id");
          assertThat(row.<String>getAs("detail"))
              .isEqualTo("another article with other text has the id 'a'");
          assertThat(row.<String>getAs("excerpt")).isEqualTo(BRIDGE);
        });
  }

  /** Otherwise the text would be in neither article: the kept id is that of another text. */
  @Test
  void noArticleIsADuplicateOfAQuarantinedOne() throws IOException {
    write("one.jsonl", json("a", "2024-02-01", FERRY));
    write("two.jsonl", json("a", "2024-02-02", BRIDGE));
    write("three.jsonl", json("b", "2024-02-03", BRIDGE));

    check(
        (ledger, counts) -> {
          assertThat(counts).isEqualTo(new ArticleCounts(3, 2, 1, 0));
          assertThat(articles(ledger))
              .containsExactly("a from one.jsonl null", "b from three.jsonl null");
          assertThat(quarantine(ledger)).containsExactly("two.jsonl:1 duplicate_id");
        });
  }

  @Test
  void aRepeatedParagraphNamesTheEarliest() throws IOException {
    write(
        "a.jsonl",
        json("third", "2024-03-03", BRIDGE, FERRY)
            + json("first", "2024-03-01", ROPES, "The FERRY  was late again on Monday.", FERRY)
            + json("second", "2024-03-02", FERRY)
            + json("undated", "", BRIDGE));

    check(
        (ledger, counts) -> {
          assertThat(counts.accepted()).isEqualTo(4);
          List<Row> rows =
              ledger.paragraphs().orderBy("article_id", "paragraph_index").collectAsList();
          String ferry = rows.get(1).getAs("paragraph_id");
          String bridge = rows.get(4).getAs("paragraph_id");
          assertThat(rows)
              .extracting(
                  row ->
                      row.getAs("article_id")
                          + " "
                          + row.getAs("paragraph_index")
                          + " "
                          + row.<String>getAs("duplicate_of"))
              .containsExactly(
                  "first 0 null",
                  "first 1 null",
                  "first 2 " + ferry,
                  "second 0 " + ferry,
                  "third 0 null",
                  "third 1 " + ferry,
                  "undated 0 " + bridge);
        });
  }

  @Test
  void someArticlesAreReadAsIfThereWereNoOthers() throws IOException {
    write(
        "a.jsonl",
        json("first", "2024-03-01", FERRY)
            + json("second", "2024-03-02", FERRY, BRIDGE)
            + json("third", "2024-03-03", ROPES));

    check(
        (ledger, counts) -> {
          assertThat(counts.accepted()).isEqualTo(3);
          assertThat(
                  ledger
                      .paragraphsOf(Set.of("second", "third", "absent"))
                      .orderBy("article_id", "paragraph_index")
                      .collectAsList())
              .extracting(
                  row ->
                      row.getAs("article_id")
                          + " "
                          + row.getAs("paragraph_index")
                          + " "
                          + row.<String>getAs("duplicate_of"))
              .containsExactly("second 0 null", "second 1 null", "third 0 null");
        });
  }

  @Test
  void everyFileIsInTheRecordWithItsHash() throws IOException {
    write("a b#1 %20.txt", FERRY);
    write("empty.txt", "");

    check(
        (ledger, counts) -> {
          assertThat(counts.accepted()).isEqualTo(1);
          assertThat(ledger.files())
              .containsExactly(
                  new FileEntry(
                      "file:" + folder.resolve("a b#1 %20.txt"),
                      FERRY.length(),
                      Fingerprint.of(FERRY.getBytes(StandardCharsets.UTF_8))),
                  new FileEntry(
                      "file:" + folder.resolve("empty.txt"), 0, Fingerprint.of(new byte[0])));
        });
  }

  @Test
  void aParagraphKeepsItsPlaceAndItsVoice() throws IOException {
    write("a.txt", "---\nid: a\ntitle: Quay\n---\nLatest\n\n" + FERRY + "\n\n" + BRIDGE);

    check(
        (ledger, counts) -> {
          Row article = ledger.articles().head();
          assertThat(article.<Integer>getAs("paragraph_count")).isEqualTo(2);
          assertThat(article.<Integer>getAs("dropped_line_count")).isEqualTo(1);
          Row paragraph = ledger.paragraphs().where("paragraph_index = 1").head();
          assertThat(
                  article
                      .<String>getAs("text")
                      .substring(paragraph.getAs("char_start"), paragraph.getAs("char_end")))
              .isEqualTo(BRIDGE);
          assertThat(paragraph.<String>getAs("title")).isEqualTo("Quay");
          assertThat(paragraph.<String>getAs("voice")).isIn("author", "reported", "mixed");
        });
  }
}
