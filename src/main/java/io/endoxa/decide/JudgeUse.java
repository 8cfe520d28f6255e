package io.endoxa.decide;

/**
 * What the judge costs and brings for one question, measured on held-out pairs.
 *
 * @param gate and how many pairs it lets pass and loses
 * @param read passing pairs that the judge has read, to which the next three belong
 * @param headsLoss log-loss of the heads without the judge, in nats per pair
 * @param judgedLoss log-loss of heads and judge together
 * @param standardError of the difference, over articles
 * @param kept whether the model asks the judge about this question
 */
public record JudgeUse(
    JudgeGate.Fitted gate,
    int read,
    double headsLoss,
    double judgedLoss,
    double standardError,
    boolean kept) {
  /** Pairs that the judge is asked about, of 1,000. */
  public double callsPerThousandPairs() {
    return kept && gate.pairs() > 0 ? 1000.0 * gate.passed() / gate.pairs() : 0;
  }

  /** The share of the related pairs that the gate keeps from the judge; 0 without related pairs. */
  public double lost() {
    return gate.related() == 0 ? 0 : (double) gate.lost() / gate.related();
  }
}
