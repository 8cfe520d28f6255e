package io.endoxa.spark;

import static org.apache.spark.ml.functions.array_to_vector;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.when;

import io.endoxa.encode.EncodedText;
import io.endoxa.encode.EncoderSpec;
import io.endoxa.encode.Precision;
import io.endoxa.encode.SentenceEncoder;
import io.endoxa.isolate.NativeCrashException;
import io.endoxa.provenance.Versions;
import io.endoxa.text.PlainText;
import io.endoxa.text.voice.QuotationMarks;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.api.java.function.FilterFunction;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.util.Identifiable$;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.util.LongAccumulator;
import org.jspecify.annotations.Nullable;

/**
 * Adds the vectors of a text column. New columns:
 *
 * <ul>
 *   <li>{@code vector}: array of float, {@code [dimension]}, length 1 (L2)
 *   <li>{@code token_count}: int, tokens before truncation
 *   <li>{@code truncated}: boolean, whether the text was longer than the encoder reads
 *   <li>what {@code featuresCol} names, if anything: the vector once more, as Spark ML's stages
 *       take it
 * </ul>
 *
 * <p>Each distinct text is encoded once, without characters that nobody sees and with straight
 * quotation marks whatever it has: encoders take others for other tokens, and labels would depend
 * on a newspaper's typography. The result is lazy: cache it before using it twice. Rows whose text
 * is null or has nothing to see get nulls.
 *
 * <p>With {@code chunksDir}, what is encoded is kept in files there, and taken from them when the
 * same texts come again: texts are worked on in chunks of up to 1,000 on average, which take a core
 * some 15 seconds. The distinct texts are then found at once.
 *
 * <p>A text on which native code crashes ends the task, and with it the JVM. With {@code
 * isolateNative} native code runs in child processes, and such a text gets no vector and a {@code
 * token_count} of 0; its chunk is not kept. Columns that say where texts stand, such as {@link
 * Table#SOURCE_FILE} and {@link Table#ARTICLE_ID}, name it in messages.
 */
public final class EncodeParagraphs extends NativeStage<EncodeParagraphs> {
  private static final long serialVersionUID = 1L;

  public static final String VECTOR = "vector";
  public static final String TRUNCATED = "truncated";

  /** The number of tokens of a text on which native code crashes: it is not known. */
  static final int CRASHED = 0;

  private static final String ENCODED_TEXT = "encoded_text";
  private static final int CHUNK_TEXTS = 1000;

  private static final StructType ENCODED =
      new StructType()
          .add(ENCODED_TEXT, DataTypes.StringType)
          .add(VECTOR, DataTypes.createArrayType(DataTypes.FloatType, false))
          .add(Table.TOKEN_COUNT, DataTypes.IntegerType)
          .add(TRUNCATED, DataTypes.BooleanType);

  private final Param<String> inputCol = new Param<>(this, "inputCol", "column of texts");
  private final Param<String> encoder = new Param<>(this, "encoder", "name of the encoder");
  private final Param<String> precision =
      new Param<>(this, "precision", "int8, or float: slower, the reference");
  private final Param<String> featuresCol =
      new Param<>(
          this,
          "featuresCol",
          "new column for the vector as Spark ML's own type, which its stages take; empty: none");

  public EncodeParagraphs() {
    this(Identifiable$.MODULE$.randomUID("encode-paragraphs"));
  }

  public EncodeParagraphs(String uid) {
    super(uid);
    setDefault(inputCol, Table.TEXT);
    setDefault(encoder, "minilm-l6-v2");
    setDefault(precision, Precision.INT8.word());
    setDefault(featuresCol, "");
  }

  public static MLReader<EncodeParagraphs> read() {
    return new StageReader<>(EncodeParagraphs.class);
  }

  public Param<String> inputCol() {
    return inputCol;
  }

  public Param<String> encoder() {
    return encoder;
  }

  public Param<String> precision() {
    return precision;
  }

  public Param<String> featuresCol() {
    return featuresCol;
  }

  public EncodeParagraphs setInputCol(String value) {
    set(inputCol, value);
    return this;
  }

  public EncodeParagraphs setEncoder(String value) {
    set(encoder, value);
    return this;
  }

  public EncodeParagraphs setPrecision(String value) {
    set(precision, value);
    return this;
  }

  public EncodeParagraphs setFeaturesCol(String value) {
    set(featuresCol, value);
    return this;
  }

  @Override
  public StructType transformSchema(StructType schema) {
    requireColumn(schema, value(inputCol), DataTypes.StringType);
    StructType encoded = schema;
    for (int i = 1; i < ENCODED.size(); i++) {
      encoded = withColumn(encoded, ENCODED.apply(i).name(), ENCODED.apply(i).dataType());
    }
    String features = value(featuresCol);
    return features.isEmpty() ? encoded : withColumn(encoded, features, SQLDataTypes.VectorType());
  }

  @Override
  public Dataset<Row> transform(Dataset<?> dataset) {
    transformSchema(dataset.schema());
    EncoderSpec spec =
        EncoderSpec.find(encoders(), value(encoder), Precision.ofWord(value(precision)), uid());
    int spread = tasksFor(dataset);
    Dataset<Row> rows = dataset.toDF();
    Dataset<Row> texts =
        rows.groupBy(col(value(inputCol)).as(ENCODED_TEXT))
            .agg(min(TextPlace.column(rows.schema())).as("place"))
            .filter(hasText());
    boolean isolate = isolates();
    String chunks = chunks();
    Dataset<Row> encoded =
        chunks.isEmpty()
            ? texts
                .repartition(spread)
                .mapPartitions(encodeWith(spec, isolate, progress()), Encoders.row(ENCODED))
            : inChunks(texts, spec, isolate, spread, chunks);
    Dataset<Row> joined =
        rows.join(encoded, rows.col(value(inputCol)).equalTo(encoded.col(ENCODED_TEXT)), "left")
            .drop(ENCODED_TEXT);
    String features = value(featuresCol);
    return features.isEmpty()
        ? joined
        : joined.withColumn(features, when(col(VECTOR).isNotNull(), array_to_vector(col(VECTOR))));
  }

  private Dataset<Row> inChunks(
      Dataset<Row> texts, EncoderSpec spec, boolean isolate, int spread, String chunks) {
    ChunkFiles files =
        ChunkFiles.of(
            texts.sparkSession().sparkContext(),
            chunks,
            "encode",
            spec.name(),
            spec.fingerprint(),
            Integer.toString(spec.maxTokens()),
            Versions.natives());
    // As a leaf, texts are made distinct once for counting and for encoding.
    return ChunkLayout.of(PlanLeaf.of(texts), ENCODED_TEXT, CHUNK_TEXTS, spread)
        .mapPartitions(
            encodeChunksWith(spec, isolate, files, progress(), chunkCounts()),
            Encoders.row(ENCODED));
  }

  /** Blank is what Java calls so: SQL's trim leaves line breaks and wide spaces alone. */
  private static FilterFunction<Row> hasText() {
    return row -> !row.isNullAt(0) && !PlainText.of(row.getString(0)).isBlank();
  }

  /** In a static factory, so that the function captures neither the stage nor its params. */
  private static MapPartitionsFunction<Row, Row> encodeWith(
      EncoderSpec spec, boolean isolate, @Nullable LongAccumulator progress) {
    return texts -> {
      NativeCalls calls = NativeCalls.ofTask(isolate);
      return new EncodedRows(texts, calls, calls.encoder(spec), progress);
    };
  }

  private static MapPartitionsFunction<Row, Row> encodeChunksWith(
      EncoderSpec spec,
      boolean isolate,
      ChunkFiles files,
      @Nullable LongAccumulator progress,
      @Nullable ChunkCounts counts) {
    return texts -> {
      NativeCalls calls = NativeCalls.ofTask(isolate);
      return ChunkLayout.perChunk(
          texts,
          2,
          CHUNK_TEXTS,
          chunk -> encodedChunk(chunk, spec, calls, files, progress, counts));
    };
  }

  /** The name of a chunk comes from what the encoder reads, so that it changes with that. */
  private static List<Row> encodedChunk(
      List<Row> chunk,
      EncoderSpec spec,
      NativeCalls calls,
      ChunkFiles files,
      @Nullable LongAccumulator progress,
      @Nullable ChunkCounts counts) {
    List<String> texts = chunk.stream().map(row -> row.getString(0)).toList();
    List<String> plain = texts.stream().map(EncodeParagraphs::asRead).toList();
    String key = ChunkFiles.key(plain);
    Optional<EncodedChunk> kept = EncodedChunk.read(files, key, texts.size(), spec.dimension());
    if (kept.isPresent()) {
      count(counts, key, 0, texts.size());
      return kept.get().rows(texts);
    }
    Map<String, String> places = new HashMap<>();
    chunk.forEach(row -> places.put(asRead(row.getString(0)), place(row)));
    calls.willRead(places);
    EncodedChunk encoded = EncodedChunk.of(plain, calls.encoder(spec), () -> count(progress));
    encoded.write(files, key);
    count(counts, key, texts.size(), 0);
    return encoded.rows(texts);
  }

  private static void count(@Nullable LongAccumulator counter) {
    if (counter != null) {
      counter.add(1);
    }
  }

  private static void count(@Nullable ChunkCounts counts, String key, int computed, int taken) {
    if (counts != null) {
      counts.add(new ChunkCounts.Chunk(key, computed, taken));
    }
  }

  /** Of a row of text and place. */
  private static String place(Row row) {
    return TextPlace.of(row.isNullAt(1) ? row : row.getStruct(1), row.getString(0));
  }

  /** The text as the encoder reads it. */
  static String asRead(String text) {
    return QuotationMarks.straight(PlainText.of(text));
  }

  /** Encodes lazily, a row at a time: a partition is never held in memory. */
  private record EncodedRows(
      Iterator<Row> texts,
      NativeCalls calls,
      SentenceEncoder encoder,
      @Nullable LongAccumulator progress)
      implements Iterator<Row> {
    @Override
    public boolean hasNext() {
      return texts.hasNext();
    }

    @Override
    public Row next() {
      Row row = texts.next();
      String text = row.getString(0);
      String read = asRead(text);
      calls.willRead(Map.of(read, place(row)));
      count(progress);
      try {
        EncodedText encoded = encoder.encode(read);
        return RowFactory.create(text, encoded.vector(), encoded.tokenCount(), encoded.truncated());
      } catch (NativeCrashException e) {
        return RowFactory.create(text, null, CRASHED, false);
      }
    }
  }
}
