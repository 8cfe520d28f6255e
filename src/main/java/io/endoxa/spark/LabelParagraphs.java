package io.endoxa.spark;

import static org.apache.spark.sql.types.DataTypes.createArrayType;

import io.endoxa.classify.HashedTerms;
import io.endoxa.classify.ParagraphFeatures;
import io.endoxa.codebook.Codebook;
import io.endoxa.codebook.Stance;
import io.endoxa.decide.AbstainReason;
import io.endoxa.decide.Decision;
import io.endoxa.decide.StanceModel;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.broadcast.Broadcast;
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

/**
 * Adds a model's labels to the columns of {@link EncodeParagraphs}. New columns:
 *
 * <ul>
 *   <li>{@code stances}: array of structs, one per question in codebook order: question_id, stance,
 *       p_agree, p_disagree, p_discuss, p_unrelated (they sum to 1), confidence, abstained,
 *       abstain_reason
 *   <li>{@code frames}: array of structs, one per frame in codebook order: frame_id, p_present,
 *       present
 * </ul>
 *
 * <p>Rows without a vector get nulls. The model must have been trained on vectors of the same
 * encoder.
 */
public final class LabelParagraphs extends Stage {
  private static final long serialVersionUID = 1L;

  public static final String STANCES = "stances";
  public static final String FRAMES = "frames";

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

  public LabelParagraphs() {
    this(Identifiable$.MODULE$.randomUID("label-paragraphs"));
  }

  public LabelParagraphs(String uid) {
    super(uid);
  }

  public static MLReader<LabelParagraphs> read() {
    return new DefaultParamsReader<>();
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
    requireColumn(schema, EncodeParagraphs.SENTENCE_VECTORS, Table.vectorsType());
    return schema
        .add(STANCES, createArrayType(STANCE, false))
        .add(FRAMES, createArrayType(FRAME, false));
  }

  @Override
  public Dataset<Row> transform(Dataset<?> dataset) {
    StructType schema = transformSchema(dataset.schema());
    JavaSparkContext context =
        JavaSparkContext.fromSparkContext(dataset.sparkSession().sparkContext());
    ModelStore.ModelFiles read = ModelStore.read(context.hadoopConfiguration(), value(model));
    Broadcast<Shipped> shipped =
        context.broadcast(new Shipped(read.manifest().modelId(), new HashMap<>(read.files())));
    return dataset.toDF().mapPartitions(labelWith(shipped), Encoders.row(schema));
  }

  /** A model as it travels: its files, read again once per JVM. */
  private record Shipped(String modelId, HashMap<String, byte[]> files) implements Serializable {}

  /** In a static factory, so that the function captures the broadcast alone. */
  private static MapPartitionsFunction<Row, Row> labelWith(Broadcast<Shipped> shipped) {
    return rows ->
        new LabelledRows(rows, SharedModels.of(shipped.value().modelId(), shipped.value().files()));
  }

  private static final class LabelledRows implements Iterator<Row> {
    private final Iterator<Row> rows;
    private final StanceModel model;
    private final HashedTerms terms;

    LabelledRows(Iterator<Row> rows, StanceModel model) {
      this.rows = rows;
      this.model = model;
      this.terms = new HashedTerms(model.termDimension());
    }

    @Override
    public boolean hasNext() {
      return rows.hasNext();
    }

    @Override
    public Row next() {
      Row row = rows.next();
      Object[] values = new Object[row.size() + 2];
      for (int i = 0; i < row.size(); i++) {
        values[i] = row.get(i);
      }
      if (!row.isNullAt(row.fieldIndex(EncodeParagraphs.VECTOR))) {
        ParagraphFeatures features = VectorColumns.features(row, terms);
        values[row.size()] = stances(model.codebook(), model.stances(features));
        values[row.size() + 1] = frames(features);
      }
      return RowFactory.create(values);
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

    private Row[] frames(ParagraphFeatures features) {
      float[] probabilities = model.frameProbabilities(features);
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
