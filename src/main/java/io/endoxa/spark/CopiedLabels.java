package io.endoxa.spark;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Gives copies the labels of what they are copies of, so that each text is labelled once. */
public final class CopiedLabels {
  private CopiedLabels() {}

  /** Of paragraphs with {@code duplicate_of} those that are no copies. */
  public static Dataset<Row> firsts(Dataset<Row> paragraphs) {
    return paragraphs.where(col(Table.DUPLICATE_OF).isNull());
  }

  /**
   * All paragraphs with labels.
   *
   * @param firsts those that are no copies, with the columns of {@link LabelParagraphs}, cached by
   *     the caller
   * @param paragraphs all, each copy naming one of {@code firsts}
   * @return the columns of {@code firsts}
   */
  public static Dataset<Row> withCopies(Dataset<Row> firsts, Dataset<Row> paragraphs) {
    Dataset<Row> labels =
        firsts.select(
            col(Table.PARAGRAPH_ID).as(Table.DUPLICATE_OF),
            col(LabelParagraphs.STANCES),
            col(LabelParagraphs.FRAMES));
    Dataset<Row> copies =
        paragraphs
            .where(col(Table.DUPLICATE_OF).isNotNull())
            .drop(EncodeParagraphs.VECTOR, EncodeParagraphs.SENTENCE_VECTORS)
            .join(labels, new String[] {Table.DUPLICATE_OF})
            .withColumn(LabelParagraphs.JUDGED, lit(0));
    return firsts.unionByName(copies);
  }
}
