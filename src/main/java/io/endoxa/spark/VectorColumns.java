package io.endoxa.spark;

import io.endoxa.classify.HashedTerms;
import io.endoxa.classify.ParagraphFeatures;
import io.endoxa.text.PlainText;
import java.util.List;
import org.apache.spark.sql.Row;
import scala.collection.Seq;

/** Reads the columns that {@link EncodeParagraphs} adds. */
public final class VectorColumns {
  private VectorColumns() {}

  /** The features of a row with text, vector and sentence_vectors. */
  public static ParagraphFeatures features(Row row, HashedTerms terms) {
    return new ParagraphFeatures(
        vector(row.getAs(EncodeParagraphs.VECTOR)),
        vectors(row.getAs(EncodeParagraphs.SENTENCE_VECTORS)),
        terms.count(PlainText.of(row.getAs(Table.TEXT))));
  }

  private static float[] vector(Seq<Float> column) {
    float[] vector = new float[column.length()];
    for (int i = 0; i < vector.length; i++) {
      vector[i] = column.apply(i);
    }
    return vector;
  }

  private static float[][] vectors(Seq<Seq<Float>> column) {
    float[][] vectors = new float[column.length()][];
    for (int i = 0; i < vectors.length; i++) {
      vectors[i] = vector(column.apply(i));
    }
    return vectors;
  }

  /** The columns that {@link #features} needs. */
  public static List<String> names() {
    return List.of(Table.TEXT, EncodeParagraphs.VECTOR, EncodeParagraphs.SENTENCE_VECTORS);
  }
}
