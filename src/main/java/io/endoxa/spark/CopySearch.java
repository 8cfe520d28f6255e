package io.endoxa.spark;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.array_distinct;
import static org.apache.spark.sql.functions.array_intersect;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.first;
import static org.apache.spark.sql.functions.lag;
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
 * Finds the earliest text that each text is nearly a copy of, among those of its kind and language
 * that deny as often.
 *
 * <p>{@link MinHash} in bands: texts share a bucket if four hashes in a row are equal. In a bucket
 * each text is compared with the earliest and with the one before it, so that work grows with the
 * number of texts and not with its square. A pair of similarity s shares a bucket with probability
 * 1 - (1 - s^4)^16: 0.9998 for 0.8, 0.99 for 0.7, 0.89 for 0.6.
 *
 * <p>Holds cached data, which what it finds is computed from; {@link #close} frees that.
 */
final class CopySearch implements AutoCloseable {
  static final String KIND = "kind";
  static final String ID = "text_id";
  static final String FIRST_ID = "first_text_id";
  static final String SIMILARITY = "similarity";

  private static final long SEED = 1;
  private static final String BAND = "band";
  private static final String BUCKET = "bucket";
  private static final String FURTHER = "further";
  private static final Column[] LINK = {col(KIND), col(ID), col(FIRST_ID), col(SIMILARITY)};

  private final List<Dataset<Row>> cached = new ArrayList<>();
  private final double least;

  /**
   * A search for copies.
   *
   * @param least similarity of a copy
   */
  CopySearch(double least) {
    this.least = least;
  }

  /**
   * A row per copy: kind, text_id, first_text_id, similarity. What a copy names is none itself.
   * Cached, once it is used before this is closed; the caller frees it.
   *
   * @param texts kind, text_id, language, published_at, article_id, paragraph_index, text and
   *     {@link CopySignatures#COUNTS_DENIALS}
   */
  Dataset<Row> find(Dataset<Row> texts) {
    Dataset<Row> signatures = keep(CopySignatures.of(texts, SEED));
    Dataset<Row> links = cache(links(similarPairs(candidates(signatures), signatures)));
    Dataset<Row> found = toFirsts(links);
    if (found != links) {
      Dataset<Row> further = found.where(col(SIMILARITY).isNull());
      found =
          cache(
              found
                  .where(col(SIMILARITY).isNotNull())
                  .select(LINK)
                  .union(similarPairs(further, signatures).select(LINK)));
    }
    cached.remove(found);
    return found;
  }

  /** Pairs of texts that share a bucket: each with the earliest, and with the one before it. */
  private static Dataset<Row> candidates(Dataset<Row> signatures) {
    // A model is asked about one language alone: a label of another one says nothing. Denials part
    // buckets, too, so that a text that no copy may name does not stand before one that it may.
    WindowSpec bucket =
        Window.partitionBy(KIND, Table.LANGUAGE, CopySignatures.DENIALS, BAND, BUCKET)
            .orderBy(order());
    return signatures
        .select(
            col(KIND),
            col(ID),
            col(Table.LANGUAGE),
            col(CopySignatures.DENIALS),
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
    Dataset<Row> later =
        signatures.select(col(KIND), col(ID), col(CopySignatures.TRIPLES).as(late));
    Dataset<Row> earlier =
        signatures
            .withColumnRenamed(ID, FIRST_ID)
            .drop(CopySignatures.BANDS, CopySignatures.DENIALS, Table.LANGUAGE);
    Column common = size(array_intersect(col(late), col(CopySignatures.TRIPLES)));
    Column all = size(col(late)).plus(size(col(CopySignatures.TRIPLES)));
    return pairs
        .select(KIND, ID, FIRST_ID)
        .join(earlier, new String[] {KIND, FIRST_ID})
        // Last, since links are by these as well: rows need not move again.
        .join(later, new String[] {KIND, ID})
        .withColumn("common", common)
        .withColumn(SIMILARITY, col("common").divide(all.minus(col("common"))))
        .where(col(SIMILARITY).geq(least))
        .drop(late, CopySignatures.TRIPLES, "common");
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
   * Those that lead elsewhere than before have no similarity.
   */
  private Dataset<Row> toFirsts(Dataset<Row> links) {
    Dataset<Row> found = links;
    while (true) {
      Dataset<Row> next = found.select(col(KIND), col(ID).as(FIRST_ID), col(FIRST_ID).as(FURTHER));
      Dataset<Row> followed = found.join(next, new String[] {KIND, FIRST_ID}, "left");
      if (followed.where(col(FURTHER).isNotNull()).isEmpty()) {
        return found;
      }
      found =
          cache(
              followed.select(
                  col(KIND),
                  col(ID),
                  coalesce(col(FURTHER), col(FIRST_ID)).as(FIRST_ID),
                  when(col(FURTHER).isNull(), col(SIMILARITY)).as(SIMILARITY)));
    }
  }

  /** By date, then article, then place: no two texts of a kind are alike in all of them. */
  private static Column[] order() {
    return new Column[] {
      col(Table.PUBLISHED_AT).asc_nulls_last(),
      col(Table.ARTICLE_ID).asc(),
      col(Table.PARAGRAPH_INDEX).asc()
    };
  }

  /** As leaves, since plans would double with each step. */
  private Dataset<Row> cache(Dataset<Row> rows) {
    return keep(PlanLeaf.of(rows));
  }

  private Dataset<Row> keep(Dataset<Row> rows) {
    rows.persist(StorageLevel.MEMORY_AND_DISK());
    cached.add(rows);
    return rows;
  }

  @Override
  public void close() {
    // The last first: Spark plans whatever was computed from freed data anew.
    for (int i = cached.size() - 1; i >= 0; i--) {
      cached.get(i).unpersist();
    }
  }
}
