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

  /** The features of a row with text and vector. */
  public static ParagraphFeatures features(Row row, HashedTerms terms) {
    return new ParagraphFeatures(
        vector(row.getAs(EncodeParagraphs.VECTOR)),
        terms.count(PlainText.of(row.getAs(Table.TEXT))));
  }

  private static float[] vector(Seq<Float> column) {
    float[] vector = new float[column.length()];
    for (int i = 0; i < vector.length; i++) {
      vector[i] = column.apply(i);
    }
    return vector;
  }

  /** The columns that {@link #features} needs. */
  public static List<String> names() {
    return List.of(Table.TEXT, EncodeParagraphs.VECTOR);
  }
}
