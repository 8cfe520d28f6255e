package io.endoxa.evaluate;

import java.util.List;

/**
 * What a random split would flatter a predictor by: paragraphs of an article, and articles of an
 * outlet, resemble each other, and a random split puts them into training and test alike. Both
 * figures are of the same test paragraphs. The interval is for other test articles, not for another
 * draw of the split: of some hundred paragraphs, the figure changes by more from draw to draw.
 *
 * @param predictor what was trained
 * @param paragraphs how many were tested
 * @param random mean macro-F1 over the questions when trained on a random rest
 * @param grouped the same when trained on other groups alone
 * @param difference the first minus the second
 */
public record Leakage(
    String predictor, long paragraphs, Metric random, Metric grouped, Difference difference) {
  /**
   * Compares both.
   *
   * @param random predictions of each question
   * @param grouped of the same questions and paragraphs
   */
  public static Leakage of(
      String predictor,
      List<StancePredictions> random,
      List<StancePredictions> grouped,
      ClusterBootstrap bootstrap) {
    return new Leakage(
        predictor,
        random.stream().mapToLong(StancePredictions::size).max().orElse(0),
        MeanScores.of(random, bootstrap).macroF1(),
        MeanScores.of(grouped, bootstrap).macroF1(),
        Difference.of("grouped", random, grouped, bootstrap));
  }
}
