package io.endoxa.spark;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.first;
import static org.apache.spark.sql.functions.format_string;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.lower;
import static org.apache.spark.sql.functions.posexplode;
import static org.apache.spark.sql.functions.regexp_replace;
import static org.apache.spark.sql.functions.row_number;
import static org.apache.spark.sql.functions.sha2;
import static org.apache.spark.sql.functions.size;
import static org.apache.spark.sql.functions.substring;
import static org.apache.spark.sql.functions.when;

import io.endoxa.provenance.FileEntry;
import io.endoxa.text.RejectReason;
import io.endoxa.text.source.ArticleFields;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.expressions.WindowSpec;
import org.apache.spark.sql.functions;
import org.apache.spark.storage.StorageLevel;

/**
 * Accounts for every article that was read: it is accepted, quarantined with a reason, or a
 * duplicate of an accepted one. The same article twice (equal content) is a duplicate; another text
 * under an id that is taken is quarantined.
 *
 * <p>Holds cached data; {@link #close} frees it. Not thread-safe.
 */
public final class ArticleLedger implements AutoCloseable {
  private static final String OUTCOME = "outcome";
  private static final String ACCEPTED = "accepted";
  private static final String DUPLICATE = "duplicate";
  private static final String ID_TAKEN = "id_taken";
  private static final String KEPT_ID = "kept_id";

  private final Dataset<Row> readings;
  private final Dataset<Row> decided;

  private ArticleLedger(Dataset<Row> readings) {
    this.readings = readings;
    this.decided = decide(readings).persist(StorageLevel.MEMORY_AND_DISK());
  }

  /**
   * Reads the files and decides about every article in them.
   *
   * @param fields how their articles are read
   */
  public static ArticleLedger of(SparkSession session, List<String> files, ArticleFields fields) {
    Dataset<Row> readings =
        ReadArticles.read(session, files, fields).persist(StorageLevel.MEMORY_AND_DISK());
    return new ArticleLedger(readings);
  }

  private static Dataset<Row> decide(Dataset<Row> readings) {
    Column[] order = {
      col(Table.PUBLISHED_AT).asc_nulls_last(),
      col(Table.ARTICLE_ID),
      col(Table.SOURCE_FILE),
      col(Table.POSITION)
    };
    WindowSpec sameId = Window.partitionBy(Table.ARTICLE_ID).orderBy(order);
    // Apart from the quarantined, so that no article counts as a copy of one of them.
    WindowSpec sameContent = Window.partitionBy(ID_TAKEN, ReadArticles.CONTENT_HASH).orderBy(order);
    return readings
        .where(col(ReadArticles.KIND).equalTo(ReadArticles.ARTICLE))
        .withColumn(
            ID_TAKEN,
            col(ReadArticles.CONTENT_HASH).notEqual(first(ReadArticles.CONTENT_HASH).over(sameId)))
        .withColumn(KEPT_ID, first(Table.ARTICLE_ID).over(sameContent))
        .withColumn(
            OUTCOME,
            when(col(ID_TAKEN), lit(ID_TAKEN))
                .when(row_number().over(sameContent).gt(1), lit(DUPLICATE))
                .otherwise(lit(ACCEPTED)));
  }

  /** Rows of {@link Table#ARTICLES} without {@code copy_of}: the accepted and their duplicates. */
  public Dataset<Row> articles() {
    return decided
        .where(col(OUTCOME).notEqual(ID_TAKEN))
        .withColumn("paragraph_count", size(col(ReadArticles.PARAGRAPHS)))
        .withColumn(Table.DUPLICATE_OF, when(col(OUTCOME).equalTo(DUPLICATE), col(KEPT_ID)))
        .select(columns(Table.ARTICLES, Table.COPY_OF));
  }

  /** Rows of {@link Table#QUARANTINE}. */
  public Dataset<Row> quarantine() {
    Dataset<Row> idTaken =
        decided
            .where(col(OUTCOME).equalTo(ID_TAKEN))
            .withColumn("reason", lit(RejectReason.DUPLICATE_ID.label()))
            .withColumn(
                "detail",
                format_string(
                    "another article with other text has the id '%s'", col(Table.ARTICLE_ID)))
            .withColumn("excerpt", substring(col(Table.TEXT), 1, 120));
    return readings
        .where(col(ReadArticles.KIND).equalTo(ReadArticles.REJECTED))
        .select(columns(Table.QUARANTINE))
        .union(idTaken.select(columns(Table.QUARANTINE)));
  }

  /** Rows of {@link Table#DROPPED}, of accepted articles. */
  public Dataset<Row> dropped() {
    return decided
        .where(col(OUTCOME).equalTo(ACCEPTED))
        .drop(Table.TEXT, Table.REASON)
        .select(
            col("*"),
            posexplode(col(ReadArticles.DROPPED)).as(new String[] {Table.LINE_INDEX, "line"}))
        .select(col("*"), col("line.*"))
        .select(columns(Table.DROPPED));
  }

  /**
   * Rows of {@link Table#PARAGRAPHS} without {@code token_count}, and file and position of their
   * article. A text that occurred before, in this or an earlier article and in the same language,
   * names the first paragraph that has it.
   */
  public Dataset<Row> paragraphs() {
    return paragraphs(decided);
  }

  /** As {@link #paragraphs()}, of some articles alone, as if there were no others. */
  public Dataset<Row> paragraphsOf(Set<String> articleIds) {
    return paragraphs(decided.where(col(Table.ARTICLE_ID).isInCollection(articleIds)));
  }

  private static Dataset<Row> paragraphs(Dataset<Row> decided) {
    WindowSpec sameText =
        Window.partitionBy("text_key", Table.LANGUAGE)
            .orderBy(
                col(Table.PUBLISHED_AT).asc_nulls_last(),
                col(Table.ARTICLE_ID).asc(),
                col(Table.PARAGRAPH_INDEX).asc());
    return decided
        .where(col(OUTCOME).equalTo(ACCEPTED))
        .drop(Table.TEXT, Table.LANGUAGE)
        .withColumn("paragraph", explode(col(ReadArticles.PARAGRAPHS)))
        .select(col("*"), col("paragraph.*"))
        .withColumn("text_key", sha2(lower(regexp_replace(col(Table.TEXT), "\\s+", " ")), 256))
        .withColumn("first_id", first(Table.PARAGRAPH_ID).over(sameText))
        .withColumn(
            Table.DUPLICATE_OF,
            when(col("first_id").notEqual(col(Table.PARAGRAPH_ID)), col("first_id")))
        .withColumn(Table.DUPLICATE_SIMILARITY, when(col(Table.DUPLICATE_OF).isNotNull(), lit(1.0)))
        .select(
            Stream.concat(
                    Arrays.stream(columns(Table.PARAGRAPHS, Table.TOKEN_COUNT)),
                    Stream.of(col(Table.SOURCE_FILE), col(Table.POSITION)))
                .toArray(Column[]::new));
  }

  /** Every file that was read, by path. */
  public List<FileEntry> files() {
    return readings
        .where(col(ReadArticles.KIND).equalTo(ReadArticles.FILE))
        .select(Table.SOURCE_FILE, ReadArticles.BYTES, ReadArticles.SHA256)
        .collectAsList()
        .stream()
        .map(row -> new FileEntry(row.getString(0), row.getLong(1), row.getString(2)))
        .sorted(Comparator.comparing(FileEntry::path))
        .toList();
  }

  /** Counts the outcomes and checks that no article is lost. */
  public ArticleCounts count() {
    Map<String, Long> kinds = countBy(readings, ReadArticles.KIND);
    Map<String, Long> outcomes = countBy(decided, OUTCOME);
    long rejected = kinds.getOrDefault(ReadArticles.REJECTED, 0L);
    return new ArticleCounts(
        kinds.getOrDefault(ReadArticles.ARTICLE, 0L) + rejected,
        outcomes.getOrDefault(ACCEPTED, 0L),
        rejected + outcomes.getOrDefault(ID_TAKEN, 0L),
        outcomes.getOrDefault(DUPLICATE, 0L));
  }

  /**
   * Which of some fields no article has, in the order of their names; id and text are never among
   * them.
   */
  public List<String> absent(Collection<String> fields) {
    List<String> optional =
        fields.stream()
            .filter(field -> !List.of(ArticleFields.ID, ArticleFields.TEXT).contains(field))
            .sorted()
            .toList();
    Column[] found =
        optional.stream()
            .map(field -> functions.count(col(columnOf(field))))
            .toArray(Column[]::new);
    if (found.length == 0) {
      return List.of();
    }
    Row counts = decided.agg(found[0], Arrays.copyOfRange(found, 1, found.length)).head();
    return IntStream.range(0, found.length)
        .filter(i -> counts.getLong(i) == 0)
        .mapToObj(optional::get)
        .toList();
  }

  private static String columnOf(String field) {
    return field.equals(ArticleFields.PUBLISHED) ? Table.PUBLISHED_AT : field;
  }

  private static Map<String, Long> countBy(Dataset<Row> rows, String column) {
    Map<String, Long> counts = new HashMap<>();
    rows.groupBy(column)
        .count()
        .collectAsList()
        .forEach(row -> counts.put(row.getString(0), row.getLong(1)));
    return counts;
  }

  private static Column[] columns(Table table, String... without) {
    List<String> left = List.of(without);
    return Arrays.stream(table.schema().fieldNames())
        .filter(name -> !left.contains(name))
        .map(name -> col(name))
        .toArray(Column[]::new);
  }

  @Override
  public void close() {
    decided.unpersist();
    readings.unpersist();
  }
}
