package io.endoxa.estimate;

import java.util.Arrays;

/**
 * What the articles of a cell come to, for one question and stance: sums of {@link ArticleSums} and
 * of their products, from which every estimate and its variance between articles follows. A cell is
 * a part of the corpus, such as a source in a month.
 *
 * <p>Each article is added once, whole; what was added on different machines is merged in any
 * order. Not safe for use by several threads.
 */
public final class CellSums implements MergeableSums<CellSums> {
  /** How many numbers {@link #toArray} has. */
  public static final int LENGTH = 23;

  // The quantities of an article, by their place in sums, products and coefficients.
  static final int PARAGRAPHS = 0;
  static final int PREDICTED = 1;
  static final int WEIGHT = 2;
  static final int WEIGHTED_TRUTH = 3;
  static final int WEIGHTED_PREDICTION = 4;
  static final int QUANTITIES = 5;

  private static final int ARTICLES = 0;
  private static final int LABELLED = 1;
  private static final int LABELLED_ARTICLES = 2;
  private static final int SUMS = 3;
  private static final int PRODUCTS = SUMS + QUANTITIES;

  private final double[] values;

  private CellSums(double[] values) {
    this.values = values;
  }

  /** Of no article. */
  public CellSums() {
    this(new double[LENGTH]);
  }

  /** What {@link #toArray} gave. */
  public static CellSums ofArray(double[] values) {
    if (values.length != LENGTH) {
      throw new IllegalArgumentException(values.length + " numbers, expected " + LENGTH);
    }
    return new CellSums(values.clone());
  }

  @Override
  public double[] toArray() {
    return values.clone();
  }

  /** Adds an article with all its paragraphs of this cell. */
  public CellSums add(ArticleSums article) {
    if (article.paragraphs() == 0) {
      return this;
    }
    double[] quantities = article.quantities();
    values[ARTICLES]++;
    values[LABELLED] += article.labelled();
    values[LABELLED_ARTICLES] += article.labelled() > 0 ? 1 : 0;
    int product = PRODUCTS;
    for (int i = 0; i < QUANTITIES; i++) {
      values[SUMS + i] += quantities[i];
      for (int j = i; j < QUANTITIES; j++) {
        values[product++] += quantities[i] * quantities[j];
      }
    }
    return this;
  }

  @Override
  public CellSums merge(CellSums other) {
    Arrays.setAll(values, i -> values[i] + other.values[i]);
    return this;
  }

  /** How many articles there are. */
  public long articles() {
    return (long) values[ARTICLES];
  }

  /** How many paragraphs there are, labelled by hand or not. */
  public long paragraphs() {
    return (long) sum(PARAGRAPHS);
  }

  /** How many paragraphs are labelled by hand. */
  public long labelled() {
    return (long) values[LABELLED];
  }

  /** How many articles have a paragraph that is labelled by hand. */
  public long labelledArticles() {
    return (long) values[LABELLED_ARTICLES];
  }

  /** How many paragraphs those labelled by hand stand for. */
  double weight() {
    return sum(WEIGHT);
  }

  double sum(int quantity) {
    return values[SUMS + quantity];
  }

  /**
   * The sum over articles of the product of two linear combinations of their quantities.
   *
   * @param first a coefficient for each quantity
   * @param second a coefficient for each quantity
   */
  double product(double[] first, double[] second) {
    double total = 0;
    int product = PRODUCTS;
    for (int i = 0; i < QUANTITIES; i++) {
      total += first[i] * second[i] * values[product++];
      for (int j = i + 1; j < QUANTITIES; j++) {
        total += (first[i] * second[j] + first[j] * second[i]) * values[product++];
      }
    }
    return total;
  }

  /**
   * The variance of the sum of what each article contributes, whose mean is 0: squares summed over
   * articles (Liang and Zeger 1986), with the correction for few of them of MacKinnon and White
   * (1985). What counts as few are the articles with labels, however many others there are.
   *
   * @param contribution as linear coefficients of an article's quantities
   * @param fitted how many numbers were fitted to make the squares small; fewer than there are
   *     articles with labels
   */
  double variance(double[] contribution, int fitted) {
    // Differences of large sums: a variance of nothing may come out a little below 0.
    return Math.max(0, product(contribution, contribution)) * forFew(fitted);
  }

  /** What a variance is multiplied by, since the fitted numbers make the squares smaller. */
  double forFew(int fitted) {
    return values[LABELLED_ARTICLES] / (values[LABELLED_ARTICLES] - fitted);
  }
}
