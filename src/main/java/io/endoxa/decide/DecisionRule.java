package io.endoxa.decide;

/**
 * When a label of one question counts.
 *
 * @param minConfidence the least probability of the most likely stance, from 0 (never abstain) to
 *     1; infinite where no confidence is enough, as in {@link #NEVER}
 */
public record DecisionRule(double minConfidence) {
  /** No label counts: there is no confidence at which errors are as rare as they are to be. */
  public static final DecisionRule NEVER = new DecisionRule(Double.POSITIVE_INFINITY);

  public DecisionRule {
    if (!(minConfidence >= 0 && minConfidence <= 1) && !never(minConfidence)) {
      throw new IllegalArgumentException("minConfidence " + minConfidence + " is not from 0 to 1");
    }
  }

  /** Whether some label may count. */
  public boolean answers() {
    return !never(minConfidence);
  }

  private static boolean never(double minConfidence) {
    return minConfidence == Double.POSITIVE_INFINITY;
  }

  /** The most likely stance, or an abstention if it is not likely enough. */
  public Decision decide(float[] probabilities) {
    Decision decision = new Decision(probabilities, null);
    if (decision.confidence() >= minConfidence) {
      return decision;
    }
    return new Decision(
        probabilities, answers() ? AbstainReason.LOW_CONFIDENCE : AbstainReason.TARGET_UNREACHABLE);
  }
}
