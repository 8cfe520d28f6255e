package io.endoxa.estimate;

/**
 * Design-based supervised learning (Egami, Hinck, Stewart and Wei 2023): the mean over all
 * paragraphs of the prediction, to which for those labelled by hand (label - prediction) divided by
 * the inclusion probability is added. Unbiased whatever the classifier gets wrong, if the inclusion
 * probabilities are right and predictions were made without the labels. Variance between articles.
 *
 * <p>The share is that of all articles that might have been written, of which the corpus is a
 * sample. For the share in just these articles the interval is too wide, the more so the more of
 * them are labelled by hand.
 */
public final class DesignBased {
  private static final int FITTED = 1; // The share.

  private DesignBased() {}

  /** The estimate of a cell with at least two articles with labels. */
  public static Estimate estimate(CellSums sums) {
    double paragraphs = sums.sum(CellSums.PARAGRAPHS);
    double share =
        (sums.sum(CellSums.PREDICTED)
                + sums.sum(CellSums.WEIGHTED_TRUTH)
                - sums.sum(CellSums.WEIGHTED_PREDICTION))
            / paragraphs;
    double[] contribution = new double[CellSums.QUANTITIES];
    contribution[CellSums.PARAGRAPHS] = -share / paragraphs;
    contribution[CellSums.PREDICTED] = 1 / paragraphs;
    contribution[CellSums.WEIGHTED_TRUTH] = 1 / paragraphs;
    contribution[CellSums.WEIGHTED_PREDICTION] = -1 / paragraphs;
    return Estimate.of(new PointEstimate(share, contribution, FITTED, sums));
  }
}
