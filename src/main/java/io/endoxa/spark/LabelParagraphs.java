package io.endoxa.spark;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.types.DataTypes.createArrayType;

import io.endoxa.classify.HashedTerms;
import io.endoxa.classify.JudgeFiles;
import io.endoxa.classify.PairScorer;
import io.endoxa.classify.ParagraphFeatures;
import io.endoxa.codebook.Codebook;
import io.endoxa.codebook.Stance;
import io.endoxa.decide.AbstainReason;
import io.endoxa.decide.Decision;
import io.endoxa.decide.StanceModel;
import io.endoxa.encode.EncoderSpec;
import io.endoxa.text.TextLanguage;
import java.io.Serializable;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.broadcast.Broadcast;
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
 * other_language, with 0.25 for each, and no frame is present. The model must have been trained on
 * vectors of the same encoder. If it asks a judge, rows are spread over tasks by their text, for a
 * judge takes a hundred times as long as the heads.
 */
public final class LabelParagraphs extends Stage {
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

  private final Param<String> model =
      new Param<>(this, "model", "a model directory, or a run that trained one");

  private final Param<String> encodersDir =
      new Param<>(this, "encodersDir", "directory that holds one directory per encoder");
  private final IntParam tasks =
      new IntParam(
          this, "tasks", "Spark tasks that a judge's work is spread over; 0: two per core");

  private transient @Nullable LongAccumulator progress;

  public LabelParagraphs() {
    this(Identifiable$.MODULE$.randomUID("label-paragraphs"));
  }

  public LabelParagraphs(String uid) {
    super(uid);
    setDefault(encodersDir, "models/encoders");
    setDefault(tasks, 0);
  }

  public static MLReader<LabelParagraphs> read() {
    return new DefaultParamsReader<>();
  }

  public Param<String> model() {
    return model;
  }

  public Param<String> encodersDir() {
    return encodersDir;
  }

  public IntParam tasks() {
    return tasks;
  }

  public LabelParagraphs setModel(String value) {
    set(model, value);
    return this;
  }

  public LabelParagraphs setEncodersDir(String value) {
    set(encodersDir, value);
    return this;
  }

  public LabelParagraphs setTasks(int value) {
    set(tasks, value);
    return this;
  }

  /** Counts every pair that the judge reads, so that a job can show how far it is. */
  public LabelParagraphs countingInto(LongAccumulator accumulator) {
    progress = accumulator;
    return this;
  }

  @Override
  public StructType transformSchema(StructType schema) {
    requireColumn(schema, Table.TEXT, DataTypes.StringType);
    requireColumn(schema, EncodeParagraphs.VECTOR, DataTypes.createArrayType(DataTypes.FloatType));
    return schema
        .add(STANCES, createArrayType(STANCE, false))
        .add(FRAMES, createArrayType(FRAME, false))
        .add(JUDGED, DataTypes.IntegerType);
  }

  @Override
  public Dataset<Row> transform(Dataset<?> dataset) {
    StructType schema = transformSchema(dataset.schema());
    JavaSparkContext context =
        JavaSparkContext.fromSparkContext(dataset.sparkSession().sparkContext());
    ModelStore.ModelFiles read = ModelStore.read(context.hadoopConfiguration(), value(model));
    boolean judge = StanceModel.of(read.files()).asksJudge();
    Shipped shipped =
        new Shipped(
            read.manifest().modelId(),
            new HashMap<>(read.files()),
            judge
                ? ModelEncoder.ofJudge(
                    Path.of(value(encodersDir)), value(model), JudgeFiles.read(read.files()))
                : null);
    Dataset<Row> rows = dataset.toDF();
    return (judge ? spread(rows) : rows)
        .mapPartitions(
            labelWith(context.broadcast(shipped), progress, languageIndex(schema)),
            Encoders.row(schema));
  }

  /** Where the language stands, or -1. */
  private static int languageIndex(StructType schema) {
    int index = Arrays.asList(schema.fieldNames()).indexOf(Table.LANGUAGE);
    return index >= 0 && schema.apply(index).dataType().equals(DataTypes.StringType) ? index : -1;
  }

  private Dataset<Row> spread(Dataset<Row> rows) {
    int requested = (Integer) value(tasks);
    int cores = rows.sparkSession().sparkContext().defaultParallelism();
    return rows.repartition(requested > 0 ? requested : 2 * cores, col(Table.TEXT));
  }

  /**
   * A model as it travels: its files, read again once per JVM.
   *
   * @param judgeEncoder what the judge was trained from; null if there is none
   */
  private record Shipped(
      String modelId, HashMap<String, byte[]> files, @Nullable EncoderSpec judgeEncoder)
      implements Serializable {
    StanceModel model() {
      return SharedModels.of(modelId, files);
    }

    @Nullable PairScorer judge() {
      return judgeEncoder == null ? null : SharedJudges.of(modelId, files, judgeEncoder);
    }
  }

  /** In a static factory, so that the function captures broadcast and accumulator alone. */
  private static MapPartitionsFunction<Row, Row> labelWith(
      Broadcast<Shipped> shipped, @Nullable LongAccumulator progress, int languageIndex) {
    return rows ->
        new LabelledRows(
            rows, shipped.value().model(), shipped.value().judge(), progress, languageIndex);
  }

  private static final class LabelledRows implements Iterator<Row> {
    private final Iterator<Row> rows;
    private final StanceModel model;
    private final @Nullable PairScorer judge;
    private final @Nullable LongAccumulator progress;
    private final int languageIndex;
    private final HashedTerms terms;
    private int judged;

    LabelledRows(
        Iterator<Row> rows,
        StanceModel model,
        @Nullable PairScorer judge,
        @Nullable LongAccumulator progress,
        int languageIndex) {
      this.languageIndex = languageIndex;
      this.rows = rows;
      this.model = model;
      this.judge = judge;
      this.progress = progress;
      this.terms = new HashedTerms(model.termDimension());
    }

    @Override
    public boolean hasNext() {
      return rows.hasNext();
    }

    @Override
    public Row next() {
      Row row = rows.next();
      Object[] values = new Object[row.size() + 3];
      for (int i = 0; i < row.size(); i++) {
        values[i] = row.get(i);
      }
      if (row.isNullAt(row.fieldIndex(EncodeParagraphs.VECTOR))) {
        return RowFactory.create(values);
      }
      if (languageIndex >= 0 && TextLanguage.isOtherThanEnglish(row.getString(languageIndex))) {
        values[row.size()] = unaskedStances(model.codebook());
        values[row.size() + 1] = frames(new float[model.codebook().frames().size()]);
        values[row.size() + 2] = 0;
      } else {
        ParagraphFeatures features = VectorColumns.features(row, terms);
        judged = 0;
        values[row.size()] = stances(model.codebook(), decisions(features, row.getAs(Table.TEXT)));
        values[row.size() + 1] = frames(model.frameProbabilities(features));
        values[row.size() + 2] = judged;
      }
      return RowFactory.create(values);
    }

    private List<Decision> decisions(ParagraphFeatures features, String text) {
      return judge == null ? model.stances(features) : model.stances(features, text, this::read);
    }

    private float[] read(String question, String text) {
      judged++;
      if (progress != null) {
        progress.add(1);
      }
      return Objects.requireNonNull(judge).logits(question, text);
    }

    private static Row[] stances(Codebook codebook, List<Decision> decisions) {
      List<Row> stances = new ArrayList<>(decisions.size());
      for (int i = 0; i < decisions.size(); i++) {
        Decision decision = decisions.get(i);
        stances.add(
            RowFactory.create(
                codebook.questions().get(i).id(),
                decision.stance().label(),
                decision.probability(Stance.AGREE),
                decision.probability(Stance.DISAGREE),
                decision.probability(Stance.DISCUSS),
                decision.probability(Stance.UNRELATED),
                decision.confidence(),
                decision.abstained(),
                decision.abstainReason().map(AbstainReason::label).orElse(null)));
      }
      return stances.toArray(Row[]::new);
    }

    private static Row[] unaskedStances(Codebook codebook) {
      float even = 1f / Stance.COUNT;
      return codebook.questions().stream()
          .map(
              question ->
                  RowFactory.create(
                      question.id(),
                      Stance.UNRELATED.label(),
                      even,
                      even,
                      even,
                      even,
                      even,
                      true,
                      AbstainReason.OTHER_LANGUAGE.label()))
          .toArray(Row[]::new);
    }

    private Row[] frames(float[] probabilities) {
      List<Row> frames = new ArrayList<>(probabilities.length);
      for (int i = 0; i < probabilities.length; i++) {
        frames.add(
            RowFactory.create(
                model.codebook().frames().get(i).id(),
                probabilities[i],
                model.framePresent(i, probabilities[i])));
      }
      return frames.toArray(Row[]::new);
    }
  }

  private static StructType fieldsOf(Table table, List<String> names) {
    return new StructType(
        names.stream().map(name -> table.schema().apply(name)).toArray(StructField[]::new));
  }
}
