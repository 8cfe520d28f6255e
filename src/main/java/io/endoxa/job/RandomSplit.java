package io.endoxa.job;

import io.endoxa.classify.StanceHead;
import io.endoxa.decide.Softmax;
import io.endoxa.evaluate.ClusterBootstrap;
import io.endoxa.evaluate.GroupedFolds;
import io.endoxa.evaluate.Leakage;
import io.endoxa.evaluate.NamedPredictions;
import io.endoxa.evaluate.StancePredictions;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Folds of paragraphs drawn at random, which tear articles and outlets apart: what a head that is
 * trained on the others scores too high is the leakage that grouping by source prevents. As many
 * folds are scored as hold enough paragraphs for a figure, or all of them.
 */
final class RandomSplit {
  private static final int ENOUGH_PARAGRAPHS = 500;

  private final TrainingSet set;
  private final int[] foldOf;
  private final int folds;

  RandomSplit(TrainingSet set, int folds, long seed) {
    this.set = set;
    this.foldOf = GroupedFolds.ungrouped(set.size(), folds, seed);
    int ofFold = Math.max(1, set.size() / folds);
    this.folds = Math.min(folds, (ENOUGH_PARAGRAPHS + ofFold - 1) / ofFold);
  }

  /** How many folds are scored, from 0 on. */
  int folds() {
    return folds;
  }

  int[] trainingRows(int heldOut) {
    return IntStream.range(0, foldOf.length).filter(i -> foldOf[i] != heldOut).toArray();
  }

  /**
   * The figure of a head.
   *
   * @param withoutFold the head trained without each scored fold
   * @param grouped what predictors say of all paragraphs in the grouped cross-validation, the head
   *     among them
   */
  Leakage leakage(
      List<? extends StanceHead> withoutFold, List<NamedPredictions> grouped, long seed) {
    int[] rows = IntStream.range(0, foldOf.length).filter(i -> foldOf[i] < folds).toArray();
    String head = withoutFold.get(0).id();
    NamedPredictions ofHead =
        grouped.stream().filter(of -> of.name().equals(head)).findFirst().orElseThrow();
    List<String> articles = IntStream.of(rows).mapToObj(set.articles()::get).toList();
    List<StancePredictions> random =
        IntStream.range(0, set.codebook().questions().size())
            .mapToObj(
                question ->
                    StancePredictions.of(
                        articles,
                        set.stances(rows, question),
                        Arrays.stream(
                                set.logits(rows, question, row -> withoutFold.get(foldOf[row])))
                            .map(Softmax::of)
                            .toArray(float[][]::new)))
            .toList();
    return Leakage.of(
        head,
        random,
        ofHead.questions().stream().map(question -> question.only(rows)).toList(),
        ClusterBootstrap.standard(seed));
  }
}
