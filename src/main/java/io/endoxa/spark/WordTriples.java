package io.endoxa.spark;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.size;

import org.apache.spark.ml.Pipeline;
import org.apache.spark.ml.PipelineStage;
import org.apache.spark.ml.feature.HashingTF;
import org.apache.spark.ml.feature.MinHashLSH;
import org.apache.spark.ml.feature.NGram;
import org.apache.spark.ml.feature.RegexTokenizer;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Texts as sets of three words in a row, which is what copies of a text have in common. */
final class WordTriples {
  /** The column of sets: a sparse vector of ones, a place per hashed triple. */
  static final String TRIPLES = "triples";

  /** The column of words in lower case, without marks. */
  static final String WORDS = "words";

  private static final int WORDS_IN_A_ROW = 3;
  private static final int DIMENSION = 1 << 18;

  private WordTriples() {}

  /** Adds both columns to texts; those of fewer than three words go. */
  static Dataset<Row> of(Dataset<Row> texts) {
    PipelineStage[] stages = {
      new RegexTokenizer()
          .setInputCol(Table.TEXT)
          .setOutputCol(WORDS)
          .setPattern("[^\\p{L}\\p{N}]+")
          .setToLowercase(true),
      new NGram().setN(WORDS_IN_A_ROW).setInputCol(WORDS).setOutputCol("runs"),
      new HashingTF()
          .setBinary(true)
          .setNumFeatures(DIMENSION)
          .setInputCol("runs")
          .setOutputCol(TRIPLES)
    };
    return new Pipeline()
        .setStages(stages)
        .fit(texts)
        .transform(texts)
        .where(size(col("runs")).gt(0))
        .drop("runs");
  }

  /** MinHash over the sets. */
  static MinHashLSH minHash(int hashes, long seed) {
    return new MinHashLSH()
        .setNumHashTables(hashes)
        .setSeed(seed)
        .setInputCol(TRIPLES)
        .setOutputCol("hashes");
  }
}
