package io.endoxa.spark;

import static org.apache.spark.sql.functions.col;

import io.endoxa.encode.EncodedText;
import io.endoxa.encode.EncoderSpec;
import io.endoxa.encode.Precision;
import io.endoxa.encode.SentenceEncoder;
import io.endoxa.encode.SharedEncoders;
import io.endoxa.provenance.Versions;
import io.endoxa.text.PlainText;
import io.endoxa.text.voice.QuotationMarks;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.apache.spark.api.java.function.FilterFunction;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.ml.param.IntParam;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.util.DefaultParamsReader;
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
 */
public final class EncodeParagraphs extends Stage {
  private static final long serialVersionUID = 1L;

  public static final String VECTOR = "vector";
  public static final String TRUNCATED = "truncated";

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
  private final Param<String> encodersDir =
      new Param<>(this, "encodersDir", "directory that holds one directory per encoder");
  private final IntParam tasks =
      new IntParam(this, "tasks", "Spark tasks that the texts are spread over; 0: two per core");

  private final Param<String> chunksDir =
      new Param<>(this, "chunksDir", "directory that keeps what is encoded; empty: none does");

  private transient @Nullable LongAccumulator progress;
  private transient @Nullable LongAccumulator taken;

  public EncodeParagraphs() {
    this(Identifiable$.MODULE$.randomUID("encode-paragraphs"));
  }

  public EncodeParagraphs(String uid) {
    super(uid);
    setDefault(inputCol, Table.TEXT);
    setDefault(encoder, "minilm-l6-v2");
    setDefault(precision, Precision.INT8.word());
    setDefault(encodersDir, "models/encoders");
    setDefault(tasks, 0);
    setDefault(chunksDir, "");
  }

  public static MLReader<EncodeParagraphs> read() {
    return new DefaultParamsReader<>();
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

  public Param<String> encodersDir() {
    return encodersDir;
  }

  public IntParam tasks() {
    return tasks;
  }

  public Param<String> chunksDir() {
    return chunksDir;
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

  public EncodeParagraphs setEncodersDir(String value) {
    set(encodersDir, value);
    return this;
  }

  public EncodeParagraphs setTasks(int value) {
    set(tasks, value);
    return this;
  }

  public EncodeParagraphs setChunksDir(String value) {
    set(chunksDir, value);
    return this;
  }

  /** Counts every text that is encoded, so that a job can show how far it is. */
  public EncodeParagraphs countingInto(LongAccumulator accumulator) {
    progress = accumulator;
    return this;
  }

  /** Counts every text whose vector is taken from a chunk that was kept. */
  public EncodeParagraphs countingTakenInto(LongAccumulator accumulator) {
    taken = accumulator;
    return this;
  }

  @Override
  public StructType transformSchema(StructType schema) {
    requireColumn(schema, value(inputCol), DataTypes.StringType);
    for (int i = 1; i < ENCODED.size(); i++) {
      schema = schema.add(ENCODED.apply(i));
    }
    return schema;
  }

  @Override
  public Dataset<Row> transform(Dataset<?> dataset) {
    transformSchema(dataset.schema());
    EncoderSpec spec =
        EncoderSpec.find(
            Path.of(value(encodersDir)), value(encoder), Precision.ofWord(value(precision)), uid());
    int cores = dataset.sparkSession().sparkContext().defaultParallelism();
    int requested = (Integer) value(tasks);
    int spread = requested > 0 ? requested : 2 * cores;
    Dataset<Row> rows = dataset.toDF();
    Dataset<Row> texts =
        rows.select(col(value(inputCol)).as(ENCODED_TEXT)).distinct().filter(hasText());
    String chunks = value(chunksDir);
    Dataset<Row> encoded =
        chunks.isEmpty()
            ? texts
                .repartition(spread)
                .mapPartitions(encodeWith(spec, progress), Encoders.row(ENCODED))
            : inChunks(texts, spec, spread, chunks);
    return rows.join(encoded, rows.col(value(inputCol)).equalTo(encoded.col(ENCODED_TEXT)), "left")
        .drop(ENCODED_TEXT);
  }

  private Dataset<Row> inChunks(Dataset<Row> texts, EncoderSpec spec, int spread, String chunks) {
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
        .mapPartitions(encodeChunksWith(spec, files, progress, taken), Encoders.row(ENCODED));
  }

  /** Blank is what Java calls so: SQL's trim leaves line breaks and wide spaces alone. */
  private static FilterFunction<Row> hasText() {
    return row -> !row.isNullAt(0) && !PlainText.of(row.getString(0)).isBlank();
  }

  /** In a static factory, so that the function captures neither the stage nor its params. */
  private static MapPartitionsFunction<Row, Row> encodeWith(
      EncoderSpec spec, @Nullable LongAccumulator progress) {
    return texts ->
        new EncodedRows(texts, SharedEncoders.of(spec), progress);
  }

  private static MapPartitionsFunction<Row, Row> encodeChunksWith(
      EncoderSpec spec,
      ChunkFiles files,
      @Nullable LongAccumulator progress,
      @Nullable LongAccumulator taken) {
    return texts ->
        ChunkLayout.perChunk(
            texts,
            1,
            CHUNK_TEXTS,
            chunk ->
                encodedChunk(
                    chunk.stream().map(row -> row.getString(0)).toList(),
                    spec,
                    files,
                    progress,
                    taken));
  }

  /** The name of a chunk comes from what the encoder reads, so that it changes with that. */
  private static List<Row> encodedChunk(
      List<String> texts,
      EncoderSpec spec,
      ChunkFiles files,
      @Nullable LongAccumulator progress,
      @Nullable LongAccumulator taken) {
    List<String> plain = texts.stream().map(EncodeParagraphs::asRead).toList();
    String key = ChunkFiles.key(plain);
    Optional<EncodedChunk> kept = EncodedChunk.read(files, key, texts.size(), spec.dimension());
    if (kept.isPresent()) {
      count(taken, texts.size());
      return kept.get().rows(texts);
    }
    EncodedChunk encoded =
        EncodedChunk.of(plain, SharedEncoders.of(spec), () -> count(progress, 1));
    encoded.write(files, key);
    return encoded.rows(texts);
  }

  private static void count(@Nullable LongAccumulator counter, int texts) {
    if (counter != null) {
      counter.add(texts);
    }
  }

  private static String asRead(String text) {
    return QuotationMarks.straight(PlainText.of(text));
  }

  /** Encodes lazily, a row at a time: a partition is never held in memory. */
  private record EncodedRows(
      Iterator<Row> texts,
      SentenceEncoder encoder,
      @Nullable LongAccumulator progress)
      implements Iterator<Row> {
    @Override
    public boolean hasNext() {
      return texts.hasNext();
    }

    @Override
    public Row next() {
      String text = texts.next().getString(0);
      EncodedText encoded = encoder.encode(asRead(text));
      count(progress, 1);
      return RowFactory.create(
          text, encoded.vector(), encoded.tokenCount(), encoded.truncated());
    }
  }
}
