package io.endoxa.spark;

import java.util.Iterator;
import java.util.List;
import java.util.Set;
import org.apache.spark.api.java.function.MapFunction;
import org.apache.spark.ml.feature.MinHashLSHModel;
import org.apache.spark.ml.linalg.SparseVector;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
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

  /** The texts of three words at least, with new columns in place of that of the text. */
  static Dataset<Row> of(Dataset<Row> texts, long seed) {
    Dataset<Row> triples = WordTriples.of(texts);
    MinHashLSHModel minHash = WordTriples.minHash(BAND_COUNT * HASHES_PER_BAND, seed).fit(triples);
    StructType schema = new StructType();
    for (String name : texts.columns()) {
      if (!name.equals(Table.TEXT) && !name.equals(COUNTS_DENIALS)) {
        schema = schema.add(texts.schema().apply(name));
      }
    }
    schema =
        schema
            .add(TRIPLES, DataTypes.createArrayType(DataTypes.IntegerType, false), false)
            .add(BANDS, DataTypes.createArrayType(DataTypes.LongType, false), false)
            .add(DENIALS, DataTypes.IntegerType, false);
    return minHash.transform(triples).map(signature(schema.size()), Encoders.row(schema));
  }

  /** In a static factory, so that the function captures a number alone. */
  private static MapFunction<Row, Row> signature(int size) {
    return row -> {
      Object[] values = new Object[size];
      int kept = size - 3;
      for (int i = 0, from = 0; i < kept; from++) {
        String name = row.schema().fields()[from].name();
        if (!name.equals(Table.TEXT) && !name.equals(COUNTS_DENIALS)) {
          values[i++] = row.get(from);
        }
      }
      values[kept] = ((SparseVector) row.<Vector>getAs(WordTriples.TRIPLES)).indices();
      values[kept + 1] = bands(row.<Vector>getList(row.fieldIndex("hashes")));
      values[kept + 2] =
          row.<Boolean>getAs(COUNTS_DENIALS)
              ? denials(row.<String>getList(row.fieldIndex(WordTriples.WORDS)))
              : 0;
      return RowFactory.create(values);
    };
  }

  private static long[] bands(List<Vector> hashes) {
    long[] bands = new long[BAND_COUNT];
    Iterator<Vector> hash = hashes.iterator();
    for (int band = 0; band < BAND_COUNT; band++) {
      long mixed = band;
      for (int i = 0; i < HASHES_PER_BAND; i++) {
        mixed = (mixed ^ (long) hash.next().apply(0)) * 0x9E3779B97F4A7C15L;
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
