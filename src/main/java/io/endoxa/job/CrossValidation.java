package io.endoxa.job;

import io.endoxa.classify.LinearFrameHead;
import io.endoxa.classify.StanceHead;
import io.endoxa.codebook.Stance;
import io.endoxa.decide.Baselines;
import io.endoxa.decide.Calibration;
import io.endoxa.decide.CalibrationFit;
import io.endoxa.decide.HeldOut;
import io.endoxa.decide.RiskRule;
import io.endoxa.evaluate.GroupedFolds;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

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
  private final List<String> heads;
  private final float[][][][] headLogits;
  private final float[][][][] baselineLogits;
  private final Stance[][] majority;
  private final HeldOutFrames frames;
  private final HeldOutFrames baselineFrames;

  /**
   * Assigns the folds: whole sources.
   *
   * @param heads the names of the heads that a fold will have, in the order of the model
   */
  CrossValidation(TrainingSet set, int folds, List<String> heads) {
    int questions = set.codebook().questions().size();
    this.set = set;
    this.folds = folds;
    this.foldOf = GroupedFolds.assign(set.groups(), folds);
    this.heads = List.copyOf(heads);
    this.headLogits = new float[heads.size()][questions][set.size()][];
    this.baselineLogits = new float[Baselines.HEADS.size()][questions][set.size()][];
    this.majority = new Stance[questions][set.size()];
    this.frames = new HeldOutFrames(set, foldOf);
    this.baselineFrames = new HeldOutFrames(set, foldOf);
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

  /** Another validation with the same folds and predictions, but for one head. */
  CrossValidation with(String head, IntFunction<StanceHead> ofFold) {
    CrossValidation other = new CrossValidation(this);
    int changed = heads.indexOf(head);
    other.headLogits[changed] = new float[majority.length][set.size()][];
    for (int fold = 0; fold < folds; fold++) {
      other.scoreFold(fold, ofFold.apply(fold), other.headLogits[changed]);
    }
    return other;
  }

  private CrossValidation(CrossValidation other) {
    this.set = other.set;
    this.folds = other.folds;
    this.foldOf = other.foldOf;
    this.heads = other.heads;
    this.headLogits = other.headLogits.clone();
    this.baselineLogits = other.baselineLogits;
    this.majority = other.majority;
    this.frames = other.frames;
    this.baselineFrames = other.baselineFrames;
  }

  /**
   * Scores a held-out fold with what was trained without it.
   *
   * @param headsOfFold in the order of {@link #heads}
   */
  void score(
      int fold,
      List<StanceHead> headsOfFold,
      @Nullable LinearFrameHead frameHead,
      Baselines baselines) {
    for (int head = 0; head < headLogits.length; head++) {
      scoreFold(fold, headsOfFold.get(head), headLogits[head]);
    }
    List<StanceHead> baselineHeads = baselines.heads(set.codebook());
    for (int baseline = 0; baseline < baselineLogits.length; baseline++) {
      scoreFold(fold, baselineHeads.get(baseline), baselineLogits[baseline]);
    }
    for (int row : testRows(fold)) {
      for (int question = 0; question < majority.length; question++) {
        majority[question][row] = baselines.majority().get(question);
      }
      if (frameHead != null) {
        frames.put(row, frameHead.probabilities(set.features().get(row)));
        baselineFrames.put(row, baselines.frameProbabilities(set.features().get(row)));
      }
    }
  }

  private void scoreFold(int fold, StanceHead head, float[][][] logits) {
    for (int row : testRows(fold)) {
      for (int question = 0; question < logits.length; question++) {
        logits[question][row] = head.logits(set.features().get(row), question);
      }
    }
  }

  /** The calibration of the final model: fitted to every held-out prediction. */
  Calibration calibration() {
    return new CalibrationFit(heldOut()).calibration();
  }

  /** When labels count, so that at most this share of them is wrong. */
  RiskRule riskRule(double maxError) {
    return RiskRule.fit(modelProbabilities(), set.positions(), set.articles(), maxError);
  }

  /** What the heads of the other folds say. */
  HeldOut heldOut() {
    return new HeldOut(headLogits, set.positions(), set.articles());
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

  /** The names of the heads, in the order of the model. */
  List<String> heads() {
    return heads;
  }

  /** The logits of one head, {@code [paragraph][stance]}. */
  float[][] headLogits(String head, int question) {
    return headLogits[heads.indexOf(head)][question];
  }

  /** The logits of one of {@link Baselines#HEADS}, {@code [paragraph][stance]}. */
  float[][] baselineLogits(String baseline, int question) {
    return baselineLogits[Baselines.HEADS.indexOf(baseline)][question];
  }

  List<Stance> majorityPredictions(int question) {
    return List.of(majority[question]);
  }

  /** What the model says of frames. */
  HeldOutFrames frames() {
    return frames;
  }

  /** What the baseline says of frames. */
  HeldOutFrames baselineFrames() {
    return baselineFrames;
  }

  static List<Stance> mostLikely(float[][] scores) {
    return Arrays.stream(scores).map(Stance::mostLikely).toList();
  }
}
