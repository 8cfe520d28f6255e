package io.endoxa.estimate;

/**
 * What the paragraphs of one article come to, for one question and stance. Parts of an article are
 * put together by {@link #plus}, in any order.
 *
 * <p>A weight is 1 divided by the probability with which a paragraph got into the sample that was
 * labelled by hand: how many paragraphs it stands for.
 *
 * @param paragraphs all, whether labelled by hand or not
 * @param labelled how many of them are labelled by hand
 * @param predicted sum of all predictions
 * @param weight sum of the weights of those labelled by hand
 * @param weightedTruth sum of the weights of those that have the stance by hand
 * @param weightedPrediction sum of weight times prediction, of those labelled by hand
 */
public record ArticleSums(
    long paragraphs,
    long labelled,
    double predicted,
    double weight,
    double weightedTruth,
    double weightedPrediction) {
  /** Of no paragraph. */
  public static final ArticleSums NONE = new ArticleSums(0, 0, 0, 0, 0, 0);

  /**
   * A paragraph that nobody has labelled by hand.
   *
   * @param prediction how likely the stance is by the classifier, or 1 and 0; 0 to 1
   */
  public static ArticleSums unlabelled(double prediction) {
    requireShare(prediction, "prediction");
    return new ArticleSums(1, 0, prediction, 0, 0, 0);
  }

  /**
   * A paragraph of the sample that was labelled by hand.
   *
   * @param prediction of a classifier that has not seen the label of this paragraph; 0 to 1
   * @param truth whether it has the stance by hand
   * @param inclusionProbability with which the paragraph was drawn; above 0, at most 1
   */
  public static ArticleSums labelled(
      double prediction, boolean truth, double inclusionProbability) {
    requireShare(prediction, "prediction");
    requireShare(inclusionProbability, "inclusion probability");
    if (inclusionProbability == 0) {
      throw new IllegalArgumentException("inclusion probability 0 of a paragraph that was drawn");
    }
    double weight = 1 / inclusionProbability;
    return new ArticleSums(1, 1, prediction, weight, truth ? weight : 0, weight * prediction);
  }

  private static void requireShare(double value, String what) {
    if (!(value >= 0 && value <= 1)) {
      throw new IllegalArgumentException(what + " " + value + ", expected 0 to 1");
    }
  }

  /** These paragraphs and others of the same article. */
  public ArticleSums plus(ArticleSums other) {
    return new ArticleSums(
        paragraphs + other.paragraphs,
        labelled + other.labelled,
        predicted + other.predicted,
        weight + other.weight,
        weightedTruth + other.weightedTruth,
        weightedPrediction + other.weightedPrediction);
  }

  /** The quantities that {@link CellSums} sums, in its order. */
  double[] quantities() {
    return new double[] {paragraphs, predicted, weight, weightedTruth, weightedPrediction};
  }
}
