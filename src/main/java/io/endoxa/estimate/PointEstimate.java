package io.endoxa.estimate;

/**
 * A share that is estimated from labels by hand, with what each article contributes to it. Its
 * interval is that of {@link Estimate#of}.
 */
final class PointEstimate {
  private final double share;
  private final double[] contribution;
  private final int fitted;
  private final CellSums sums;

  /**
   * An estimate.
   *
   * @param share may lie outside of 0 to 1
   * @param contribution of an article to the share, as coefficients of its quantities
   * @param fitted how many numbers were fitted, the share among them
   */
  PointEstimate(double share, double[] contribution, int fitted, CellSums sums) {
    this.share = share;
    this.contribution = contribution.clone();
    this.fitted = fitted;
    this.sums = sums;
  }

  double share() {
    return share;
  }

  /** Between articles. */
  double variance() {
    return sums.variance(contribution, fitted);
  }

  /**
   * The variance that intervals take, which counts one mistake more than was seen. Where a stance
   * is rare, a sample may hold no mistake at all, and an interval by the standard error alone would
   * have no width: of 1,000 simulated samples of 60 labels with a share of 2.5 % it held the truth
   * in 79 %.
   */
  double cautiousVariance() {
    double more = 1.0 / sums.labelled();
    return variance() + more * more;
  }

  /** The covariance with the share of a later period, which articles of both periods cause. */
  double covariance(PointEstimate later, ChangeSums both) {
    return both.product(contribution, later.contribution)
        * Math.sqrt(sums.forFew(fitted) * later.sums.forFew(later.fitted));
  }

  /** The degrees of freedom of Student's t. */
  double freedom() {
    return sums.labelledArticles() - fitted;
  }
}
