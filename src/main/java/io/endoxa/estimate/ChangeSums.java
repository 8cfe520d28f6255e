package io.endoxa.estimate;

import java.util.Arrays;

/**
 * What the articles of two periods come to, for one question and stance: the sums of each period,
 * and products over the articles that stand in both, as one does whose copies are of another month.
 * From them follow the change between the periods and its variance between articles.
 *
 * <p>Each article is added once, whole. Not safe for use by several threads.
 */
public final class ChangeSums implements MergeableSums<ChangeSums> {
  private static final int Q = CellSums.QUANTITIES;

  /** How many numbers {@link #toArray} has. */
  public static final int LENGTH = 2 * CellSums.LENGTH + Q * Q;

  private final CellSums from;
  private final CellSums to;
  private final double[] products;

  private ChangeSums(CellSums from, CellSums to, double[] products) {
    this.from = from;
    this.to = to;
    this.products = products;
  }

  /** Of no article. */
  public ChangeSums() {
    this(new CellSums(), new CellSums(), new double[Q * Q]);
  }

  /** What {@link #toArray} gave. */
  public static ChangeSums ofArray(double[] values) {
    if (values.length != LENGTH) {
      throw new IllegalArgumentException(values.length + " numbers, expected " + LENGTH);
    }
    int second = CellSums.LENGTH;
    int third = 2 * CellSums.LENGTH;
    return new ChangeSums(
        CellSums.ofArray(Arrays.copyOf(values, second)),
        CellSums.ofArray(Arrays.copyOfRange(values, second, third)),
        Arrays.copyOfRange(values, third, LENGTH));
  }

  @Override
  public double[] toArray() {
    double[] values = Arrays.copyOf(from.toArray(), LENGTH);
    System.arraycopy(to.toArray(), 0, values, CellSums.LENGTH, CellSums.LENGTH);
    System.arraycopy(products, 0, values, 2 * CellSums.LENGTH, Q * Q);
    return values;
  }

  /**
   * Adds an article.
   *
   * @param earlier its paragraphs of the first period; {@link ArticleSums#NONE} if it has none
   * @param later its paragraphs of the second period
   */
  public ChangeSums add(ArticleSums earlier, ArticleSums later) {
    from.add(earlier);
    to.add(later);
    double[] first = earlier.quantities();
    double[] second = later.quantities();
    for (int i = 0; i < Q; i++) {
      for (int j = 0; j < Q; j++) {
        products[i * Q + j] += first[i] * second[j];
      }
    }
    return this;
  }

  @Override
  public ChangeSums merge(ChangeSums other) {
    from.merge(other.from);
    to.merge(other.to);
    Arrays.setAll(products, i -> products[i] + other.products[i]);
    return this;
  }

  /** Of the first period; not to be added to. */
  public CellSums from() {
    return from;
  }

  /** Of the second period; not to be added to. */
  public CellSums to() {
    return to;
  }

  /**
   * The sum over articles of the product of two linear combinations of their quantities.
   *
   * @param earlier a coefficient for each quantity of the first period
   * @param later a coefficient for each quantity of the second period
   */
  double product(double[] earlier, double[] later) {
    double total = 0;
    for (int i = 0; i < Q; i++) {
      for (int j = 0; j < Q; j++) {
        total += earlier[i] * later[j] * products[i * Q + j];
      }
    }
    return total;
  }
}
