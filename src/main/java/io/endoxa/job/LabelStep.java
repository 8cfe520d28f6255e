package io.endoxa.job;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import io.endoxa.annotate.HandLabel;
import io.endoxa.codebook.Codebook;
import io.endoxa.encode.EncoderSpec;
import io.endoxa.estimate.PeriodPair;
import io.endoxa.evaluate.TrainingProfile;
import io.endoxa.report.RunSummary;
import io.endoxa.spark.ArticleCounts;
import io.endoxa.spark.ChunkCounts;
import io.endoxa.spark.ChunkFiles;
import io.endoxa.spark.CopiedParagraphs;
import io.endoxa.spark.EncodeParagraphs;
import io.endoxa.spark.FindEvidence;
import io.endoxa.spark.LabelParagraphs;
import io.endoxa.spark.LabelTables;
import io.endoxa.spark.PlanLeaf;
import io.endoxa.spark.RunDraft;
import io.endoxa.spark.StageLog;
import io.endoxa.spark.Table;
import io.endoxa.text.TextLanguage;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.spark.SparkConf;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.storage.StorageLevel;
import org.apache.spark.util.LongAccumulator;
import org.jspecify.annotations.Nullable;

/** Labels the articles of {@code input} with the run's model and writes the tables. */
final class LabelStep {
  /** A count of a run. */
  static final String JUDGED_PAIRS = "pairs read by the judge";

  /** A count of a run; what is taken is not read. */
  static final String TAKEN_PAIRS = "pairs taken from chunks";

  /** Counts of a run: stances other than unrelated whose sentence was looked for, or known. */
  static final String EVIDENCE = "evidence looked for";

  static final String TAKEN_EVIDENCE = "evidence taken from chunks";

  /** To start a task costs as much as to write some thousand rows, and each table has as many. */
  private static final int ROWS_PER_TASK = 2000;

  private static final int MOST_TASKS = 100_000;

  private LabelStep() {}

  static void run(RunContext run) {
    long start = System.nanoTime();
    OpenedModel opened = OpenedModel.of(run);
    // A file of the model that cannot be read ends the job before the work, not after it.
    TrainingProfile profile = CorpusDrift.profile(opened);
    run.labelledWith = opened.codebook();
    run.measured = run.measured == null ? opened.measured() : run.measured;
    sayMemory(run, opened);
    Corpus corpus =
        run.corpus(
            run.files(run.spec().input()),
            run.spec().articleFields(),
            opened.encoder(),
            Corpus.Wanted.allButCopies(run.spec().copySimilarity()));
    sayAbsent(run, corpus);
    String broken = corpus.brokenContract(run.spec().maxQuarantined());
    if (broken != null) {
      run.brokenContract =
          "%s%nThe other articles are labelled in %s; its table quarantine has every reason."
              .formatted(broken, run.draft().directory());
    }
    long known = corpus.countAccepted(run.trainingArticles);
    if (known > 0) {
      run.notes.add(
          "%d of the %d articles were also trained on: their labels look better than the model is."
              .formatted(known, corpus.articles().accepted()));
    }
    List<HandLabel> byHand = AnnotatedSample.of(run, opened.codebook(), corpus);
    run.byHand.addAll(byHand);
    LongAccumulator read = run.session().sparkContext().longAccumulator(JUDGED_PAIRS);
    ChunkCounts chunks = ChunkCounts.in(run.session().sparkContext());
    ChunkCounts evidence = ChunkCounts.in(run.session().sparkContext());
    Dataset<Row> firsts =
        new LabelParagraphs()
            .setModel(opened.directory())
            .setEncodersDir(Installation.encodersDirectory().toString())
            .setTasks(run.spec().partitions())
            .setChunksDir(ChunkFiles.below(run.spec().output()))
            .setIsolateNative(run.spec().isolateNative())
            .countingInto(read)
            .countingChunksInto(chunks)
            .transform(CopiedParagraphs.firsts(corpus.paragraphs()))
            .drop(EncodeParagraphs.VECTOR)
            .persist(StorageLevel.MEMORY_AND_DISK());
    try {
      if (opened.model().asksJudge()) {
        run.say("asking the judge of model %s".formatted(run.modelId));
        StageLog judging = StageLog.begin("judge").rowsIn(corpus.counts().paragraphs());
        judging.rowsOut(judgedPairs(run, firsts, read)).end();
        run.counts.put(JUDGED_PAIRS, chunks.computed());
        run.counts.put(TAKEN_PAIRS, chunks.taken());
      }
      if (run.spec().evidence()) {
        LongAccumulator searched = run.session().sparkContext().longAccumulator(EVIDENCE);
        Dataset<Row> found = withEvidence(run, opened, firsts, searched, evidence);
        try {
          find(run, corpus, found, searched, evidence);
          writeTables(run, corpus, opened, profile, found, byHand);
        } finally {
          found.unpersist();
        }
        run.counts.put(EVIDENCE, evidence.computed());
        run.counts.put(TAKEN_EVIDENCE, evidence.taken());
      } else {
        writeTables(run, corpus, opened, profile, firsts, byHand);
      }
      run.notes.add(times(corpus.seconds(), (System.nanoTime() - start) / 1e9));
    } finally {
      firsts.unpersist();
    }
  }

  /**
   * A column that is misspelt would otherwise show in the shares alone, whose months are unknown.
   */
  private static void sayAbsent(RunContext run, Corpus corpus) {
    Map<String, String> columns = run.spec().articleFields().columns();
    for (String field : corpus.ledger().absent(columns.keySet())) {
      String note =
          "columns: %s is taken from '%s', and no article has it. See how the column is spelt, capitals too."
              .formatted(field, columns.get(field));
      run.say(note);
      run.notes.add(note);
    }
  }

  /** The caller unpersists. */
  private static Dataset<Row> withEvidence(
      RunContext run,
      OpenedModel opened,
      Dataset<Row> labelled,
      LongAccumulator searched,
      ChunkCounts chunks) {
    return new FindEvidence()
        .setModel(opened.directory())
        .setEncodersDir(Installation.encodersDirectory().toString())
        .setTasks(run.spec().partitions())
        .setChunksDir(ChunkFiles.below(run.spec().output()))
        .setIsolateNative(run.spec().isolateNative())
        .countingInto(searched)
        .countingChunksInto(chunks)
        .transform(labelled)
        .persist(StorageLevel.MEMORY_AND_DISK());
  }

  private static void find(
      RunContext run,
      Corpus corpus,
      Dataset<Row> evidence,
      LongAccumulator searched,
      ChunkCounts chunks) {
    run.say("looking for the sentences that carry stances");
    StageLog finding = StageLog.begin("evidence").rowsIn(corpus.counts().paragraphs());
    ProgressMeter.during(evidence::count, searched::value, "sentences looked for", run::say);
    finding.rowsOut(chunks.computed() + chunks.taken()).end();
  }

  private static void sayMemory(RunContext run, OpenedModel opened) {
    SparkConf conf = run.session().sparkContext().getConf();
    Function<String, @Nullable String> settings =
        name -> conf.contains(name) ? conf.get(name) : null;
    MemoryNeeds.toLabel(
            opened.read().files(),
            opened.encoder(),
            opened.judgeEncoder(),
            run.spec().isolateNative(),
            settings)
        .lines(settings)
        .forEach(line -> run.say("needs " + line));
  }

  private static void writeTables(
      RunContext run,
      Corpus corpus,
      OpenedModel opened,
      @Nullable TrainingProfile profile,
      Dataset<Row> firsts,
      List<HandLabel> byHand) {
    long tasks = Math.min(MOST_TASKS, 1 + corpus.counts().paragraphs() / ROWS_PER_TASK);
    // All tables are made of it: a leaf, so that their plans are short.
    Dataset<Row> labelled =
        PlanLeaf.of(CopiedParagraphs.withLabels(firsts, corpus.paragraphs()))
            .coalesce((int) tasks)
            .persist(StorageLevel.MEMORY_AND_DISK());
    try {
      LabelTables tables =
          new LabelTables(labelled, opened.codebook(), opened.manifest().modelId(), run.runId());
      StageLog labelling = StageLog.begin("label").rowsIn(corpus.counts().paragraphs());
      summarise(run, corpus, tables);
      labelling.rowsOut(corpus.counts().paragraphs()).end();
      if (run.spec().isolateNative()) {
        CrashedParagraphs.count(run, tables);
      }
      write(run, corpus, tables, opened.encoder(), byHand);
      CorpusDrift.write(run, corpus, tables, opened, profile);
    } finally {
      labelled.unpersist();
    }
  }

  /**
   * Labels all paragraphs. The accumulator says how far it is; what is counted in the end are rows,
   * since a task that is tried again adds to the accumulator twice.
   */
  private static long judgedPairs(RunContext run, Dataset<Row> labelled, LongAccumulator read) {
    Dataset<Row> total =
        labelled.agg(coalesce(sum(col(LabelParagraphs.JUDGED)), lit(0L)).as(JUDGED_PAIRS));
    return ProgressMeter.during(total::head, read::value, JUDGED_PAIRS, run::say).getLong(0);
  }

  private static void write(
      RunContext run,
      Corpus corpus,
      LabelTables tables,
      EncoderSpec encoder,
      List<HandLabel> byHand) {
    ArticleCounts articles = corpus.articles();
    long paragraphs = corpus.counts().paragraphs();
    Codebook codebook = tables.codebook();
    run.say("writing the tables of %,d paragraphs".formatted(paragraphs));
    List<RunDraft.TableRows> all = new ArrayList<>();
    all.add(rows(Table.ARTICLES, corpus.articleRows(), articles.accepted()));
    all.add(rows(Table.DROPPED, corpus.ledger().dropped(), articles.accepted()));
    all.add(rows(Table.QUARANTINE, corpus.ledger().quarantine(), articles.quarantined()));
    all.add(rows(Table.PARAGRAPHS, tables.labelled(), paragraphs));
    all.add(rows(Table.STANCES, tables.stances(), paragraphs * codebook.questions().size()));
    all.add(rows(Table.FRAMES, tables.frames(), paragraphs * codebook.frames().size()));
    all.add(rows(Table.labelled(codebook), tables.wide(), paragraphs));
    boolean copies = run.spec().countCopies();
    all.add(rows(Table.SHARES, tables.shares(copies, byHand), paragraphs));
    List<YearMonth> months = tables.months(copies);
    List<PeriodPair> periods = periods(run, months);
    all.add(rows(Table.CHANGES, tables.changes(copies, byHand, periods, months), paragraphs));
    if (run.spec().embeddings()) {
      Dataset<Row> vectors =
          CopiedParagraphs.withVectors(corpus.paragraphs())
              .where(col(EncodeParagraphs.VECTOR).isNotNull())
              .withColumn("encoder_id", lit(encoder.name()));
      all.add(rows(Table.EMBEDDINGS, vectors, paragraphs));
    }
    run.draft().writeAll(all);
    if (!byHand.isEmpty()) {
      CorrectedOverview.addTo(run, codebook);
    }
  }

  /** Those of the job, else those that the articles have. */
  private static List<PeriodPair> periods(RunContext run, List<YearMonth> months) {
    if (run.spec().periods().isEmpty()) {
      return PeriodPair.ofMonths(months);
    }
    run.spec().periods().stream()
        .flatMap(pair -> Stream.of(pair.from(), pair.to()))
        .distinct()
        .filter(period -> months.stream().noneMatch(period::contains))
        .forEach(period -> run.notes.add("periods: no paragraph is of %s.".formatted(period)));
    return run.spec().periods();
  }

  private static RunDraft.TableRows rows(Table table, Dataset<Row> rows, long rowsExpected) {
    return new RunDraft.TableRows(table, rows, rowsExpected);
  }

  private static String times(Corpus.Seconds part, double whole) {
    return "Labelling took %.1f s, of these reading and cutting %.1f s (%.0f %%), looking for copies %.1f s (%.0f %%)."
        .formatted(
            whole,
            part.reading(),
            100 * part.reading() / whole,
            part.copies(),
            100 * part.copies() / whole);
  }

  private static void summarise(RunContext run, Corpus corpus, LabelTables tables) {
    ArticleCounts articles = corpus.articles();
    run.counts.put("articles read", articles.read());
    run.counts.put("articles accepted", articles.accepted());
    run.counts.put("articles quarantined", articles.quarantined());
    run.counts.put("articles duplicate", articles.duplicate());
    run.counts.put("articles nearly copied", corpus.copiedArticles());
    run.counts.put("paragraphs", corpus.counts().paragraphs());
    run.counts.put("paragraphs repeated", corpus.counts().repeats());
    run.counts.put("paragraphs nearly repeated", corpus.counts().nearRepeats());
    run.counts.put("paragraphs truncated", corpus.counts().truncated());

    Map<String, Map<String, Long>> byQuestion = new HashMap<>();
    long otherLanguages = 0;
    String question = tables.codebook().questions().get(0).id();
    Column otherLanguage = col(Table.LANGUAGE).notEqual(TextLanguage.ENGLISH);
    List<Row> labels =
        tables
            .stances()
            .groupBy(
                col(Table.QUESTION_ID),
                when(col("abstained"), lit(RunSummary.Labels.ABSTAINED))
                    .otherwise(col(Table.STANCE)))
            .agg(count(lit(1)), count(when(otherLanguage, lit(1))))
            .collectAsList();
    for (Row row : labels) {
      byQuestion
          .computeIfAbsent(row.getString(0), id -> new HashMap<>())
          .put(row.getString(1), row.getLong(2));
      otherLanguages += row.getString(0).equals(question) ? row.getLong(3) : 0;
    }
    run.counts.put("paragraphs in other languages", otherLanguages);
    run.labels = new RunSummary.Labels(tables.codebook(), byQuestion);
  }
}
