package io.endoxa.spark;

import static org.assertj.core.api.Assertions.assertThat;

import io.endoxa.text.Article;
import io.endoxa.text.Origin;
import io.endoxa.text.ReadResult;
import io.endoxa.text.RejectReason;
import io.endoxa.text.Rejected;
import io.endoxa.text.clean.ArticleCutter;
import io.endoxa.text.clean.CutArticle;
import io.endoxa.text.source.ArticleFields;
import io.endoxa.text.source.ArticleSource;
import io.endoxa.text.source.ArticleSources;
import io.endoxa.text.source.RandomFile;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where 10,000 random documents of all formats go, beside a count without Spark. */
class RandomDocumentsLedgerTest {
  private static final int DOCUMENTS = 9_700;
  private static final int PARQUET_ROWS = 400;

  @TempDir private Path folder;

  @Test
  void everyDocumentIsAcceptedQuarantinedOrADuplicate() throws IOException {
    int written = PARQUET_ROWS;
    for (RandomFile file : RandomFile.some(2, DOCUMENTS)) {
      Files.write(folder.resolve(file.name()), file.bytes());
      written += file.documents();
    }
    SharedSpark.session()
        .createDataset(RandomFile.texts(2, PARQUET_ROWS), Encoders.STRING())
        .toDF("text")
        .coalesce(1)
        .write()
        .parquet(folder.resolve("rows").toString());
    List<String> files = ArticleFiles.list(new Configuration(), List.of(folder.toString()));

    ArticleCounts expected = count(files);
    assertThat(expected.read()).isEqualTo(written).isGreaterThanOrEqualTo(10_000);
    assertThat(List.of(expected.accepted(), expected.quarantined(), expected.duplicate()))
        .allSatisfy(count -> assertThat(count).isGreaterThan(100));
    try (ArticleLedger ledger =
        ArticleLedger.of(SharedSpark.session(), files, ArticleFields.STANDARD)) {
      assertThat(ledger.count()).isEqualTo(expected);
      assertThat(ledger.quarantine().count()).isEqualTo(expected.quarantined());
      assertThat(ledger.articles().count()).isEqualTo(expected.accepted() + expected.duplicate());
      assertThat(ledger.paragraphs().where("char_end - char_start <> length(text)").count())
          .as("paragraphs outside of the Basic Multilingual Plane")
          .isEqualTo(
              ledger
                  .paragraphs()
                  .where(functions.col("text").rlike("[\\x{10000}-\\x{10FFFF}]"))
                  .count());
    }
  }

  /** The rules of the ledger once more, in the order in which it takes articles. */
  private static ArticleCounts count(List<String> files) throws IOException {
    List<CutArticle> articles = new ArrayList<>();
    int read = 0;
    for (String file : files) {
      for (Iterator<ReadResult> results = read(file); results.hasNext(); read++) {
        if (results.next() instanceof Article article) {
          CutArticle cut = new ArticleCutter().cut(article);
          if (!cut.paragraphs().isEmpty()) {
            articles.add(cut);
          }
        }
      }
    }
    articles.sort(
        Comparator.comparing((CutArticle cut) -> published(cut.article()))
            .thenComparing(cut -> cut.article().id())
            .thenComparing(cut -> cut.article().origin().file())
            .thenComparing(cut -> cut.article().origin().position()));
    Map<String, String> textOfId = new HashMap<>();
    Set<String> texts = new HashSet<>();
    int accepted = 0;
    int duplicate = 0;
    for (CutArticle cut : articles) {
      String first = textOfId.putIfAbsent(cut.article().id(), cut.contentHash());
      if (first != null && !first.equals(cut.contentHash())) {
        continue;
      }
      if (texts.add(cut.contentHash())) {
        accepted++;
      } else {
        duplicate++;
      }
    }
    return new ArticleCounts(read, accepted, read - accepted - duplicate, duplicate);
  }

  private static Instant published(Article article) {
    return article.published() == null ? Instant.MAX : article.published();
  }

  private static Iterator<ReadResult> read(String file) throws IOException {
    if (file.endsWith(".parquet")) {
      return new ParquetArticles(file, new Configuration(), ArticleFields.STANDARD);
    }
    Optional<ArticleSource> source = new ArticleSources(ArticleFields.STANDARD).forFile(file);
    if (source.isEmpty()) {
      return List.<ReadResult>of(
              new Rejected(new Origin(file, 1), RejectReason.UNKNOWN_FORMAT, "", ""))
          .iterator();
    }
    byte[] bytes = Files.readAllBytes(Path.of(URI.create(file)));
    return source.get().read(file, new ByteArrayInputStream(bytes));
  }
}
