package io.endoxa.decide;

/**
 * A mean of values that come in clusters, with its standard error when whole clusters are drawn:
 * paragraphs of one article resemble each other (Cochran 1977, section 9A, ratio of means).
 *
 * @param mean of all values; NaN without any
 * @param standardError infinite with fewer than two clusters
 */
record ClusteredMean(double mean, double standardError) {
  /**
   * The mean of values.
   *
   * @param clusters the cluster of each value, from 0
   */
  static ClusteredMean of(double[] values, int[] clusters) {
    double sum = 0;
    int most = 0;
    for (int i = 0; i < values.length; i++) {
      sum += values[i];
      most = Math.max(most, clusters[i] + 1);
    }
    double mean = sum / values.length;
    double[] deviations = new double[most];
    boolean[] seen = new boolean[most];
    for (int i = 0; i < values.length; i++) {
      deviations[clusters[i]] += values[i] - mean;
      seen[clusters[i]] = true;
    }
    double squares = 0;
    int count = 0;
    for (int cluster = 0; cluster < most; cluster++) {
      squares += deviations[cluster] * deviations[cluster];
      count += seen[cluster] ? 1 : 0;
    }
    return new ClusteredMean(
        mean,
        count < 2
            ? Double.POSITIVE_INFINITY
            : Math.sqrt(squares * count / (count - 1)) / values.length);
  }
}
