package io.endoxa.job;

import io.endoxa.annotate.LabelledDataset;
import io.endoxa.classify.HashedTerms;
import io.endoxa.classify.NeuralStanceHead;
import io.endoxa.classify.neural.NeuralSettings;
import io.endoxa.codebook.Codebook;
import io.endoxa.decide.Baselines;
import io.endoxa.decide.DecisionRule;
import io.endoxa.decide.RiskRule;
import io.endoxa.decide.StanceModel;
import io.endoxa.encode.EncoderSpec;
import io.endoxa.error.UserException;
import io.endoxa.evaluate.MajorityBaseline;
import io.endoxa.provenance.FileEntry;
import io.endoxa.provenance.Json;
import io.endoxa.provenance.ModelManifest;
import io.endoxa.provenance.Versions;
import io.endoxa.report.ModelCard;
import io.endoxa.report.QualityReport;
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
import java.util.TreeMap;
import java.util.stream.IntStream;

/** Trains the heads, measures them on held-out sources, and leaves the model in the run. */
final class TrainStep {
  static final String MODEL_DIRECTORY = "model";
  private static final int TERM_DIMENSION = HashedTerms.DEFAULT_DIMENSION;

  private final RunContext run;
  private final JobSpec spec;

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
    TrainingSet set = trainingSet(codebook, encoder);
    float[][] questionVectors = NeuralHeads.questionVectors(codebook, encoder);
    CrossValidation validation = new CrossValidation(set, spec.folds(), 2);
    LinearHeadTrainer linearTrainer =
        new LinearHeadTrainer(
            run.session(),
            LinearHeadTrainer.Settings.standard(spec.regularisation(), spec.vectorScale()));
    List<NeuralStanceHead> neural = neuralHeads(set, validation, questionVectors);
    run.say("training the linear heads of %d folds and of the whole set".formatted(spec.folds()));
    // Side by side: each job of an optimisation is too small to fill more than one core.
    LinearHeads linear =
        IntStream.rangeClosed(0, spec.folds())
            .parallel()
            .mapToObj(
                fold ->
                    fold == spec.folds()
                        ? LinearHeads.train(linearTrainer, set, set.allRows(), TERM_DIMENSION)
                        : scoredFold(fold, linearTrainer, set, validation, neural.get(fold)))
            .toList()
            .get(spec.folds());
    QualityReport quality = Quality.of(set, validation, spec);
    Quality.require(quality, spec);
    StanceModel model =
        new StanceModel(
            yaml,
            linear.stances(),
            neural.get(spec.folds()),
            linear.frames(),
            validation.calibration(),
            rules(validation, codebook),
            validation.frameThresholds());
    Baselines baselines =
        new Baselines(
            IntStream.range(0, codebook.questions().size())
                .mapToObj(q -> MajorityBaseline.fit(set.stances(set.allRows(), q)).stance())
                .toList(),
            LinearHeads.trainBaseline(linearTrainer, set, set.allRows(), TERM_DIMENSION));
    write(model, baselines, quality, set, encoder);
  }

  /** When labels count: from one confidence on, or so that their errors stay below a share. */
  private List<DecisionRule> rules(CrossValidation validation, Codebook codebook) {
    Double maxError = spec.maxError();
    if (maxError == null) {
      return Collections.nCopies(
          codebook.questions().size(), new DecisionRule(spec.minConfidence()));
    }
    RiskRule rule = validation.riskRule(maxError);
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

  /** Trains without a fold and scores it. */
  private static LinearHeads scoredFold(
      int fold,
      LinearHeadTrainer trainer,
      TrainingSet set,
      CrossValidation validation,
      NeuralStanceHead neural) {
    int[] rows = validation.trainingRows(fold);
    LinearHeads linear = LinearHeads.train(trainer, set, rows, TERM_DIMENSION);
    validation.score(
        fold, linear, neural, LinearHeads.trainBaseline(trainer, set, rows, TERM_DIMENSION));
    return linear;
  }

  private TrainingSet trainingSet(Codebook codebook, EncoderSpec encoder) {
    String directory = spec.datasetOrThrow();
    LabelledDataset dataset = LabelledDataset.read(Path.of(directory), codebook).only(spec.part());
    run.addInput(spec.codebookFile().orElseThrow());
    dataset.files().forEach(run::addInput);
    TrainingSet set = TrainingSet.of(run, codebook, dataset, encoder, TERM_DIMENSION);
    run.trainingArticles.addAll(set.articles());
    run.say(
        "%,d labelled paragraphs of %,d articles from %,d sources"
            .formatted(set.size(), set.articleCount(), set.sourceCount()));
    return set;
  }

  /** A head per held-out fold, and last the one of the whole set. */
  private List<NeuralStanceHead> neuralHeads(
      TrainingSet set, CrossValidation validation, float[][] questionVectors) {
    List<Integer> heldOut = new ArrayList<>(IntStream.range(0, spec.folds()).boxed().toList());
    heldOut.add(NeuralTraining.NONE);
    run.say("training %d neural heads".formatted(heldOut.size()));
    return NeuralTraining.train(
        run.session(),
        NeuralHeads.examples(set, set.allRows(), validation.foldOf(), questionVectors),
        heldOut,
        NeuralSettings.standard(spec.seed()).withEpochs(spec.epochs()));
  }

  private void write(
      StanceModel model,
      Baselines baselines,
      QualityReport quality,
      TrainingSet set,
      EncoderSpec encoder) {
    Map<String, byte[]> files = new TreeMap<>(model.files());
    // The id is of what labels depend on: the card names the command, which may differ.
    String modelId = ModelManifest.idOf(ModelManifest.entriesOf(files));
    files.putAll(baselines.files(set.codebook()));
    files.put(QualityReport.FILE, Json.bytes(quality));
    files.put(
        ModelCard.FILE,
        ModelCard.of(set.codebook(), encoder.name(), spec.seed(), quality, spec.command())
            .getBytes(StandardCharsets.UTF_8));
    List<FileEntry> entries = ModelManifest.entriesOf(files);
    ModelManifest manifest =
        new ModelManifest(
            ModelManifest.FORMAT,
            modelId,
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
    files.forEach((name, bytes) -> run.draft().writeFile(MODEL_DIRECTORY + "/" + name, bytes));
    run.draft().writeFile(MODEL_DIRECTORY + "/" + ModelManifest.FILE, Json.bytes(manifest));
    run.modelDirectory = run.draft().directory() + "/" + MODEL_DIRECTORY;
    run.modelId = manifest.modelId();
    run.codebook = set.codebook().label();
    run.encoder = encoder.name();
    run.quality = quality;
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
