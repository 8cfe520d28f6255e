package io.endoxa.decide;

import io.endoxa.codebook.Stance;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What was decided for a paragraph and a question. An abstention keeps the most likely stance, so
 * that a reader may set another threshold; {@link #abstained} says not to count it as a label.
 */
public final class Decision {
  private static final double TOLERANCE = 1e-6;

  private final Stance stance;
  private final float[] probabilities;
  private final @Nullable AbstainReason abstainReason;

  /**
   * A decision for the most likely stance; of equals, the first.
   *
   * @param probabilities one per {@link Stance}, summing to 1 within 1e-6; copied
   * @param abstainReason null for a label that counts
   */
  public Decision(float[] probabilities, @Nullable AbstainReason abstainReason) {
    double sum = 0;
    for (float probability : probabilities) {
      sum += probability;
    }
    if (probabilities.length != Stance.COUNT || !(Math.abs(sum - 1) <= TOLERANCE)) {
      throw new IllegalArgumentException(
          "probabilities %s, expected %d that sum to 1"
              .formatted(Arrays.toString(probabilities), Stance.COUNT));
    }
    this.probabilities = probabilities.clone();
    this.stance = Stance.mostLikely(probabilities);
    this.abstainReason = abstainReason;
  }

  /** The most likely stance, also where the decision is an abstention. */
  public Stance stance() {
    return stance;
  }

  /** One per {@link Stance}, in the order of its constants; a copy. */
  public float[] probabilities() {
    return probabilities.clone();
  }

  /** The probability of one stance. */
  public float probability(Stance of) {
    return probabilities[of.position()];
  }

  /** The probability of {@link #stance}. */
  public float confidence() {
    return probability(stance);
  }

  public boolean abstained() {
    return abstainReason != null;
  }

  /** Empty for a label that counts. */
  public Optional<AbstainReason> abstainReason() {
    return Optional.ofNullable(abstainReason);
  }
}
