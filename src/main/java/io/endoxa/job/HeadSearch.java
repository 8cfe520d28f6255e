package io.endoxa.job;

import io.endoxa.classify.LinearStanceHead;
import io.endoxa.classify.NeuralStanceHead;
import io.endoxa.classify.StanceHead;
import io.endoxa.classify.neural.NeuralSettings;
import io.endoxa.evaluate.Metric;
import io.endoxa.evaluate.NamedPredictions;
import io.endoxa.evaluate.StancePredictions;
import io.endoxa.report.SearchReport;
import io.endoxa.report.SearchReport.Tried;
import io.endoxa.spark.LinearHeadTrainer;
import io.endoxa.spark.NeuralTraining;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * Tries settings in the folds of cross-validation and takes those with the highest mean macro-F1.
 * The heads are trained apart, so each is searched by its own score, and the grid grows as a sum
 * and not as a product of both.
 */
final class HeadSearch {
  private final RunContext run;
  private final TrainingSet set;
  private final CrossValidation validation;
  private final int folds;
  private final int terms;

  HeadSearch(RunContext run, TrainingSet set, CrossValidation validation, int terms) {
    this.run = run;
    this.set = set;
    this.validation = validation;
    this.folds = run.spec().folds();
    this.terms = terms;
  }

  /**
   * What was found.
   *
   * @param settings the best of both heads
   */
  record Found(HeadSettings settings, List<Tried> tried) {}

  Found search(SearchGrid grid, NeuralTraining.Examples examples) {
    List<HeadSettings> linear = grid.linear();
    if (linear.size() == 1 && grid.epochs().size() == 1) {
      return new Found(linear.get(0), List.of());
    }
    run.say(
        String.format(
            Locale.ROOT,
            "searching among %d settings of the linear heads and %d of the neural head",
            linear.size(),
            grid.epochs().size()));
    List<NamedPredictions> ofLinear = linear.size() > 1 ? linear(linear) : List.of();
    List<NamedPredictions> ofNeural =
        grid.epochs().size() > 1 ? neural(grid.epochs(), examples) : List.of();
    int bestLinear = best(ofLinear);
    int bestNeural = best(ofNeural);
    List<Tried> tried = new ArrayList<>();
    for (int i = 0; i < ofLinear.size(); i++) {
      HeadSettings of = linear.get(i);
      tried.add(
          tried(
              ofLinear.get(i),
              "%s %s, %s %s"
                  .formatted(
                      JobKey.REGULARISATION.word(),
                      of.regularisation(),
                      JobKey.VECTOR_SCALE.word(),
                      of.vectorScale()),
              i == bestLinear));
    }
    for (int i = 0; i < ofNeural.size(); i++) {
      String setting = JobKey.EPOCHS.word() + " " + grid.epochs().get(i);
      tried.add(tried(ofNeural.get(i), setting, i == bestNeural));
    }
    HeadSettings best = linear.get(bestLinear);
    return new Found(
        new HeadSettings(best.regularisation(), best.vectorScale(), grid.epochs().get(bestNeural)),
        tried);
  }

  private static int best(List<NamedPredictions> tried) {
    return SearchReport.best(tried.stream().map(NamedPredictions::meanMacroF1).toList());
  }

  /** Folds times settings, side by side: each regression is too small to fill more than a core. */
  private List<NamedPredictions> linear(List<HeadSettings> settings) {
    LinearStanceHead[][] heads = new LinearStanceHead[settings.size()][folds];
    IntStream.range(0, settings.size() * folds)
        .parallel()
        .forEach(
            i -> {
              HeadSettings of = settings.get(i / folds);
              LinearHeadTrainer trainer =
                  new LinearHeadTrainer(
                      run.session(),
                      LinearHeadTrainer.Settings.standard(of.regularisation(), of.vectorScale()));
              // With the frames, as the training itself: one optimisation that stops early fits
              // both.
              heads[i / folds][i % folds] =
                  LinearHeads.train(trainer, set, validation.trainingRows(i % folds), terms)
                      .stances();
            });
    return Arrays.stream(heads).map(List::of).map(this::predictions).toList();
  }

  private List<NamedPredictions> neural(List<Integer> epochs, NeuralTraining.Examples examples) {
    List<Integer> heldOut = IntStream.range(0, folds).boxed().toList();
    NeuralSettings settings = NeuralSettings.standard(run.spec().seed());
    List<NamedPredictions> predictions = new ArrayList<>();
    for (int count : epochs) {
      List<NeuralStanceHead> heads =
          NeuralTraining.train(run.session(), examples, heldOut, settings.withEpochs(count));
      predictions.add(predictions(heads));
    }
    return predictions;
  }

  /** What heads say of the fold that each was trained without. */
  private NamedPredictions predictions(List<? extends StanceHead> ofFold) {
    int[] foldOf = validation.foldOf();
    int[] rows = set.allRows();
    return new NamedPredictions(
        ofFold.get(0).id(),
        /* baseline= */ false,
        IntStream.range(0, set.codebook().questions().size())
            .mapToObj(
                question ->
                    new StancePredictions(
                        set.articles(),
                        set.stances(rows, question),
                        CrossValidation.mostLikely(
                            set.logits(rows, question, row -> ofFold.get(foldOf[row]))),
                        null))
            .toList());
  }

  private Tried tried(NamedPredictions all, String setting, boolean chosen) {
    List<Metric> byFold =
        IntStream.range(0, folds)
            .mapToObj(
                fold ->
                    new NamedPredictions(
                            all.name(),
                            /* baseline= */ false,
                            all.questions().stream()
                                .map(question -> question.only(validation.testRows(fold)))
                                .toList())
                        .meanMacroF1())
            .toList();
    return new Tried(all.name(), setting, all.meanMacroF1(), byFold, chosen);
  }
}
