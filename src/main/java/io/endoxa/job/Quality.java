package io.endoxa.job;

import io.endoxa.annotate.DatasetPart;
import io.endoxa.classify.ParagraphFeatures;
import io.endoxa.classify.StanceHead;
import io.endoxa.codebook.Stance;
import io.endoxa.decide.Baselines;
import io.endoxa.decide.Decision;
import io.endoxa.decide.Softmax;
import io.endoxa.decide.StanceModel;
import io.endoxa.evaluate.ClusterBootstrap;
import io.endoxa.evaluate.Leakage;
import io.endoxa.evaluate.MajorityBaseline;
import io.endoxa.evaluate.NamedPredictions;
import io.endoxa.evaluate.SeedSpread;
import io.endoxa.report.FrameQuality;
import io.endoxa.report.PredictorQuality;
import io.endoxa.report.QualityReport;
import io.endoxa.report.QuestionScores;
import io.endoxa.report.page.Measured;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Turns held-out predictions into a {@link QualityReport}. */
final class Quality {
  private Quality() {}

  /**
   * The scores of heads and baselines on sources that they were not trained on, and of a judge that
   * was taken as it is.
   *
   * @param said the model last
   */
  static Measured ofHeadsAndJudge(
      TrainingSet set, CrossValidation validation, List<Said> said, JobSpec spec) {
    Predictors predictors = headsOf(set, validation);
    said.forEach(of -> predictors.add(of.name, of.probabilities));
    return report(
        split(spec), set, predictors, null, List.of(), frames(set, validation, spec), spec);
  }

  /**
   * The scores of heads and baselines on sources that they were not trained on.
   *
   * @param otherSeeds the same, trained with other seeds; may be empty
   * @param leakage of a head, given what it says in the validation
   */
  static Measured of(
      TrainingSet set,
      CrossValidation validation,
      List<CrossValidation> otherSeeds,
      Function<List<NamedPredictions>, Leakage> leakage,
      JobSpec spec) {
    Predictors predictors = predictors(set, validation);
    List<List<NamedPredictions>> bySeed = new ArrayList<>(List.of(predictors.all()));
    otherSeeds.forEach(other -> bySeed.add(predictors(set, other).all()));
    return report(
        split(spec),
        set,
        predictors,
        leakage.apply(predictors.all()),
        otherSeeds.isEmpty() ? List.of() : SeedSpread.of(bySeed),
        frames(set, validation, spec),
        spec);
  }

  private static String split(JobSpec spec) {
    return ofPart("%d-fold cross-validation grouped by source".formatted(spec.folds()), spec);
  }

  private static @Nullable FrameQuality frames(
      TrainingSet set, CrossValidation validation, JobSpec spec) {
    return frames(
        set, validation.baselineFrames().predictions(), validation.frames().predictions(), spec);
  }

  private static Predictors predictors(TrainingSet set, CrossValidation validation) {
    float[][][] probabilities = validation.modelProbabilities();
    Predictors predictors = headsOf(set, validation);
    predictors.add(QualityReport.MODEL, question -> probabilities[question]);
    return predictors;
  }

  private static Predictors headsOf(TrainingSet set, CrossValidation validation) {
    Predictors predictors = new Predictors(set);
    predictors.addBaseline("majority", validation::majorityPredictions);
    for (String baseline : Baselines.HEADS) {
      predictors.addScoredBaseline(
          baseline, question -> softmax(validation.baselineLogits(baseline, question)));
    }
    for (String head : validation.heads()) {
      predictors.add(head, question -> softmax(validation.headLogits(head, question)));
    }
    return predictors;
  }

  private static String ofPart(String split, JobSpec spec) {
    return spec.part() == DatasetPart.ALL ? split : split + ", part " + spec.part().word();
  }

  /**
   * The scores of a finished model on paragraphs it does not know.
   *
   * @param baselines trained on what the model was trained on; empty if the model has none, and
   *     then the most frequent stance of the scored paragraphs themselves stands for them
   * @param answers of the model's judge to every pair; null for a model of heads alone
   */
  static Measured ofSavedModel(
      TrainingSet set,
      StanceModel model,
      List<List<Decision>> decisions,
      Optional<Baselines> baselines,
      @Nullable JudgeAnswers answers,
      JobSpec spec) {
    List<Said> said = new ArrayList<>();
    if (answers != null) {
      List<List<Decision>> ofHeads = set.features().stream().map(model::stances).toList();
      List<List<Decision>> ungated = answers.label(model.withOpenGates()).decisions();
      said.add(Said.of(QualityReport.HEADS, ofHeads));
      said.add(Said.ofLogits(QualityReport.JUDGE, answers.logits()));
      said.add(Said.of(QualityReport.WITHOUT_GATE, ungated));
    }
    said.add(Said.of(QualityReport.MODEL, decisions));
    return ofModel(
        ofPart("saved model on " + spec.datasetOrThrow(), spec),
        set,
        model,
        baselines,
        said,
        null,
        List.of(),
        spec);
  }

  /**
   * The scores of a model with a judge on the development part.
   *
   * @param said the model last
   */
  static Measured ofJudgedModel(
      TrainingSet development,
      StanceModel model,
      Baselines baselines,
      List<Said> said,
      JobSpec spec) {
    return ofModel(
        "trained on part %s, measured on part %s, calibration cross-fitted over articles"
            .formatted(spec.part().word(), DatasetPart.DEVELOPMENT.word()),
        development,
        model,
        Optional.of(baselines),
        said,
        null,
        List.of(),
        spec);
  }

  /** A part of a model with its probabilities of a question, {@code [paragraph][stance]}. */
  record Said(String name, IntFunction<float[][]> probabilities) {
    static Said of(String name, List<List<Decision>> decisions) {
      return new Said(
          name,
          question ->
              decisions.stream()
                  .map(all -> all.get(question).probabilities())
                  .toArray(float[][]::new));
    }

    static Said ofLogits(String name, float[][][] logits) {
      return new Said(name, question -> softmax(logits[question]));
    }
  }

  private static Measured ofModel(
      String split,
      TrainingSet set,
      StanceModel model,
      Optional<Baselines> baselines,
      List<Said> said,
      @Nullable Leakage leakage,
      List<SeedSpread> seeds,
      JobSpec spec) {
    Predictors predictors = new Predictors(set);
    predictors.addBaseline(
        "majority",
        question ->
            Collections.nCopies(
                set.size(),
                baselines
                    .map(known -> known.majority().get(question))
                    .orElseGet(() -> mostFrequent(set, question))));
    baselines.map(known -> known.heads(set.codebook())).orElse(List.of()).stream()
        .forEach(head -> predictors.addScoredBaseline(head.id(), softmaxOf(set, head)));
    model.heads().forEach(head -> predictors.add(head.id(), softmaxOf(set, head)));
    said.forEach(of -> predictors.add(of.name, of.probabilities));
    return report(
        split,
        set,
        predictors,
        leakage,
        seeds,
        frames(
            set,
            baselines.map(known -> ofFramed(set, known::framesPresent)).orElse(null),
            ofFramed(set, paragraph -> frames(model, paragraph)),
            spec),
        spec);
  }

  private static Stance mostFrequent(TrainingSet set, int question) {
    return MajorityBaseline.fit(set.stances(set.allRows(), question)).stance();
  }

  private static IntFunction<float[][]> softmaxOf(TrainingSet set, StanceHead head) {
    return question -> softmax(set.logits(set.allRows(), question, row -> head));
  }

  private static float[][] softmax(float[][] logits) {
    return Arrays.stream(logits).map(Softmax::of).toArray(float[][]::new);
  }

  /** {@code [framed row][frame]}. */
  private static boolean[][] ofFramed(
      TrainingSet set, Function<ParagraphFeatures, boolean[]> present) {
    return IntStream.of(set.framedRows())
        .mapToObj(set.features()::get)
        .map(present)
        .toArray(boolean[][]::new);
  }

  /** Puts all figures together. */
  private static Measured report(
      String split,
      TrainingSet set,
      Predictors predictors,
      @Nullable Leakage leakage,
      List<SeedSpread> seeds,
      @Nullable FrameQuality frames,
      JobSpec spec) {
    ClusterBootstrap bootstrap = ClusterBootstrap.standard(spec.seed());
    List<NamedPredictions> all = predictors.all();
    NamedPredictions best = NamedPredictions.bestBaseline(all).orElse(null);
    NamedPredictions model = all.get(all.size() - 1);
    QualityReport quality =
        new QualityReport(
            split,
            set.articleCount(),
            set.size(),
            set.sourceCount(),
            all.stream().map(of -> PredictorQuality.of(of, best, bootstrap)).toList(),
            best == null ? null : best.name(),
            IntStream.range(0, set.codebook().questions().size())
                .mapToObj(question -> ofQuestion(set, question, all, best, bootstrap))
                .toList(),
            new Slices(set).of(model, best, bootstrap),
            leakage,
            seeds,
            frames);
    return new Measured(quality, predictors.curves());
  }

  private static QualityReport.OfQuestion ofQuestion(
      TrainingSet set,
      int question,
      List<NamedPredictions> all,
      @Nullable NamedPredictions best,
      ClusterBootstrap bootstrap) {
    return new QualityReport.OfQuestion(
        set.codebook().questionIds().get(question),
        support(set.stances(set.allRows(), question)),
        all.stream().map(of -> QuestionScores.of(of, question, best, bootstrap)).toList());
  }

  private static boolean[] frames(StanceModel model, ParagraphFeatures paragraph) {
    float[] probabilities = model.frameProbabilities(paragraph);
    boolean[] present = new boolean[probabilities.length];
    for (int i = 0; i < present.length; i++) {
      present[i] = model.framePresent(i, probabilities[i]);
    }
    return present;
  }

  private static Map<String, Long> support(List<Stance> truth) {
    Map<String, Long> support = new TreeMap<>();
    for (int i = 0; i < Stance.COUNT; i++) {
      Stance stance = Stance.at(i);
      support.put(stance.label(), truth.stream().filter(stance::equals).count());
    }
    return support;
  }

  private static @Nullable FrameQuality frames(
      TrainingSet set, boolean @Nullable [][] tfIdf, boolean[][] model, JobSpec spec) {
    int[] rows = set.framedRows();
    if (rows.length == 0 || set.codebook().frames().isEmpty()) {
      return null;
    }
    return FrameQuality.of(
        set.codebook().frameIds(),
        IntStream.of(rows).mapToObj(set.articles()::get).toList(),
        IntStream.of(rows).mapToObj(set::framesOrNone).toArray(boolean[][]::new),
        tfIdf,
        model,
        ClusterBootstrap.standard(spec.seed()));
  }
}
