package io.endoxa.job;

import io.endoxa.classify.LinearStanceHead;
import io.endoxa.classify.NeuralStanceHead;
import io.endoxa.classify.ParagraphFeatures;
import io.endoxa.classify.StanceHead;
import io.endoxa.codebook.Stance;
import io.endoxa.decide.Baselines;
import io.endoxa.decide.Calibration;
import io.endoxa.decide.CalibrationFit;
import io.endoxa.decide.FrameThreshold;
import io.endoxa.decide.HeldOut;
import io.endoxa.decide.RiskRule;
import io.endoxa.evaluate.GroupedFolds;
import io.endoxa.evaluate.MajorityBaseline;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What heads say about paragraphs of sources they were not trained on, and what is learned from
 * that: calibration and thresholds.
 *
 * <p>The model's own predictions are calibrated with the other folds alone, so that no figure is
 * measured on what it was fitted to. Arrays: {@code [question][paragraph]}.
 */
final class CrossValidation {
  private final TrainingSet set;
  private final int folds;
  private final int[] foldOf;
  private final float[][][][] headLogits;
  private final float[][][] baselineLogits;
  private final Stance[][] majority;
  private final float[][] frameProbabilities;

  /**
   * Assigns the folds: whole sources.
   *
   * @param heads how many heads a fold will have
   */
  CrossValidation(TrainingSet set, int folds, int heads) {
    int questions = set.codebook().questions().size();
    this.set = set;
    this.folds = folds;
    this.foldOf = GroupedFolds.assign(set.groups(), folds);
    this.headLogits = new float[heads][questions][set.size()][];
    this.baselineLogits = new float[questions][set.size()][];
    this.majority = new Stance[questions][set.size()];
    this.frameProbabilities = new float[set.codebook().frames().size()][set.size()];
  }

  /** The fold of each paragraph. */
  int[] foldOf() {
    return foldOf.clone();
  }

  /** The paragraphs that are trained on while a fold is held out. */
  int[] trainingRows(int heldOut) {
    return IntStream.range(0, set.size()).filter(i -> foldOf[i] != heldOut).toArray();
  }

  int[] testRows(int fold) {
    return IntStream.range(0, set.size()).filter(i -> foldOf[i] == fold).toArray();
  }

  /** Scores a held-out fold with the heads and the baseline that were trained without it. */
  void score(int fold, LinearHeads linear, NeuralStanceHead neural, LinearStanceHead baseline) {
    List<StanceHead> heads = List.of(linear.stances(), neural);
    int[] training = trainingRows(fold);
    for (int question = 0; question < majority.length; question++) {
      Stance mostFrequent = MajorityBaseline.fit(set.stances(training, question)).stance();
      for (int row : testRows(fold)) {
        ParagraphFeatures features = set.features().get(row);
        for (int head = 0; head < heads.size(); head++) {
          headLogits[head][question][row] = heads.get(head).logits(features, question);
        }
        baselineLogits[question][row] = baseline.logits(Baselines.termsAlone(features), question);
        majority[question][row] = mostFrequent;
      }
    }
    if (linear.frames() != null) {
      for (int row : testRows(fold)) {
        float[] logits = linear.frames().logits(set.features().get(row));
        for (int frame = 0; frame < logits.length; frame++) {
          frameProbabilities[frame][row] = (float) (1 / (1 + Math.exp(-logits[frame])));
        }
      }
    }
  }

  /** The calibration of the final model: fitted to every held-out prediction. */
  Calibration calibration() {
    return new CalibrationFit(heldOut()).calibration();
  }

  /** When labels count, so that at most this share of them is wrong. */
  RiskRule riskRule(double maxError) {
    return RiskRule.fit(modelProbabilities(), labels(), set.articles(), maxError);
  }

  private HeldOut heldOut() {
    return new HeldOut(headLogits, labels(), set.articles());
  }

  /** {@code [question][paragraph]}. */
  private int[][] labels() {
    return IntStream.range(0, majority.length)
        .mapToObj(
            question ->
                IntStream.of(set.allRows())
                    .map(row -> set.stance(row, question).position())
                    .toArray())
        .toArray(int[][]::new);
  }

  /** The model's probabilities, {@code [question][paragraph][stance]}. */
  float[][][] modelProbabilities() {
    HeldOut heldOut = heldOut();
    float[][][] probabilities = new float[majority.length][set.size()][];
    for (int fold = 0; fold < folds; fold++) {
      Calibration calibration = new CalibrationFit(heldOut.only(trainingRows(fold))).calibration();
      for (int question = 0; question < probabilities.length; question++) {
        for (int row : testRows(fold)) {
          float[][] logits = new float[headLogits.length][];
          for (int head = 0; head < logits.length; head++) {
            logits[head] = headLogits[head][question][row];
          }
          probabilities[question][row] = calibration.probabilities(logits, question);
        }
      }
    }
    return probabilities;
  }

  /** The predictions of one head, by its place in the model. */
  List<Stance> headPredictions(int head, int question) {
    return mostLikely(headLogits[head][question]);
  }

  List<Stance> baselinePredictions(int question) {
    return mostLikely(baselineLogits[question]);
  }

  List<Stance> majorityPredictions(int question) {
    return List.of(majority[question]);
  }

  static List<Stance> mostLikely(float[][] scores) {
    return Arrays.stream(scores).map(Stance::mostLikely).toList();
  }

  /** The thresholds of the final model: fitted to every held-out prediction. */
  List<Double> frameThresholds() {
    return frameThresholds(set.framedRows());
  }

  private List<Double> frameThresholds(int[] rows) {
    List<Double> thresholds = new ArrayList<>();
    for (int frame = 0; frame < frameProbabilities.length; frame++) {
      float[] probabilities = new float[rows.length];
      boolean[] present = new boolean[rows.length];
      for (int i = 0; i < rows.length; i++) {
        probabilities[i] = frameProbabilities[frame][rows[i]];
        present[i] = set.framesOrNone(rows[i])[frame];
      }
      thresholds.add(FrameThreshold.best(probabilities, present));
    }
    return thresholds;
  }

  /** Predicted frames, {@code [framed row][frame]}, with thresholds from the other folds. */
  boolean[][] framePredictions() {
    int[] rows = set.framedRows();
    boolean[][] predicted = new boolean[rows.length][frameProbabilities.length];
    for (int fold = 0; fold < folds; fold++) {
      int heldOut = fold;
      List<Double> thresholds =
          frameThresholds(IntStream.of(rows).filter(row -> foldOf[row] != heldOut).toArray());
      for (int i = 0; i < rows.length; i++) {
        for (int frame = 0; foldOf[rows[i]] == fold && frame < thresholds.size(); frame++) {
          predicted[i][frame] = frameProbabilities[frame][rows[i]] >= thresholds.get(frame);
        }
      }
    }
    return predicted;
  }
}
