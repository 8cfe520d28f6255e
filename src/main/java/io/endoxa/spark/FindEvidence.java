package io.endoxa.spark;

import static org.apache.spark.sql.functions.col;

import io.endoxa.codebook.Stance;
import io.endoxa.encode.EncoderSpec;
import io.endoxa.provenance.Versions;
import io.endoxa.text.ParagraphSentences;
import java.io.Serializable;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
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
 * Adds to the columns of {@link LabelParagraphs}, with the same model, the sentence that carries
 * each stance. New column:
 *
 * <ul>
 *   <li>{@code evidence}: array of structs, one per stance in the same order: question_id,
 *       evidence_sentence, evidence_start, evidence_end (offsets into the text, in UTF-16 units,
 *       end exclusive)
 * </ul>
 *
 * <p>All but the question are null for an abstention, for unrelated, and where native code crashed;
 * rows without stances get null. The sentence is the one without which the model finds the stance
 * least likely ({@link io.endoxa.decide.EvidenceSearch}), so the paragraph is encoded once without
 * each of its sentences, and the judge reads up to two of these texts per stance. A paragraph of
 * one sentence is not read again.
 *
 * <p>With {@code chunksDir}, what was found is kept in files there, and taken from them when the
 * same texts come again. Rows are then counted at once.
 */
public final class FindEvidence extends NativeStage<FindEvidence> {
  private static final long serialVersionUID = 1L;

  public static final String EVIDENCE = "evidence";

  private static final StructType FOUND =
      new StructType(
          List.of(
                  Table.QUESTION_ID,
                  Table.EVIDENCE_SENTENCE,
                  Table.EVIDENCE_START,
                  Table.EVIDENCE_END)
              .stream()
              .map(name -> Table.STANCES.schema().apply(name))
              .toArray(StructField[]::new));

  /** Where all take a stance, they take a core some 20 seconds. */
  private static final int CHUNK_TEXTS = 200;

  private final Param<String> model =
      new Param<>(this, "model", "the model that found the stances, or a run that trained it");

  public FindEvidence() {
    this(Identifiable$.MODULE$.randomUID("find-evidence"));
  }

  public FindEvidence(String uid) {
    super(uid);
  }

  public static MLReader<FindEvidence> read() {
    return new StageReader<>(FindEvidence.class);
  }

  public Param<String> model() {
    return model;
  }

  public FindEvidence setModel(String value) {
    set(model, value);
    return this;
  }

  @Override
  public StructType transformSchema(StructType schema) {
    requireColumn(schema, Table.TEXT, DataTypes.StringType);
    requireColumn(
        schema, LabelParagraphs.STANCES, DataTypes.createArrayType(LabelParagraphs.STANCE, false));
    return withColumn(schema, EVIDENCE, DataTypes.createArrayType(FOUND, false));
  }

  @Override
  public Dataset<Row> transform(Dataset<?> dataset) {
    StructType schema = transformSchema(dataset.schema());
    JavaSparkContext context =
        JavaSparkContext.fromSparkContext(dataset.sparkSession().sparkContext());
    Path encoders = encoders();
    ModelStore.ModelFiles read = ModelStore.read(context.hadoopConfiguration(), value(model));
    EncoderSpec encoder = ModelEncoder.of(encoders, value(model), read.manifest());
    ShippedModel shipped = ShippedModel.of(read, value(model), encoders);
    Work work = new Work(context.broadcast(shipped), encoder, isolates(), progress());
    Dataset<Row> rows = dataset.toDF();
    int spread = tasksFor(rows);
    String chunks = chunks();
    if (chunks.isEmpty()) {
      return rows.repartition(spread, col(Table.TEXT))
          .mapPartitions(findWith(work), Encoders.row(schema));
    }
    EncoderSpec judgeEncoder = shipped.judgeEncoder();
    ChunkFiles files =
        ChunkFiles.of(
            rows.sparkSession().sparkContext(),
            chunks,
            EVIDENCE,
            Integer.toString(EvidenceFinder.FORMAT),
            shipped.modelId(),
            encoder.name(),
            Integer.toString(encoder.maxTokens()),
            judgeEncoder == null
                ? "no judge"
                : judgeEncoder.name() + " " + judgeEncoder.maxTokens(),
            Versions.natives());
    // As a leaf, rows are made once for counting and for the search.
    Dataset<Row> laid = ChunkLayout.of(PlanLeaf.of(rows), Table.TEXT, CHUNK_TEXTS, spread);
    return laid.mapPartitions(
            findChunksWith(
                work, files, chunkCounts(), laid.schema().fieldIndex(ChunkLayout.BUCKET)),
            Encoders.row(transformSchema(laid.schema())))
        .drop(ChunkLayout.BUCKET);
  }

  /** What a task needs. */
  private record Work(
      Broadcast<ShippedModel> model,
      EncoderSpec encoder,
      boolean isolate,
      @Nullable LongAccumulator progress)
      implements Serializable {
    List<String> questions() {
      return model.value().model().codebook().questionIds();
    }

    EvidenceFinder finder(NativeCalls calls) {
      return new EvidenceFinder(
          model.value().model(), calls.encoder(encoder), model.value().judge(calls, null));
    }

    void count() {
      if (progress != null) {
        progress.add(1);
      }
    }
  }

  /** In a static factory, so that the function captures neither the stage nor its params. */
  private static MapPartitionsFunction<Row, Row> findWith(Work work) {
    return rows -> {
      NativeCalls calls = NativeCalls.ofTask(work.isolate);
      EvidenceFinder finder = work.finder(calls);
      EvidenceRows evidence =
          new EvidenceRows(
              work.questions(),
              (paragraph, question, stance) -> {
                work.count();
                return finder.sentence(paragraph, question, stance);
              });
      return new Iterator<>() {
        @Override
        public boolean hasNext() {
          return rows.hasNext();
        }

        @Override
        public Row next() {
          return withEvidence(evidence, rows.next(), calls);
        }
      };
    };
  }

  private static MapPartitionsFunction<Row, Row> findChunksWith(
      Work work, ChunkFiles files, @Nullable ChunkCounts counts, int bucketIndex) {
    return rows -> {
      NativeCalls calls = NativeCalls.ofTask(work.isolate);
      EvidenceFinder finder = work.finder(calls);
      return ChunkLayout.perChunk(
          rows,
          bucketIndex,
          CHUNK_TEXTS,
          chunk -> found(chunk, work, calls, finder, files, counts));
    };
  }

  private static List<Row> found(
      List<Row> chunk,
      Work work,
      NativeCalls calls,
      EvidenceFinder finder,
      ChunkFiles files,
      @Nullable ChunkCounts counts) {
    List<String> texts =
        chunk.stream()
            .filter(EvidenceRows::needsSearch)
            .map(row -> row.<String>getAs(Table.TEXT))
            .distinct()
            .toList();
    ChunkCells sentences =
        new ChunkCells(
            files,
            "sentence",
            texts,
            work.questions().size() * Stance.COUNT,
            1,
            (text, column) -> {
              work.count();
              return new float[] {
                finder.sentence(
                    ParagraphSentences.of(text),
                    column / Stance.COUNT,
                    Stance.at(column % Stance.COUNT))
              };
            },
            counts);
    EvidenceRows evidence =
        new EvidenceRows(
            work.questions(),
            (paragraph, question, stance) ->
                (int)
                    sentences.of(paragraph.text(), question * Stance.COUNT + stance.position())[0]);
    List<Row> found = chunk.stream().map(row -> withEvidence(evidence, row, calls)).toList();
    sentences.keep();
    return found;
  }

  private static Row withEvidence(EvidenceRows evidence, Row row, NativeCalls calls) {
    String text = row.getAs(Table.TEXT);
    if (text != null) {
      calls.willReadOf(TextPlace.of(row, text));
    }
    return evidence.withEvidence(row);
  }
}
