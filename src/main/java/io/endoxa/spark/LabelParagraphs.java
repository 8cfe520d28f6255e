package io.endoxa.spark;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.types.DataTypes.createArrayType;

import io.endoxa.classify.PairScorer;
import io.endoxa.codebook.Question;
import io.endoxa.decide.StanceModel;
import io.endoxa.encode.EncoderSpec;
import io.endoxa.provenance.Versions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.util.Identifiable$;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.util.LongAccumulator;
import org.jspecify.annotations.Nullable;

/**
 * Adds a model's labels to the columns of {@link EncodeParagraphs}. New columns:
 *
 * <ul>
 *   <li>{@code stances}: array of structs, one per question in codebook order: question_id, stance,
 *       p_agree, p_disagree, p_discuss, p_unrelated (they sum to 1), confidence, abstained,
 *       abstain_reason
 *   <li>{@code frames}: array of structs, one per frame in codebook order: frame_id, p_present,
 *       present
 *   <li>{@code judged}: int, how many of the questions the judge has read the paragraph for
 * </ul>
 *
 * <p>Rows without a vector get nulls. Rows whose column {@code language}, if there is one, names
 * another language than English are not labelled: all stances are abstentions for the reason
 * other_language, with 0.25 for each, and no frame is present. So it is, for the reason
 * native_crash, of rows on which the encoder's native code crashed; where that of the judge does,
 * the frames are those that the heads say. The model must have been trained on vectors of the same
 * encoder. If it asks a judge, rows are spread over tasks by their text, for a judge takes a
 * hundred times as long as the heads.
 *
 * <p>With {@code chunksDir}, what the judge has read is kept in files there, and taken from them
 * when the same texts come again: texts are worked on in chunks of up to 1,000 pairs on average,
 * 200 paragraphs of five questions, which take a core some 20 seconds. Rows are then counted at
 * once. Heads are cheap and are always asked anew.
 */
public final class LabelParagraphs extends NativeStage<LabelParagraphs> {
  private static final long serialVersionUID = 1L;

  public static final String STANCES = "stances";
  public static final String FRAMES = "frames";
  public static final String JUDGED = "judged";

  static final StructType STANCE =
      fieldsOf(
          Table.STANCES,
          List.of(
              Table.QUESTION_ID,
              Table.STANCE,
              "p_agree",
              "p_disagree",
              "p_discuss",
              "p_unrelated",
              "confidence",
              "abstained",
              "abstain_reason"));

  static final StructType FRAME =
      fieldsOf(Table.FRAMES, List.of("frame_id", "p_present", "present"));

  private static final int CHUNK_PAIRS = 1000;

  private final Param<String> model =
      new Param<>(this, "model", "a model directory, or a run that trained one");

  public LabelParagraphs() {
    this(Identifiable$.MODULE$.randomUID("label-paragraphs"));
  }

  public LabelParagraphs(String uid) {
    super(uid);
  }

  public static MLReader<LabelParagraphs> read() {
    return new StageReader<>(LabelParagraphs.class);
  }

  public Param<String> model() {
    return model;
  }

  public LabelParagraphs setModel(String value) {
    set(model, value);
    return this;
  }

  @Override
  public StructType transformSchema(StructType schema) {
    requireColumn(schema, Table.TEXT, DataTypes.StringType);
    requireColumn(schema, EncodeParagraphs.VECTOR, DataTypes.createArrayType(DataTypes.FloatType));
    StructType labelled = withColumn(schema, STANCES, createArrayType(STANCE, false));
    labelled = withColumn(labelled, FRAMES, createArrayType(FRAME, false));
    return withColumn(labelled, JUDGED, DataTypes.IntegerType);
  }

  @Override
  public Dataset<Row> transform(Dataset<?> dataset) {
    StructType schema = transformSchema(dataset.schema());
    JavaSparkContext context =
        JavaSparkContext.fromSparkContext(dataset.sparkSession().sparkContext());
    ModelStore.ModelFiles read = ModelStore.read(context.hadoopConfiguration(), value(model));
    ShippedModel shipped = ShippedModel.of(read, value(model), encoders());
    EncoderSpec judgeEncoder = shipped.judgeEncoder();
    Dataset<Row> rows = dataset.toDF();
    boolean isolate = isolates();
    String chunks = chunks();
    if (judgeEncoder != null && !chunks.isEmpty()) {
      ChunkFiles files =
          ChunkFiles.of(
              rows.sparkSession().sparkContext(),
              chunks,
              "judge",
              shipped.modelId(),
              judgeEncoder.name(),
              Integer.toString(judgeEncoder.maxTokens()),
              Versions.natives());
      // As a leaf, rows are made once for counting and for labelling.
      Dataset<Row> laid =
          ChunkLayout.of(
              PlanLeaf.of(rows), Table.TEXT, chunkTexts(shipped.model()), tasksFor(rows));
      return laid.mapPartitions(
              labelChunksWith(
                  context.broadcast(shipped),
                  isolate,
                  files,
                  progress(),
                  chunkCounts(),
                  languageIndex(schema),
                  laid.schema().fieldIndex(ChunkLayout.BUCKET)),
              Encoders.row(transformSchema(laid.schema())))
          .drop(ChunkLayout.BUCKET);
    }
    return (judgeEncoder != null ? rows.repartition(tasksFor(rows), col(Table.TEXT)) : rows)
        .mapPartitions(
            labelWith(context.broadcast(shipped), isolate, progress(), languageIndex(schema)),
            Encoders.row(schema));
  }

  /** Where the language stands, or -1. */
  private static int languageIndex(StructType schema) {
    int index = Arrays.asList(schema.fieldNames()).indexOf(Table.LANGUAGE);
    return index >= 0 && schema.apply(index).dataType().equals(DataTypes.StringType) ? index : -1;
  }

  /** In a static factory, so that the function captures broadcast and accumulator alone. */
  private static MapPartitionsFunction<Row, Row> labelWith(
      Broadcast<ShippedModel> shipped,
      boolean isolate,
      @Nullable LongAccumulator progress,
      int languageIndex) {
    return rows -> {
      NativeCalls calls = NativeCalls.ofTask(isolate);
      return new LabelledRows(
          rows,
          shipped.value().model(),
          calls,
          shipped.value().judge(calls, progress),
          languageIndex);
    };
  }

  private static MapPartitionsFunction<Row, Row> labelChunksWith(
      Broadcast<ShippedModel> shipped,
      boolean isolate,
      ChunkFiles files,
      @Nullable LongAccumulator progress,
      @Nullable ChunkCounts counts,
      int languageIndex,
      int bucketIndex) {
    return rows -> {
      StanceModel model = shipped.value().model();
      NativeCalls calls = NativeCalls.ofTask(isolate);
      PairScorer judge = Objects.requireNonNull(shipped.value().judge(calls, progress));
      List<String> questions =
          model.codebook().questions().stream().map(Question::proposition).toList();
      return ChunkLayout.perChunk(
          rows,
          bucketIndex,
          chunkTexts(model),
          chunk -> {
            List<String> texts =
                chunk.stream()
                    .filter(row -> LabelledRows.isForTheModel(row, languageIndex))
                    .map(row -> row.<String>getAs(Table.TEXT))
                    .distinct()
                    .toList();
            JudgedChunk judged = JudgedChunk.of(files, texts, questions, judge, counts);
            List<Row> labelled = new ArrayList<>(chunk.size());
            new LabelledRows(chunk.iterator(), model, calls, judged, languageIndex)
                .forEachRemaining(labelled::add);
            judged.keep();
            return labelled;
          });
    };
  }

  private static int chunkTexts(StanceModel model) {
    return Math.max(1, CHUNK_PAIRS / model.codebook().questions().size());
  }

  private static StructType fieldsOf(Table table, List<String> names) {
    return new StructType(
        names.stream().map(name -> table.schema().apply(name)).toArray(StructField[]::new));
  }
}
