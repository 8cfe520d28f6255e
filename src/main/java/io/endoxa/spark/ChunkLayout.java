package io.endoxa.spark;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.pmod;
import static org.apache.spark.sql.functions.xxhash64;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Function;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;

/**
 * Which texts are worked on together, as a chunk: the same for the same texts, whatever the number
 * of partitions, tasks and executors, so that a later run finds what an earlier one has finished.
 *
 * <p>Texts get to buckets by their hash. The number of buckets is a power of two, so that a few
 * texts more change the few chunks that they are in and leave the others as they were.
 */
final class ChunkLayout {
  /** The column that says which bucket a row is in. */
  static final String BUCKET = "chunk_bucket";

  /** So that a small corpus is spread over the cores, too. */
  private static final int LEAST_BUCKETS = 16;

  private static final int MOST_BUCKETS = 1 << 24;

  /** Of a bucket of one text over and over, several chunks are made. */
  private static final int ROWS_PER_TEXT = 4;

  private ChunkLayout() {}

  /**
   * The rows with their bucket: each bucket in one partition, rows in the order of bucket and text.
   * Counts the rows, and so computes them once more if they are not kept.
   *
   * @param most how many rows a chunk has at the most, on average
   * @param tasks partitions at the most
   */
  static Dataset<Row> of(Dataset<Row> rows, String textColumn, int most, int tasks) {
    int buckets = buckets(rows.count(), most);
    int partitions = Math.min(tasks, buckets);
    return rows.withColumn(
            BUCKET,
            pmod(xxhash64(col(textColumn)), lit((long) buckets)).cast(DataTypes.IntegerType))
        .repartitionById(partitions, pmod(col(BUCKET), lit(partitions)))
        .sortWithinPartitions(col(BUCKET), col(textColumn));
  }

  static int buckets(long rows, int most) {
    int buckets = LEAST_BUCKETS;
    while (buckets < MOST_BUCKETS && (double) rows / buckets > most) {
      buckets *= 2;
    }
    return buckets;
  }

  /**
   * Works on one chunk after the other, when its first result is asked for; no more than one is
   * held in memory.
   *
   * @param rows a partition of {@link #of}
   * @param bucketIndex where {@link #BUCKET} stands
   * @param most as for {@link #of}
   */
  static Iterator<Row> perChunk(
      Iterator<Row> rows, int bucketIndex, int most, Function<List<Row>, List<Row>> work) {
    return new PerChunk(rows, bucketIndex, ROWS_PER_TEXT * most, work);
  }

  private static final class PerChunk implements Iterator<Row> {
    private final Iterator<Row> rows;
    private final int bucketIndex;
    private final int most;
    private final Function<List<Row>, List<Row>> work;
    private final List<Row> chunk = new ArrayList<>();
    private Iterator<Row> results = List.<Row>of().iterator();

    PerChunk(Iterator<Row> rows, int bucketIndex, int most, Function<List<Row>, List<Row>> work) {
      this.rows = rows;
      this.bucketIndex = bucketIndex;
      this.most = most;
      this.work = work;
    }

    @Override
    public boolean hasNext() {
      return results.hasNext() || !chunk.isEmpty() || rows.hasNext();
    }

    @Override
    public Row next() {
      if (!results.hasNext()) {
        results = work.apply(nextChunk()).iterator();
      }
      return results.next();
    }

    /** Leaves the first row of the chunk after it in {@link #chunk}. */
    private List<Row> nextChunk() {
      while (rows.hasNext()) {
        Row row = rows.next();
        boolean full =
            !chunk.isEmpty()
                && (chunk.size() == most
                    || chunk.get(0).getInt(bucketIndex) != row.getInt(bucketIndex));
        if (full) {
          List<Row> whole = List.copyOf(chunk);
          chunk.clear();
          chunk.add(row);
          return whole;
        }
        chunk.add(row);
      }
      List<Row> last = List.copyOf(chunk);
      chunk.clear();
      return last;
    }
  }
}
