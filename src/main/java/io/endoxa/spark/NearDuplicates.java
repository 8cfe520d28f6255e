package io.endoxa.spark;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.size;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.ml.Pipeline;
import org.apache.spark.ml.PipelineStage;
import org.apache.spark.ml.feature.HashingTF;
import org.apache.spark.ml.feature.MinHashLSH;
import org.apache.spark.ml.feature.MinHashLSHModel;
import org.apache.spark.ml.feature.NGram;
import org.apache.spark.ml.feature.RegexTokenizer;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * Finds nearly equal texts of different groups by MinHash (Broder 1997) with MLlib's LSH over word
 * triples. A pair is found with probability 1 - (1 - similarity)^{@value #TABLES}; similarities
 * themselves are exact, up to collisions of hashed triples.
 */
public final class NearDuplicates {
  private static final int TABLES = 8;
  private static final int SHINGLE_WORDS = 3;
  private static final int DIMENSION = 1 << 18;

  private static final String NAME = "name";
  private static final String GROUP = "in_group";
  private static final String SHINGLES = "shingles";

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
            .add(Table.TEXT, DataTypes.StringType, false);
    List<Row> rows = new ArrayList<>(candidates.size());
    candidates.forEach(c -> rows.add(RowFactory.create(c.name(), c.group(), c.text())));
    Dataset<Row> shingled = shingled(session.createDataFrame(rows, schema)).cache();
    try {
      MinHashLSHModel model =
          new MinHashLSH()
              .setNumHashTables(TABLES)
              .setSeed(seed)
              .setInputCol(SHINGLES)
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

  private static Dataset<Row> shingled(Dataset<Row> texts) {
    PipelineStage[] stages = {
      new RegexTokenizer()
          .setInputCol(Table.TEXT)
          .setOutputCol("words")
          .setPattern("[^\\p{L}\\p{N}]+")
          .setToLowercase(true),
      new NGram().setN(SHINGLE_WORDS).setInputCol("words").setOutputCol("triples"),
      new HashingTF()
          .setBinary(true)
          .setNumFeatures(DIMENSION)
          .setInputCol("triples")
          .setOutputCol(SHINGLES)
    };
    return new Pipeline()
        .setStages(stages)
        .fit(texts)
        .transform(texts)
        .where(size(col("triples")).gt(0))
        .select(NAME, GROUP, SHINGLES);
  }
}
