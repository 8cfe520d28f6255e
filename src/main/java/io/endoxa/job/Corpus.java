package io.endoxa.job;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sum;

import io.endoxa.encode.EncoderSpec;
import io.endoxa.error.DataContractException;
import io.endoxa.spark.ArticleCounts;
import io.endoxa.spark.ArticleLedger;
import io.endoxa.spark.EncodeParagraphs;
import io.endoxa.spark.Table;
import io.endoxa.text.ArticleFields;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.storage.StorageLevel;
import org.apache.spark.util.LongAccumulator;
import org.jspecify.annotations.Nullable;

/**
 * Articles that were read, cut and encoded. Holds cached data until it is closed.
 *
 * <p>{@link #paragraphs} has the columns of the paragraphs table and those of {@link
 * EncodeParagraphs}.
 */
final class Corpus implements AutoCloseable {
  private static final int QUARANTINED_SHOWN = 5;

  private final ArticleLedger ledger;
  private final ArticleCounts articles;
  private final Dataset<Row> paragraphs;
  private final Counts counts;

  /** Counts of paragraphs: all, repeats of an earlier one, longer than the encoder reads. */
  record Counts(long paragraphs, long repeats, long truncated) {}

  private Corpus(
      ArticleLedger ledger, ArticleCounts articles, Dataset<Row> paragraphs, Counts counts) {
    this.ledger = ledger;
    this.articles = articles;
    this.paragraphs = paragraphs;
    this.counts = counts;
  }

  /**
   * Reads and encodes.
   *
   * @param fields how the articles are read
   * @param onlyArticles the ids of those whose paragraphs are wanted, all others are not encoded;
   *     null for all
   * @throws DataContractException if no article is left
   */
  static Corpus prepare(
      SparkSession session,
      List<String> files,
      ArticleFields fields,
      @Nullable Set<String> onlyArticles,
      EncoderSpec encoder,
      String encodersDir,
      JobSpec spec,
      Progress progress) {
    progress.say("reading %,d files".formatted(files.size()));
    ArticleLedger ledger = ArticleLedger.of(session, files, fields);
    ArticleCounts articles = ledger.count();
    if (articles.accepted() == 0) {
      String found = tooManyQuarantined(ledger, articles, spec.maxQuarantined());
      ledger.close();
      throw new DataContractException(found);
    }
    LongAccumulator encoded = session.sparkContext().longAccumulator("paragraphs encoded");
    Dataset<Row> paragraphs =
        new EncodeParagraphs()
            .setEncoder(encoder.id())
            .setPrecision(encoder.precision().word())
            .setEncodersDir(encodersDir)
            .setTasks(spec.partitions())
            .countingInto(encoded)
            .transform(
                onlyArticles == null ? ledger.paragraphs() : ledger.paragraphsOf(onlyArticles))
            .persist(StorageLevel.MEMORY_AND_DISK());
    progress.say(
        "encoding the paragraphs of %,d articles with %s"
            .formatted(
                onlyArticles == null ? articles.accepted() : onlyArticles.size(), encoder.name()));
    Dataset<Row> totals =
        paragraphs.agg(
            count(lit(1)),
            count(col(Table.DUPLICATE_OF)),
            coalesce(sum(col(EncodeParagraphs.TRUNCATED).cast("long")), lit(0L)));
    Row row = ProgressMeter.during(totals::head, encoded::value, "paragraphs encoded", progress);
    Counts counts = new Counts(row.getLong(0), row.getLong(1), row.getLong(2));
    return new Corpus(ledger, articles, paragraphs, counts);
  }

  /** What is wrong if too many articles are quarantined; null if not. */
  @Nullable String brokenContract(double maxQuarantined) {
    return articles.quarantinedShare() <= maxQuarantined
        ? null
        : tooManyQuarantined(ledger, articles, maxQuarantined);
  }

  /** Throws if too many articles are quarantined. */
  void requireContract(double maxQuarantined) {
    String broken = brokenContract(maxQuarantined);
    if (broken != null) {
      throw new DataContractException(broken);
    }
  }

  private static String tooManyQuarantined(
      ArticleLedger ledger, ArticleCounts counts, double maxQuarantined) {
    String examples =
        ledger
            .quarantine()
            .orderBy(Table.SOURCE_FILE, Table.POSITION)
            .limit(QUARANTINED_SHOWN)
            .collectAsList()
            .stream()
            .map(
                row ->
                    "  %s:%d: %s: %s"
                        .formatted(
                            row.getString(0), row.getInt(1), row.getString(2), row.getString(3)))
            .collect(Collectors.joining("\n"));
    return "%d of %d articles are quarantined, at most %.0f %% may be, and one must be left:%n%s%n"
            .formatted(counts.quarantined(), counts.read(), 100 * maxQuarantined, examples)
        + "Mend or remove these files, or raise max-quarantined.";
  }

  ArticleLedger ledger() {
    return ledger;
  }

  ArticleCounts articles() {
    return articles;
  }

  /** How many of some articles are accepted here. */
  long countAccepted(Set<String> articleIds) {
    return articleIds.isEmpty()
        ? 0
        : ledger
            .articles()
            .where(col(Table.DUPLICATE_OF).isNull())
            .where(col(Table.ARTICLE_ID).isInCollection(articleIds))
            .count();
  }

  /** The paragraphs of all articles, or of those alone that were asked for. */
  Dataset<Row> paragraphs() {
    return paragraphs;
  }

  Counts counts() {
    return counts;
  }

  @Override
  public void close() {
    paragraphs.unpersist();
    ledger.close();
  }
}
