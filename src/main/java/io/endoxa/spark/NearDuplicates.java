package io.endoxa.spark;

import static org.apache.spark.sql.functions.col;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.ml.feature.MinHashLSH;
import org.apache.spark.ml.feature.MinHashLSHModel;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * Finds all pairs of nearly equal texts of different groups by MinHash (Broder 1997) with MLlib's
 * LSH over word triples, for some ten thousand texts; {@link NearCopies} is for any number. A pair
 * is found with probability 1 - (1 - similarity)^{@value #TABLES}; similarities themselves are
 * exact, up to collisions of hashed triples.
 */
public final class NearDuplicates {
  private static final int TABLES = 8;

  private static final String NAME = "name";
  private static final String GROUP = "in_group";
  private static final String TRIPLES = "triples";

  private NearDuplicates() {}

  /**
   * A text to compare.
   *
   * @param name for the result
   * @param group texts of one group are not compared
   */
  public record Candidate(String name, String group, String text) {}

  /**
   * Two nearly equal texts.
   *
   * @param similarity Jaccard, of their sets of word triples
   */
  public record Pair(String one, String other, double similarity) {}

  /**
   * The pairs of at least this similarity, the most similar first. Texts of fewer than three words
   * are left out.
   */
  public static List<Pair> find(
      SparkSession session, List<Candidate> candidates, double similarity, long seed) {
    StructType schema =
        new StructType()
            .add(NAME, DataTypes.StringType, false)
            .add(GROUP, DataTypes.StringType, false)
            .add(TRIPLES, SQLDataTypes.VectorType(), false);
    List<Row> rows = new ArrayList<>(candidates.size());
    for (Candidate candidate : candidates) {
      int[] triples = WordTriples.of(candidate.text()).places();
      if (triples.length > 0) {
        double[] ones = new double[triples.length];
        Arrays.fill(ones, 1);
        Vector set = Vectors.sparse(WordTriples.DIMENSION, triples, ones);
        rows.add(RowFactory.create(candidate.name(), candidate.group(), set));
      }
    }
    Dataset<Row> shingled = session.createDataFrame(rows, schema).cache();
    try {
      MinHashLSHModel model =
          new MinHashLSH()
              .setNumHashTables(TABLES)
              .setSeed(seed)
              .setInputCol(TRIPLES)
              .setOutputCol("hashes")
              .fit(shingled);
      // MLlib keeps what is nearer than the threshold, and leaves out what is just as near.
      double threshold = Math.nextUp(1 - similarity);
      Dataset<?> joined = model.approxSimilarityJoin(shingled, shingled, threshold, "distance");
      return joined
          .where(col("datasetA." + GROUP).lt(col("datasetB." + GROUP)))
          .select(
              col("datasetA." + NAME).as("one"),
              col("datasetB." + NAME).as("other"),
              col("distance"))
          .orderBy(col("distance"), col("one"), col("other"))
          .collectAsList()
          .stream()
          .map(row -> new Pair(row.getString(0), row.getString(1), 1 - row.getDouble(2)))
          .toList();
    } finally {
      shingled.unpersist();
    }
  }
}
