package io.endoxa.spark;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;

import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;

/**
 * Names, for paragraphs and articles that are nearly copies of an earlier one, as syndicated news
 * are, the earliest that they are copies of: by date, then article id, then place. Similarity is
 * Jaccard's, of sets of word triples, and exact up to collisions of hashed triples.
 *
 * <p>A paragraph is no copy of one in another language, nor of one that denies more or less often
 * than itself, however much else they have in common: a word such as <i>not</i> is one triple in
 * twenty and the opposite stance. Where each text is nearly the one before it, those that have
 * drifted too far from the first are copies of none.
 *
 * <p>The result depends on the texts and their order alone, not on partitions. Holds cached data, a
 * row per copy; {@link #close} frees it.
 */
public final class NearCopies implements AutoCloseable {
  private static final String ARTICLE = "article";
  private static final String PARAGRAPH = "paragraph";

  private final Dataset<Row> copies;
  private final long articleCount;

  /** Counting is what makes Spark look for them. */
  private NearCopies(Dataset<Row> copies) {
    this.copies = copies;
    this.articleCount = copies.where(col(CopySearch.KIND).equalTo(ARTICLE)).count();
  }

  /**
   * Looks for copies.
   *
   * @param articles rows of {@link Table#ARTICLES} without {@code copy_of}
   * @param paragraphs rows of {@link ArticleLedger#paragraphs}
   * @param similarity from which a text is a copy, 0.5 to 1
   */
  public static NearCopies find(Dataset<Row> articles, Dataset<Row> paragraphs, double similarity) {
    // Whatever languages files name: a copied article is one, and shares no label.
    Column anyLanguage = lit(null).cast(DataTypes.StringType).as(Table.LANGUAGE);
    Dataset<Row> texts =
        texts(articles, ARTICLE, col(Table.ARTICLE_ID), lit(0), anyLanguage)
            .union(
                texts(
                    paragraphs,
                    PARAGRAPH,
                    col(Table.PARAGRAPH_ID),
                    col(Table.PARAGRAPH_INDEX),
                    col(Table.LANGUAGE)));
    try (CopySearch search = new CopySearch(similarity)) {
      return new NearCopies(search.find(texts));
    }
  }

  /** Texts that are not already known to be equal to an earlier one. */
  private static Dataset<Row> texts(
      Dataset<Row> rows, String kind, Column id, Column place, Column language) {
    return rows.where(col(Table.DUPLICATE_OF).isNull())
        .select(
            lit(kind).as(CopySearch.KIND),
            id.as(CopySearch.ID),
            language,
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
            .withColumn(CopySearch.ID, coalesce(col(Table.DUPLICATE_OF), col(Table.PARAGRAPH_ID)))
            .drop(Table.DUPLICATE_OF, Table.DUPLICATE_SIMILARITY);
    return rows.join(of(PARAGRAPH), new String[] {CopySearch.ID}, "left")
        .withColumn(Table.DUPLICATE_OF, coalesce(col(CopySearch.FIRST_ID), col(equalTo)))
        .withColumn(
            Table.DUPLICATE_SIMILARITY,
            coalesce(col(CopySearch.SIMILARITY), when(col(equalTo).isNotNull(), lit(1.0))))
        .drop(CopySearch.ID, CopySearch.FIRST_ID, CopySearch.SIMILARITY, equalTo);
  }

  /**
   * The articles that were given, with {@code copy_of}; duplicates have that of what they equal.
   */
  public Dataset<Row> markArticles(Dataset<Row> articles) {
    return articles
        .withColumn(CopySearch.ID, coalesce(col(Table.DUPLICATE_OF), col(Table.ARTICLE_ID)))
        .join(of(ARTICLE), new String[] {CopySearch.ID}, "left")
        .withColumnRenamed(CopySearch.FIRST_ID, Table.COPY_OF)
        .drop(CopySearch.ID, CopySearch.SIMILARITY);
  }

  /** How many articles are nearly copies. */
  public long articleCount() {
    return articleCount;
  }

  private Dataset<Row> of(String kind) {
    return copies.where(col(CopySearch.KIND).equalTo(kind)).drop(CopySearch.KIND);
  }

  @Override
  public void close() {
    copies.unpersist();
  }
}
