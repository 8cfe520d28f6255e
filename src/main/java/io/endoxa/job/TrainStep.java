package io.endoxa.job;

import io.endoxa.annotate.DatasetPart;
import io.endoxa.annotate.LabelledDataset;
import io.endoxa.classify.HashedTerms;
import io.endoxa.classify.LinearStanceHead;
import io.endoxa.classify.NeuralStanceHead;
import io.endoxa.classify.StanceHead;
import io.endoxa.classify.neural.NeuralSettings;
import io.endoxa.codebook.Codebook;
import io.endoxa.decide.Baselines;
import io.endoxa.decide.DecisionRule;
import io.endoxa.decide.RiskRule;
import io.endoxa.decide.StanceModel;
import io.endoxa.encode.EncoderSpec;
import io.endoxa.error.QualityGateException;
import io.endoxa.error.UserException;
import io.endoxa.provenance.FileEntry;
import io.endoxa.provenance.Json;
import io.endoxa.provenance.ModelManifest;
import io.endoxa.provenance.Versions;
import io.endoxa.report.ModelCard;
import io.endoxa.report.QualityCurves;
import io.endoxa.report.QualityReport;
import io.endoxa.report.SearchReport;
import io.endoxa.report.page.Measured;
import io.endoxa.spark.LinearHeadTrainer;
import io.endoxa.spark.NeuralTraining;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinTask;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Trains the heads, measures them on held-out sources, and leaves the model in the run. */
final class TrainStep {
  static final String MODEL_DIRECTORY = "model";
  private static final int TERM_DIMENSION = HashedTerms.DEFAULT_DIMENSION;
  private static final List<String> HEADS = List.of(LinearStanceHead.ID, NeuralStanceHead.ID);

  private final RunContext run;
  private final JobSpec spec;
  private final List<SearchReport.Tried> tried = new ArrayList<>();

  private TrainStep(RunContext run) {
    this.run = run;
    this.spec = run.spec();
  }

  static void run(RunContext run) {
    new TrainStep(run).train();
  }

  private void train() {
    Path codebookFile = spec.codebookFile().orElseThrow();
    String yaml = text(codebookFile);
    Codebook codebook = Codebook.parse(codebookFile.toString(), yaml);
    EncoderSpec encoder = spec.findEncoder();
    Optional<OpenedGate> gate = OpenedGate.of(run, codebook.questionIds(), JobKind.TRAIN);
    LabelledDataset dataset = LabelledDataset.read(Path.of(spec.datasetOrThrow()), codebook);
    Optional<JudgeStart> judgeStart =
        JudgeStart.of(spec, run.session().sparkContext().hadoopConfiguration(), dataset);
    TrainingSet set = trainingSet(codebook, encoder, dataset.only(spec.part()));
    CrossValidation validation = new CrossValidation(set, spec.folds(), HEADS);
    NeuralTraining.Examples examples =
        NeuralHeads.examples(set, set.allRows(), validation.foldOf(), TERM_DIMENSION);
    HeadSettings settings = settings(set, validation, examples);
    List<NeuralStanceHead> neural =
        neuralHeads(examples, settings, spec.seed(), /* andWhole= */ true);
    RandomSplit randomSplit = new RandomSplit(set, spec.folds(), spec.seed());
    Linear linear = trainLinear(set, settings, validation, randomSplit, neural);
    List<StanceHead> heads = List.of(linear.heads.stances(), neural.get(spec.folds()));
    CodebookJudge judge =
        judgeStart
            .map(start -> judge(start, set, dataset, encoder, heads, validation))
            .orElse(null);
    SearchReport search = searchReport(judge);
    StanceModel model =
        new StanceModel(
            yaml,
            linear.heads.stances(),
            neural.get(spec.folds()),
            linear.heads.frames(),
            judge == null ? validation.calibration() : judge.calibration(),
            rules(validation, judge, codebook),
            validation.frames().thresholds());
    Baselines baselines =
        linear.baselines.withFrameThresholds(validation.baselineFrames().thresholds());
    Measured ofHeads =
        Quality.of(
            set,
            validation,
            otherSeeds(validation, examples, settings),
            grouped -> randomSplit.leakage(linear.onRandomSplit, grouped, spec.seed()),
            spec);
    Measured measured =
        judge == null ? ofHeads : measured(judge, set, validation, model, baselines);
    QualityReport quality = measured.quality();
    gate.flatMap(asked -> asked.otherSplit(quality)).ifPresent(run.notes::add);
    gate.flatMap(asked -> asked.failure(quality))
        .ifPresent(
            failure -> {
              throw new QualityGateException(failure + "\nNothing is published.");
            });
    Map<String, byte[]> ofJudge = judge == null ? Map.of() : judge.files();
    SortedMap<String, byte[]> reports = new TreeMap<>(baselines.files(codebook));
    reports.put(QualityReport.FILE, Json.bytes(quality));
    reports.put(QualityCurves.FILE, Json.bytes(measured.curvesOrThrow()));
    if (judge != null) {
      reports.put(QualityReport.HEADS_FILE, Json.bytes(ofHeads.quality()));
    }
    if (search != null) {
      reports.put(SearchReport.FILE, Json.bytes(search));
    }
    Map<String, byte[]> files = new TreeMap<>(model.files());
    files.putAll(ofJudge);
    files.putAll(reports);
    String figures =
        ModelCard.figures(quality, search, judge == null ? null : judge.section(), spec.command());
    write(
        ModelDescription.added(
            run,
            files,
            dataset.only(spec.part()),
            set,
            encoder,
            quality,
            figures,
            Versions.all(),
            spec.seed()),
        set,
        encoder);
    run.quality = quality;
    run.measured = measured;
  }

  private Measured measured(
      CodebookJudge judge,
      TrainingSet set,
      CrossValidation validation,
      StanceModel model,
      Baselines baselines) {
    return judge.isAsItIs()
        ? Quality.ofHeadsAndJudge(set, validation, judge.said(), spec)
        : Quality.ofJudgedModel(judge.read(), model, baselines, judge.said(), spec);
  }

  private CodebookJudge judge(
      JudgeStart start,
      TrainingSet set,
      LabelledDataset dataset,
      EncoderSpec encoder,
      List<StanceHead> heads,
      CrossValidation validation) {
    if (!start.trains()) {
      return CodebookJudge.asItIs(run, start, set, validation.heldOut());
    }
    // In a corpus of its own, so that a paragraph of one part is no repeat of the other's.
    TrainingSet development =
        TrainingSet.of(
            run, set.codebook(), dataset.only(DatasetPart.DEVELOPMENT), encoder, TERM_DIMENSION);
    run.trainingArticles.addAll(development.articles());
    return CodebookJudge.train(
        run, start, set, development, start.encoder(encoder), heads, validation.heldOut());
  }

  /** Those of the job's keys, or the best that its search finds. */
  private HeadSettings settings(
      TrainingSet set, CrossValidation validation, NeuralTraining.Examples examples) {
    SearchGrid grid = spec.search();
    if (grid == null) {
      return new HeadSettings(spec.regularisation(), spec.vectorScale(), spec.epochs());
    }
    HeadSearch.Found found =
        new HeadSearch(run, set, validation, TERM_DIMENSION).search(grid, examples);
    tried.addAll(found.tried());
    return found.settings();
  }

  /** Of all settings that were tried; null if none were searched. */
  private @Nullable SearchReport searchReport(@Nullable CodebookJudge judge) {
    if (judge != null) {
      tried.addAll(judge.tried());
    }
    if (tried.isEmpty()) {
      return null;
    }
    SearchReport search = new SearchReport(tried);
    run.tables.add(search.table());
    run.notes.add(SearchReport.CAUTION);
    return search;
  }

  /** When labels count: from one confidence on, or so that their errors stay below a share. */
  private List<DecisionRule> rules(
      CrossValidation validation, @Nullable CodebookJudge judge, Codebook codebook) {
    Double maxError = spec.maxError();
    if (maxError == null) {
      return Collections.nCopies(
          codebook.questions().size(), new DecisionRule(spec.minConfidence()));
    }
    RiskRule rule =
        judge != null && judge.isKept() ? judge.riskRule(maxError) : validation.riskRule(maxError);
    run.notes.addAll(notes(rule, codebook.questionIds()));
    return rule.rules();
  }

  /** What a rule does to each question, for people. */
  static List<String> notes(RiskRule rule, List<String> questionIds) {
    List<String> notes = new ArrayList<>();
    for (int q = 0; q < questionIds.size(); q++) {
      RiskRule.OfQuestion question = rule.questions().get(q);
      double confidence = question.rule().minConfidence();
      String counts =
          "%,d of %,d held-out labels count, %,d of them are wrong."
              .formatted(question.answered(), question.examples(), question.wrong());
      String kept =
          switch (question.basis()) {
            case OWN -> "is kept from confidence %.3f on: %s".formatted(confidence, counts);
            case POOLED ->
                "is kept from confidence %.3f on by all questions together, as it has few labels: %s"
                    .formatted(confidence, counts);
            case UNREACHABLE -> "was not reached at any confidence: every label is an abstention.";
          };
      notes.add("%s: max-error %s %s".formatted(questionIds.get(q), rule.maxError(), kept));
    }
    return notes;
  }

  /** What the regressions of the whole set gave, and those without each random fold. */
  private record Linear(
      LinearHeads heads, Baselines baselines, List<LinearStanceHead> onRandomSplit) {}

  /** Trains without each fold, which is scored at once, on the whole set, and at random. */
  private Linear trainLinear(
      TrainingSet set,
      HeadSettings settings,
      CrossValidation validation,
      RandomSplit randomSplit,
      List<NeuralStanceHead> neural) {
    LinearHeadTrainer trainer =
        new LinearHeadTrainer(
            run.session(),
            LinearHeadTrainer.Settings.standard(settings.regularisation(), settings.vectorScale()));
    BaselineTrainer baselines =
        new BaselineTrainer(run.session(), settings.regularisation(), set, TERM_DIMENSION);
    run.say("training the linear heads of %d folds and of the whole set".formatted(spec.folds()));
    // Side by side: each job of an optimisation is too small to fill more than one core.
    ForkJoinPool pool = ForkJoinPool.commonPool();
    ForkJoinTask<LinearHeads> whole =
        pool.submit(() -> LinearHeads.train(trainer, set, set.allRows(), TERM_DIMENSION));
    ForkJoinTask<Baselines> wholeBaselines = pool.submit(() -> baselines.train(set.allRows()));
    List<ForkJoinTask<LinearStanceHead>> random =
        IntStream.range(0, randomSplit.folds())
            .mapToObj(randomSplit::trainingRows)
            .map(rows -> pool.submit(() -> stances(trainer, set, rows)))
            .toList();
    IntStream.range(0, spec.folds())
        .parallel()
        .forEach(
            fold -> {
              int[] rows = validation.trainingRows(fold);
              LinearHeads heads = LinearHeads.train(trainer, set, rows, TERM_DIMENSION);
              validation.score(
                  fold,
                  List.of(heads.stances(), neural.get(fold)),
                  heads.frames(),
                  baselines.train(rows));
            });
    return new Linear(
        whole.join(), wholeBaselines.join(), random.stream().map(ForkJoinTask::join).toList());
  }

  private static LinearStanceHead stances(LinearHeadTrainer trainer, TrainingSet set, int[] rows) {
    return LinearHeads.trainStances(trainer, set, rows, TERM_DIMENSION);
  }

  /** The same validation with heads of other seeds, as many as {@code seeds} asks for. */
  private List<CrossValidation> otherSeeds(
      CrossValidation validation, NeuralTraining.Examples examples, HeadSettings settings) {
    return IntStream.range(1, spec.seeds())
        .mapToObj(i -> neuralHeads(examples, settings, spec.seed() + i, /* andWhole= */ false))
        .map(heads -> validation.with(NeuralStanceHead.ID, heads::get))
        .toList();
  }

  private TrainingSet trainingSet(Codebook codebook, EncoderSpec encoder, LabelledDataset dataset) {
    run.addInput(spec.codebookFile().orElseThrow());
    dataset.files().forEach(run::addInput);
    TrainingSet set = TrainingSet.of(run, codebook, dataset, encoder, TERM_DIMENSION);
    run.trainingArticles.addAll(set.articles());
    run.say(
        "%,d labelled paragraphs of %,d articles from %,d sources"
            .formatted(set.size(), set.articleCount(), set.sourceCount()));
    if (!codebook.frames().isEmpty() && set.framedRows().length == 0) {
      run.notes.add(
          "No labelled paragraph names its frames, so the model finds none of the %d of the codebook anywhere."
              .formatted(codebook.frames().size()));
    }
    return set;
  }

  /** A head per held-out fold, and last, if asked for, the one of the whole set. */
  private List<NeuralStanceHead> neuralHeads(
      NeuralTraining.Examples examples, HeadSettings settings, long seed, boolean andWhole) {
    List<Integer> heldOut = new ArrayList<>(IntStream.range(0, spec.folds()).boxed().toList());
    if (andWhole) {
      heldOut.add(NeuralTraining.NONE);
    }
    run.say("training %d neural heads with seed %d".formatted(heldOut.size(), seed));
    return NeuralTraining.train(
        run.session(),
        examples,
        heldOut,
        NeuralSettings.standard(seed).withEpochs(settings.epochs()));
  }

  /** Leaves the model in the run. */
  private void write(SortedMap<String, byte[]> files, TrainingSet set, EncoderSpec encoder) {
    List<FileEntry> entries = ModelManifest.entriesOf(files);
    ModelManifest manifest =
        new ModelManifest(
            ModelManifest.FORMAT,
            ModelManifest.idOf(entries),
            encoder.name(),
            encoder.fingerprint(),
            set.codebook().label(),
            spec.seed(),
            Map.of(
                "articles",
                set.articleCount(),
                "paragraphs",
                (long) set.size(),
                "sources",
                set.sourceCount(),
                "folds",
                (long) spec.folds()),
            Versions.all(),
            entries);
    RunModel.write(run, files, manifest);
    run.counts.put("labelled paragraphs for training", (long) set.size());
  }

  private static String text(Path file) {
    try {
      return Files.readString(file, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UserException(
          "%s: the codebook cannot be read: %s. Check 'dataset' or 'codebook'."
              .formatted(file, e.getMessage()),
          e);
    }
  }
}
