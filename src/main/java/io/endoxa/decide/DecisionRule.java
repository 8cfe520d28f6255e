package io.endoxa.decide;

/**
 * When a label counts.
 *
 * @param minConfidence the least probability of the most likely stance, from 0 (never abstain) to 1
 */
public record DecisionRule(double minConfidence) {
  public DecisionRule {
    if (!(minConfidence >= 0 && minConfidence <= 1)) {
      throw new IllegalArgumentException("minConfidence " + minConfidence + " is not from 0 to 1");
    }
  }

  /** The most likely stance, or an abstention if it is not likely enough. */
  public Decision decide(float[] probabilities) {
    Decision decision = new Decision(probabilities, null);
    return decision.confidence() >= minConfidence
        ? decision
        : new Decision(probabilities, AbstainReason.LOW_CONFIDENCE);
  }
}
