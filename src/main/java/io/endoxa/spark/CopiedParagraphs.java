package io.endoxa.spark;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.api.java.function.MapFunction;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/**
 * Encodes and labels each text once: copies of a paragraph, which name it in {@code duplicate_of},
 * get what was found for it.
 */
public final class CopiedParagraphs {
  private CopiedParagraphs() {}

  /** The paragraphs that are no copies. */
  public static Dataset<Row> firsts(Dataset<Row> paragraphs) {
    return paragraphs.where(col(Table.DUPLICATE_OF).isNull());
  }

  /** All paragraphs with the columns of {@link EncodeParagraphs}, which are null for copies. */
  public static Dataset<Row> encodeFirsts(EncodeParagraphs encode, Dataset<Row> paragraphs) {
    return encode.transform(firsts(paragraphs)).unionByName(copies(paragraphs), true);
  }

  /**
   * All paragraphs with the vectors of {@link #encodeFirsts}, copies with that of their first.
   *
   * @return the columns of the embeddings table without {@code encoder_id}
   */
  public static Dataset<Row> withVectors(Dataset<Row> encoded) {
    Dataset<Row> firsts = firsts(encoded);
    return firsts
        .select(Table.PARAGRAPH_ID, EncodeParagraphs.VECTOR)
        .unionByName(
            likeFirsts(copies(encoded), firsts, EncodeParagraphs.VECTOR)
                .select(Table.PARAGRAPH_ID, EncodeParagraphs.VECTOR));
  }

  /**
   * All paragraphs with labels.
   *
   * @param firsts those of {@code encoded} that are no copies, with the columns of {@link
   *     LabelParagraphs} and without vectors, cached by the caller
   * @param encoded all, as {@link #encodeFirsts} leaves them
   * @return the columns of {@code firsts}; a copy's number of tokens is that of its first, and its
   *     evidence where it has the same sentence
   */
  public static Dataset<Row> withLabels(Dataset<Row> firsts, Dataset<Row> encoded) {
    boolean evidence = firsts.schema().getFieldIndex(FindEvidence.EVIDENCE).isDefined();
    List<String> shared = new ArrayList<>();
    shared.add(Table.TOKEN_COUNT);
    shared.add(EncodeParagraphs.TRUNCATED);
    shared.add(LabelParagraphs.STANCES);
    shared.add(LabelParagraphs.FRAMES);
    if (evidence) {
      shared.add(FindEvidence.EVIDENCE);
    }
    Dataset<Row> copies =
        likeFirsts(
                copies(encoded).drop(EncodeParagraphs.VECTOR),
                firsts,
                shared.toArray(String[]::new))
            .withColumn(LabelParagraphs.JUDGED, lit(0));
    return firsts.unionByName(
        evidence
            ? copies.map(
                withOwnEvidence(copies.schema().fieldIndex(FindEvidence.EVIDENCE)),
                Encoders.row(copies.schema()))
            : copies);
  }

  /** In a static factory, so that the function captures the index alone. */
  private static MapFunction<Row, Row> withOwnEvidence(int index) {
    return copy -> {
      Object[] values = new Object[copy.size()];
      for (int i = 0; i < values.length; i++) {
        values[i] =
            i != index
                ? copy.get(i)
                : copy.isNullAt(i)
                    ? null
                    : EvidenceRows.inCopy(copy.getAs(Table.TEXT), copy.getList(i));
      }
      return RowFactory.create(values);
    };
  }

  private static Dataset<Row> copies(Dataset<Row> paragraphs) {
    return paragraphs.where(col(Table.DUPLICATE_OF).isNotNull());
  }

  /** The copies with these columns of what they name. */
  private static Dataset<Row> likeFirsts(
      Dataset<Row> copies, Dataset<Row> firsts, String... columns) {
    Column[] shared =
        Stream.concat(
                Stream.of(col(Table.PARAGRAPH_ID).as(Table.DUPLICATE_OF)),
                Stream.of(columns).map(name -> col(name)))
            .toArray(Column[]::new);
    return copies.drop(columns).join(firsts.select(shared), new String[] {Table.DUPLICATE_OF});
  }
}
