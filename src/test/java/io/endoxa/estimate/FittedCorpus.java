package io.endoxa.estimate;

import java.util.Arrays;
import java.util.Random;

/**
 * A corpus whose classifier is fitted to the labels by hand, and fits them far too well: it
 * remembers the labels of paragraphs with the same mark, of which there are as many as paragraphs,
 * and knows the mean of all labels for others. The mark says nothing of the stance.
 */
final class FittedCorpus {
  static final double TRUTH = 0.3;
  private static final int ARTICLES = 300;
  private static final int MOST_PARAGRAPHS = 9;
  private static final int MARKS = 1500;
  private static final double DRAWN = 0.25;

  private final int[][] marks = new int[ARTICLES][];
  private final boolean[][] truths = new boolean[ARTICLES][];
  private final boolean[][] drawn = new boolean[ARTICLES][];

  FittedCorpus(long seed) {
    Random random = new Random(seed);
    for (int article = 0; article < ARTICLES; article++) {
      int size = 1 + random.nextInt(MOST_PARAGRAPHS);
      double share = TRUTH * (random.nextBoolean() ? 1.7 : 0.3);
      marks[article] = new int[size];
      truths[article] = new boolean[size];
      drawn[article] = new boolean[size];
      for (int i = 0; i < size; i++) {
        marks[article][i] = random.nextInt(MARKS);
        truths[article][i] = random.nextDouble() < share;
        drawn[article][i] = random.nextDouble() < DRAWN;
      }
    }
  }

  /**
   * Sums with predictions for each fold of articles by a classifier that was fitted to the labels
   * of the others; with one fold, to all labels.
   */
  CellSums sums(int folds) {
    CellSums sums = new CellSums();
    for (int fold = 0; fold < folds; fold++) {
      double[] predictions = fit(folds, fold);
      for (int article = fold; article < ARTICLES; article += folds) {
        ArticleSums of = ArticleSums.NONE;
        for (int i = 0; i < marks[article].length; i++) {
          double prediction = predictions[marks[article][i]];
          of =
              of.plus(
                  drawn[article][i]
                      ? ArticleSums.labelled(prediction, truths[article][i], DRAWN)
                      : ArticleSums.unlabelled(prediction));
        }
        sums.add(of);
      }
    }
    return sums;
  }

  private double[] fit(int folds, int leftOut) {
    double[] labels = new double[MARKS];
    double[] stances = new double[MARKS];
    for (int article = 0; article < ARTICLES; article++) {
      for (int i = 0; i < marks[article].length; i++) {
        if (drawn[article][i] && (folds == 1 || article % folds != leftOut)) {
          labels[marks[article][i]]++;
          stances[marks[article][i]] += truths[article][i] ? 1 : 0;
        }
      }
    }
    double mean = Arrays.stream(stances).sum() / Arrays.stream(labels).sum();
    double[] predictions = new double[MARKS];
    for (int mark = 0; mark < MARKS; mark++) {
      predictions[mark] = labels[mark] == 0 ? mean : stances[mark] / labels[mark];
    }
    return predictions;
  }
}
