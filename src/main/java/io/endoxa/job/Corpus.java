package io.endoxa.job;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import io.endoxa.encode.EncoderSpec;
import io.endoxa.error.DataContractException;
import io.endoxa.provenance.FileEntry;
import io.endoxa.spark.ArticleCounts;
import io.endoxa.spark.ArticleLedger;
import io.endoxa.spark.ChunkCounts;
import io.endoxa.spark.ChunkFiles;
import io.endoxa.spark.CopiedParagraphs;
import io.endoxa.spark.EncodeParagraphs;
import io.endoxa.spark.NearCopies;
import io.endoxa.spark.StageLog;
import io.endoxa.spark.Table;
import io.endoxa.text.source.ArticleFields;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.storage.StorageLevel;
import org.apache.spark.util.LongAccumulator;
import org.jspecify.annotations.Nullable;

/**
 * Articles that were read, cut and encoded. Holds cached data until it is closed.
 *
 * <p>{@link #paragraphs} has the columns of {@link ArticleLedger#paragraphs} and those of {@link
 * EncodeParagraphs}, which are null for copies.
 */
final class Corpus implements AutoCloseable {
  /** Counts of a run. */
  static final String ENCODED = "paragraphs encoded";

  static final String TAKEN = "paragraphs taken from chunks";

  private static final int QUARANTINED_SHOWN = 5;

  private final ArticleLedger ledger;
  private final List<FileEntry> files;
  private final ArticleCounts articles;
  private final @Nullable NearCopies copies;
  private final Dataset<Row> paragraphs;
  private final Counts counts;
  private final Seconds seconds;

  /**
   * Counts of paragraphs: all; of the same words as an earlier one; nearly so; longer than the
   * encoder reads, of those that it reads; and how many texts were encoded, and taken from chunks
   * that were kept, as of {@link ChunkCounts}.
   */
  record Counts(
      long paragraphs, long repeats, long nearRepeats, long truncated, long encoded, long taken) {}

  /** How long it took to read and cut, and to find near copies. */
  record Seconds(double reading, double copies) {}

  private Corpus(
      ArticleLedger ledger,
      List<FileEntry> files,
      ArticleCounts articles,
      @Nullable NearCopies copies,
      Dataset<Row> paragraphs,
      Counts counts,
      Seconds seconds) {
    this.ledger = ledger;
    this.files = files;
    this.articles = articles;
    this.copies = copies;
    this.paragraphs = paragraphs;
    this.counts = counts;
    this.seconds = seconds;
  }

  /**
   * Which paragraphs of the articles are wanted.
   *
   * @param articles the ids of those whose paragraphs are wanted; null for all
   * @param copySimilarity from which a paragraph is a copy of an earlier one; null to take equal
   *     ones alone for copies, as in a labelled dataset, where labels of similar ones may differ
   */
  record Wanted(@Nullable Set<String> articles, @Nullable Double copySimilarity) {
    static Wanted of(@Nullable Set<String> articles) {
      return new Wanted(articles, null);
    }

    static Wanted allButCopies(double similarity) {
      return new Wanted(null, similarity);
    }
  }

  /**
   * Reads, and encodes what is wanted of it: each paragraph that is no copy.
   *
   * @param fields how the articles are read
   * @throws DataContractException if no article is left
   */
  static Corpus prepare(
      SparkSession session,
      List<String> files,
      ArticleFields fields,
      Wanted wanted,
      EncoderSpec encoder,
      String encodersDir,
      JobSpec spec,
      Progress progress) {
    progress.say("reading %,d files".formatted(files.size()));
    StageLog reading = StageLog.begin("read").rowsIn(files.size());
    ArticleLedger ledger = ArticleLedger.of(session, files, fields);
    ArticleCounts articles = ledger.count();
    if (articles.accepted() == 0) {
      String found = tooManyQuarantined(ledger, articles, spec.maxQuarantined());
      ledger.close();
      throw new DataContractException(found);
    }
    List<FileEntry> entries = ledger.files();
    double secondsReading =
        reading
            .rowsOut(articles.read())
            .bytes(entries.stream().mapToLong(FileEntry::bytes).sum())
            .end();
    // Read by the search for copies and several times by encoding.
    Dataset<Row> cut = cut(ledger, wanted).persist(StorageLevel.MEMORY_AND_DISK());
    StageLog searching = StageLog.begin("copies").rowsIn(articles.accepted());
    NearCopies copies = nearCopies(ledger.articles(), cut, articles, wanted, progress);
    Seconds seconds =
        new Seconds(
            secondsReading, searching.rowsOut(copies == null ? 0 : copies.articleCount()).end());
    LongAccumulator encoded = session.sparkContext().longAccumulator(ENCODED);
    ChunkCounts chunks = ChunkCounts.in(session.sparkContext());
    EncodeParagraphs encode =
        new EncodeParagraphs()
            .setEncoder(encoder.id())
            .setPrecision(encoder.precision().word())
            .setEncodersDir(encodersDir)
            .setTasks(spec.partitions())
            .setChunksDir(ChunkFiles.below(spec.output()))
            .setIsolateNative(spec.isolateNative())
            .countingInto(encoded)
            .countingChunksInto(chunks);
    Dataset<Row> paragraphs =
        CopiedParagraphs.encodeFirsts(encode, copies == null ? cut : copies.markParagraphs(cut))
            .persist(StorageLevel.MEMORY_AND_DISK());
    progress.say(
        "encoding the paragraphs of %,d articles with %s"
            .formatted(
                wanted.articles == null ? articles.accepted() : wanted.articles.size(),
                encoder.name()));
    StageLog encoding = StageLog.begin("encode");
    Counts counts = encodeAndCount(paragraphs, encoded, chunks, progress);
    encoding.rowsIn(counts.paragraphs()).rowsOut(counts.encoded() + counts.taken()).end();
    cut.unpersist();
    return new Corpus(ledger, entries, articles, copies, paragraphs, counts, seconds);
  }

  private static @Nullable NearCopies nearCopies(
      Dataset<Row> articles,
      Dataset<Row> paragraphs,
      ArticleCounts counts,
      Wanted wanted,
      Progress progress) {
    Double similarity = wanted.copySimilarity;
    if (similarity == null) {
      return null;
    }
    progress.say("looking for copies among %,d articles".formatted(counts.accepted()));
    return NearCopies.find(articles, paragraphs, similarity);
  }

  private static Dataset<Row> cut(ArticleLedger ledger, Wanted wanted) {
    Set<String> ids = wanted.articles;
    return ids == null ? ledger.paragraphs() : ledger.paragraphsOf(ids);
  }

  /** Counting is what makes Spark cut and encode. */
  private static Counts encodeAndCount(
      Dataset<Row> paragraphs, LongAccumulator encoded, ChunkCounts chunks, Progress progress) {
    Dataset<Row> totals =
        paragraphs.agg(
            count(lit(1)),
            count(when(col(Table.DUPLICATE_SIMILARITY).equalTo(1), lit(1))),
            count(when(col(Table.DUPLICATE_SIMILARITY).lt(1), lit(1))),
            coalesce(sum(col(EncodeParagraphs.TRUNCATED).cast("long")), lit(0L)));
    Row row = ProgressMeter.during(totals::head, encoded::value, ENCODED, progress);
    return new Counts(
        row.getLong(0),
        row.getLong(1),
        row.getLong(2),
        row.getLong(3),
        chunks.computed(),
        chunks.taken());
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

  /** Every file that was read, by path. */
  List<FileEntry> files() {
    return files;
  }

  ArticleCounts articles() {
    return articles;
  }

  /** Rows of {@link Table#ARTICLES}. */
  Dataset<Row> articleRows() {
    return copies == null
        ? ledger.articles().withColumn(Table.COPY_OF, lit(null).cast(DataTypes.StringType))
        : copies.markArticles(ledger.articles());
  }

  /** How many accepted articles are nearly copies of others. */
  long copiedArticles() {
    return copies == null ? 0 : copies.articleCount();
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

  Seconds seconds() {
    return seconds;
  }

  @Override
  public void close() {
    paragraphs.unpersist();
    if (copies != null) {
      copies.close();
    }
    ledger.close();
  }
}
