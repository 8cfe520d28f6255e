package io.endoxa.spark;

import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** What of texts is compared to find copies: word triples, bands of their hashes, denials. */
final class CopySignatures {
  /** Array of int: the hashed word triples, ascending. */
  static final String TRIPLES = "triples";

  /** Array of long, {@code [band]}: texts of similar triples have an equal one. */
  static final String BANDS = "bands";

  /** Int: how many of its words deny; 0 if they are not counted. */
  static final String DENIALS = "denials";

  /** Boolean, of what is given: whether denials are counted. */
  static final String COUNTS_DENIALS = "counts_denials";

  static final int BAND_COUNT = 16;
  static final int HASHES_PER_BAND = 4;

  /** The t is what is left of {@code didn't} without its apostrophe. */
  private static final Set<String> DENYING =
      Set.of(
          "not", "no", "never", "nobody", "none", "nothing", "nowhere", "neither", "nor", "without",
          "cannot", "t");

  private CopySignatures() {}

  /**
   * The texts of three words at least, with new columns in place of the last two, which are {@code
   * text} and {@code counts_denials}.
   */
  static Dataset<Row> of(Dataset<Row> texts, long seed) {
    StructType schema = new StructType();
    for (int i = 0; i < texts.columns().length - 2; i++) {
      schema = schema.add(texts.schema().apply(i));
    }
    schema =
        schema
            .add(TRIPLES, DataTypes.createArrayType(DataTypes.IntegerType, false), false)
            .add(BANDS, DataTypes.createArrayType(DataTypes.LongType, false), false)
            .add(DENIALS, DataTypes.IntegerType, false);
    MinHash minHash = new MinHash(BAND_COUNT * HASHES_PER_BAND, seed);
    return texts
        .sparkSession()
        .createDataFrame(texts.javaRDD().flatMap(signature(minHash)), schema);
  }

  /** In a static factory, so that the function captures the hashes alone. */
  private static FlatMapFunction<Row, Row> signature(MinHash minHash) {
    return row -> {
      int kept = row.size() - 2;
      WordTriples triples = WordTriples.of(row.getString(kept));
      if (triples.places().length == 0) {
        return Collections.emptyIterator();
      }
      Object[] values = new Object[kept + 3];
      for (int i = 0; i < kept; i++) {
        values[i] = row.get(i);
      }
      values[kept] = triples.places();
      values[kept + 1] = bands(minHash.of(triples.places()));
      values[kept + 2] = row.getBoolean(kept + 1) ? denials(triples.words()) : 0;
      Iterator<Row> one = List.of(RowFactory.create(values)).iterator();
      return one;
    };
  }

  private static long[] bands(int[] hashes) {
    long[] bands = new long[BAND_COUNT];
    for (int band = 0; band < BAND_COUNT; band++) {
      long mixed = band;
      for (int i = band * HASHES_PER_BAND; i < (band + 1) * HASHES_PER_BAND; i++) {
        mixed = (mixed ^ hashes[i]) * 0x9E3779B97F4A7C15L;
        mixed ^= mixed >>> 32;
      }
      bands[band] = mixed;
    }
    return bands;
  }

  private static int denials(List<String> words) {
    return (int) words.stream().filter(DENYING::contains).count();
  }
}
