package io.endoxa.spark;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.array_distinct;
import static org.apache.spark.sql.functions.array_intersect;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.first;
import static org.apache.spark.sql.functions.lag;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.posexplode;
import static org.apache.spark.sql.functions.row_number;
import static org.apache.spark.sql.functions.size;
import static org.apache.spark.sql.functions.when;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.expressions.WindowSpec;
import org.apache.spark.storage.StorageLevel;

/**
 * Names, for paragraphs and articles that are nearly copies of an earlier one, as syndicated news
 * are, the earliest that they are copies of: by date, then article id, then place. Similarity is
 * Jaccard's, of sets of word triples, and exact up to collisions of hashed triples.
 *
 * <p>MinHash (Broder 1997) with MLlib's hashes in bands: texts share a bucket if four hashes in a
 * row are equal. In a bucket each text is compared with the earliest and with the one before it, so
 * that work grows with the number of texts and not with its square. A pair of similarity s shares a
 * bucket with probability 1 - (1 - s^4)^16: 0.9998 for 0.8, 0.99 for 0.7, 0.89 for 0.6.
 *
 * <p>A paragraph is no copy of one that denies more or less often than itself, however much else
 * they have in common: a word such as <i>not</i> is one triple in twenty and the opposite stance.
 *
 * <p>The result depends on the texts and their order alone, not on partitions. Holds cached data;
 * {@link #close} frees it.
 */
public final class NearCopies implements AutoCloseable {
  private static final long SEED = 1;
  private static final String KIND = "kind";
  private static final String ARTICLE = "article";
  private static final String PARAGRAPH = "paragraph";
  private static final String ID = "text_id";
  private static final String FIRST_ID = "first_text_id";
  private static final String BAND = "band";
  private static final String BUCKET = "bucket";
  private static final String SIMILARITY = "similarity";
  private static final Column[] LINK = {col(KIND), col(ID), col(FIRST_ID), col(SIMILARITY)};

  private final List<Dataset<Row>> cached = new ArrayList<>();
  private final double least;
  private final Dataset<Row> copies;

  private NearCopies(Dataset<Row> texts, double least) {
    this.least = least;
    Dataset<Row> signatures = cache(CopySignatures.of(texts, SEED));
    this.copies = find(signatures);
  }

  /**
   * Looks for copies.
   *
   * @param articles rows of {@link Table#ARTICLES} without {@code copy_of}
   * @param paragraphs rows of {@link ArticleLedger#paragraphs}
   * @param similarity from which a text is a copy, 0.5 to 1
   */
  public static NearCopies find(Dataset<Row> articles, Dataset<Row> paragraphs, double similarity) {
    Dataset<Row> texts =
        texts(articles, ARTICLE, col(Table.ARTICLE_ID), lit(0))
            .union(
                texts(paragraphs, PARAGRAPH, col(Table.PARAGRAPH_ID), col(Table.PARAGRAPH_INDEX)));
    return new NearCopies(texts, similarity);
  }

  /** Texts that are not already known to be equal to an earlier one. */
  private static Dataset<Row> texts(Dataset<Row> rows, String kind, Column id, Column place) {
    return rows.where(col(Table.DUPLICATE_OF).isNull())
        .select(
            lit(kind).as(KIND),
            id.as(ID),
            col(Table.PUBLISHED_AT),
            col(Table.ARTICLE_ID),
            place.as(Table.PARAGRAPH_INDEX),
            col(Table.TEXT),
            lit(kind.equals(PARAGRAPH)).as(CopySignatures.COUNTS_DENIALS));
  }

  /**
   * The paragraphs that were given, with {@code duplicate_of} and its similarity of near copies.
   */
  public Dataset<Row> markParagraphs(Dataset<Row> paragraphs) {
    String equalTo = "equal_to";
    Dataset<Row> rows =
        paragraphs
            .withColumn(equalTo, col(Table.DUPLICATE_OF))
            .withColumn(ID, coalesce(col(Table.DUPLICATE_OF), col(Table.PARAGRAPH_ID)))
            .drop(Table.DUPLICATE_OF, Table.DUPLICATE_SIMILARITY);
    return rows.join(of(PARAGRAPH), new String[] {ID}, "left")
        .withColumn(Table.DUPLICATE_OF, coalesce(col(FIRST_ID), col(equalTo)))
        .withColumn(
            Table.DUPLICATE_SIMILARITY,
            coalesce(col(SIMILARITY), when(col(equalTo).isNotNull(), lit(1.0))))
        .drop(ID, FIRST_ID, SIMILARITY, equalTo);
  }

  /**
   * The articles that were given, with {@code copy_of}; duplicates have that of what they equal.
   */
  public Dataset<Row> markArticles(Dataset<Row> articles) {
    return articles
        .withColumn(ID, coalesce(col(Table.DUPLICATE_OF), col(Table.ARTICLE_ID)))
        .join(of(ARTICLE), new String[] {ID}, "left")
        .withColumnRenamed(FIRST_ID, Table.COPY_OF)
        .drop(ID, SIMILARITY);
  }

  /** How many articles are nearly copies. */
  public long articleCount() {
    return of(ARTICLE).count();
  }

  private Dataset<Row> of(String kind) {
    return copies.where(col(KIND).equalTo(kind)).drop(KIND);
  }

  private Dataset<Row> find(Dataset<Row> signatures) {
    Dataset<Row> links = cache(links(similarPairs(candidates(signatures), signatures)));
    return links.isEmpty() ? links : cache(similarPairs(toFirsts(links), signatures).select(LINK));
  }

  /** Pairs of texts that share a bucket: each with the earliest, and with the one before it. */
  private static Dataset<Row> candidates(Dataset<Row> signatures) {
    WindowSpec bucket = Window.partitionBy(KIND, BAND, BUCKET).orderBy(order());
    return signatures
        .select(
            col(KIND),
            col(ID),
            col(Table.PUBLISHED_AT),
            col(Table.ARTICLE_ID),
            col(Table.PARAGRAPH_INDEX),
            posexplode(col(CopySignatures.BANDS)).as(new String[] {BAND, BUCKET}))
        .withColumn("earliest", first(ID).over(bucket))
        .withColumn("previous", lag(ID, 1).over(bucket))
        .where(col("previous").isNotNull())
        .select(
            col(KIND),
            col(ID),
            explode(array_distinct(array(col("earliest"), col("previous")))).as(FIRST_ID))
        .distinct();
  }

  /** The pairs that are similar enough, with their similarity and the order of the earlier one. */
  private Dataset<Row> similarPairs(Dataset<Row> pairs, Dataset<Row> signatures) {
    String late = "late_triples";
    String lateDenials = "late_denials";
    Dataset<Row> later =
        signatures.select(
            col(KIND),
            col(ID),
            col(CopySignatures.TRIPLES).as(late),
            col(CopySignatures.DENIALS).as(lateDenials));
    Dataset<Row> earlier = signatures.withColumnRenamed(ID, FIRST_ID).drop(CopySignatures.BANDS);
    Column common = size(array_intersect(col(late), col(CopySignatures.TRIPLES)));
    Column all = size(col(late)).plus(size(col(CopySignatures.TRIPLES)));
    return pairs
        .select(KIND, ID, FIRST_ID)
        .join(later, new String[] {KIND, ID})
        .join(earlier, new String[] {KIND, FIRST_ID})
        .where(col(lateDenials).equalTo(col(CopySignatures.DENIALS)))
        .withColumn("common", common)
        .withColumn(SIMILARITY, col("common").divide(all.minus(col("common"))))
        .where(col(SIMILARITY).geq(least))
        .drop(late, lateDenials, CopySignatures.TRIPLES, CopySignatures.DENIALS, "common");
  }

  /** Of the texts that each is similar to, the earliest. */
  private static Dataset<Row> links(Dataset<Row> pairs) {
    WindowSpec earliestFirst = Window.partitionBy(KIND, ID).orderBy(order());
    return pairs
        .withColumn("rank", row_number().over(earliestFirst))
        .where(col("rank").equalTo(1))
        .select(LINK);
  }

  /**
   * Follows links until none leads to a copy; each leads to an earlier text, so there is an end.
   */
  private Dataset<Row> toFirsts(Dataset<Row> links) {
    Dataset<Row> found = links;
    while (true) {
      Dataset<Row> next =
          found.select(col(KIND), col(ID).as(FIRST_ID), col(FIRST_ID).as("further"));
      Dataset<Row> followed =
          cache(
              found
                  .select(KIND, ID, FIRST_ID)
                  .join(next, new String[] {KIND, FIRST_ID}, "left")
                  .select(
                      col(KIND),
                      col(ID),
                      coalesce(col("further"), col(FIRST_ID)).as(FIRST_ID),
                      col("further").isNotNull().as("moved")));
      if (followed.where(col("moved")).isEmpty()) {
        return followed;
      }
      found = followed;
    }
  }

  private static Column[] order() {
    return new Column[] {
      col(Table.PUBLISHED_AT).asc_nulls_last(),
      col(Table.ARTICLE_ID).asc(),
      col(Table.PARAGRAPH_INDEX).asc()
    };
  }

  private Dataset<Row> cache(Dataset<Row> rows) {
    Dataset<Row> kept = rows.persist(StorageLevel.MEMORY_AND_DISK());
    cached.add(kept);
    return kept;
  }

  @Override
  public void close() {
    cached.forEach(Dataset::unpersist);
  }
}
