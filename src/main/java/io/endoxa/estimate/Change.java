package io.endoxa.estimate;

import org.apache.commons.math3.distribution.TDistribution;

/**
 * How much a share has grown between two periods, with its 95 % interval; all within -1 to 1.
 *
 * @param pValue how likely a change at least as large is to be found, either way, where there is
 *     none
 */
public record Change(double change, double low, double high, double pValue) {
  /**
   * The difference of the shares of two periods by {@link PredictionPowered}. Articles that stand
   * in both periods count by their covariance. The degrees of freedom of Student's t are those of
   * Welch (1947), for periods with different variances.
   */
  static Change of(ChangeSums sums) {
    PointEstimate from = PredictionPowered.point(sums.from());
    PointEstimate to = PredictionPowered.point(sums.to());
    double earlier = from.cautiousVariance();
    double later = to.cautiousVariance();
    double standardError = Math.sqrt(earlier + later - 2 * from.covariance(to, sums));
    double freedom =
        (earlier + later)
            * (earlier + later)
            / (earlier * earlier / from.freedom() + later * later / to.freedom());
    double change = to.share() - from.share();
    double half = Estimate.quantile(freedom) * standardError;
    double tail =
        new TDistribution(null, freedom).cumulativeProbability(-Math.abs(change) / standardError);
    return new Change(within(change), within(change - half), within(change + half), 2 * tail);
  }

  private static double within(double change) {
    return Math.min(1, Math.max(-1, change));
  }
}
