package io.endoxa.decide;

import java.util.Arrays;
import org.apache.commons.math3.distribution.BetaDistribution;

/**
 * How large the share of errors may be, given those that were seen: the one-sided bound of Clopper
 * and Pearson (1934), with the number of examples divided by the design effect, which is how much
 * less paragraphs of the same articles say than as many paragraphs of different articles would
 * (Korn and Graubard 1998).
 *
 * <p>A few errors do not tell whether errors come together. So the design effect is that of the
 * examples and one more article, all wrong: without errors it is about the size of an article, and
 * articles are what counts; with many errors, nearly what they show.
 */
final class ErrorBound {
  private ErrorBound() {}

  /** How many articles of one example, without an error, keep a bound at or below {@code share}. */
  static int fewest(double share, double level) {
    return (int) Math.ceil(Math.log(1 - level) / Math.log(1 - share));
  }

  /**
   * The bound, from 0 to 1; 1 without examples.
   *
   * @param wrong 1 for an error, 0 for none
   * @param articles the article of each example, from 0
   * @param level how often the bound is to be right, such as 0.95
   */
  static double high(double[] wrong, int[] articles, double level) {
    double effect = designEffect(wrong, articles);
    double all = Arrays.stream(wrong).sum();
    double errors = all / effect;
    double hits = (wrong.length - all) / effect;
    // Without a source of randomness: nothing is drawn.
    return hits > 0
        ? new BetaDistribution(null, errors + 1, hits).inverseCumulativeProbability(level)
        : 1;
  }

  private static double designEffect(double[] wrong, int[] articles) {
    double[] sizes = new double[Arrays.stream(articles).max().orElse(0) + 1];
    double[] errors = new double[sizes.length];
    for (int i = 0; i < wrong.length; i++) {
      sizes[articles[i]]++;
      errors[articles[i]] += wrong[i];
    }
    // One more article, all wrong, as large as the one that an example is from is on average.
    double more = Arrays.stream(sizes).map(size -> size * size).sum() / Math.max(1, wrong.length);
    double all = wrong.length + more;
    double share = (Arrays.stream(errors).sum() + more) / all;
    double squares = more * (1 - share) * more * (1 - share);
    int count = 1;
    for (int i = 0; i < sizes.length; i++) {
      double deviation = errors[i] - share * sizes[i];
      squares += deviation * deviation;
      count += sizes[i] > 0 ? 1 : 0;
    }
    double ofArticles = squares * count / (count - 1) / (all * all);
    double alone = share * (1 - share) / (all - 1);
    return alone > 0 ? Math.max(1, ofArticles / alone) : 1;
  }
}
