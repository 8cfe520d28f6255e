package io.endoxa.job;

import io.endoxa.classify.ClassWeights;
import io.endoxa.classify.HashedTerms;
import io.endoxa.classify.Idf;
import io.endoxa.classify.LinearStanceHead;
import io.endoxa.classify.ParagraphFeatures;
import io.endoxa.codebook.Stance;
import io.endoxa.evaluate.GroupedFolds;
import io.endoxa.spark.LinearHeadTrainer;
import io.endoxa.spark.LinearHeadTrainer.Target;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/**
 * A linear head of one question, trained on a few paragraphs, and what heads that were trained
 * without a paragraph's article say about it.
 *
 * <p>All of them are fitted at once and read the same terms: which terms are known, and how rare
 * they are, does not depend on labels.
 */
final class FewLabelsHead {
  /** Many, so that a head without a fold has learnt nearly as much as the head of all. */
  private static final int MOST_FOLDS = 10;

  private final LinearStanceHead heads;
  private final UnaryOperator<ParagraphFeatures> reads;
  private final int folds;
  private final float[][] outOfFold;

  /**
   * @param heads in place of questions: one without each fold, and last the one of all
   */
  private FewLabelsHead(
      LinearStanceHead heads,
      UnaryOperator<ParagraphFeatures> reads,
      int folds,
      float[][] outOfFold) {
    this.heads = heads;
    this.reads = reads;
    this.folds = folds;
    this.outOfFold = outOfFold;
  }

  /**
   * Trains.
   *
   * @param set that the paragraphs are of
   * @param reads what the head sees of a paragraph
   * @throws io.endoxa.error.UserException if they are of one article alone
   */
  static FewLabelsHead train(
      LinearHeadTrainer trainer,
      TrainingSet set,
      FewLabels few,
      UnaryOperator<ParagraphFeatures> reads) {
    List<ParagraphFeatures> features =
        few.rows().stream().map(set.features()::get).map(reads).toList();
    Idf idf =
        Idf.fit(
            features.stream().map(ParagraphFeatures::terms).toList(),
            HashedTerms.DEFAULT_DIMENSION);
    int[] classes =
        few.rows().stream().mapToInt(row -> set.stance(row, few.question()).position()).toArray();
    List<String> articles = few.rows().stream().map(set.articles()::get).toList();
    int folds = Math.min(MOST_FOLDS, Math.max(2, few.articles(set).size()));
    int[] foldOf = GroupedFolds.assign(articles, folds);
    List<Target> targets = new ArrayList<>();
    for (int fold = 0; fold < folds; fold++) {
      int heldOut = fold;
      targets.add(target(classes, i -> foldOf[i] != heldOut));
    }
    targets.add(target(classes, i -> true));
    LinearStanceHead heads = LinearHeads.stanceHead(idf, trainer.fit(features, idf, targets));
    float[][] outOfFold =
        IntStream.range(0, classes.length)
            .mapToObj(i -> heads.logits(features.get(i), foldOf[i]))
            .toArray(float[][]::new);
    return new FewLabelsHead(heads, reads, folds, outOfFold);
  }

  /** With the stances that are left weighted alike; the other rows are left out. */
  private static Target target(int[] classes, IntPredicate trainedOn) {
    int[] kept = IntStream.range(0, classes.length).filter(trainedOn).toArray();
    float[] balanced =
        ClassWeights.balanced(
            new int[kept.length], IntStream.of(kept).map(i -> classes[i]).toArray(), 1);
    int[] learnt = new int[classes.length];
    Arrays.fill(learnt, Target.LEFT_OUT);
    float[] weights = new float[classes.length];
    for (int i = 0; i < kept.length; i++) {
      learnt[kept[i]] = classes[kept[i]];
      weights[kept[i]] = balanced[i];
    }
    return new Target(learnt, weights, Stance.COUNT);
  }

  /** What the head of all paragraphs says about any other, {@code [stance]}. */
  float[] logits(ParagraphFeatures paragraph) {
    return heads.logits(reads.apply(paragraph), folds);
  }

  /** {@code [paragraph][stance]}: about those it was trained on, each by a head without it. */
  float[][] outOfFold() {
    return outOfFold;
  }
}
