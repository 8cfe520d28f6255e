package io.endoxa.decide;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;

/**
 * Keeps pairs from the judge that the heads find plainly unrelated.
 *
 * @param threshold the highest probability of unrelated with which a pair passes, from 0 to 1; 1
 *     lets every pair pass
 */
public record JudgeGate(double threshold) {
  /** The share of related pairs that a gate may keep from the judge. */
  public static final double MAX_LOSS = 0.005;

  /** Lets every pair pass. */
  static final JudgeGate OPEN = new JudgeGate(1);

  public JudgeGate {
    if (!(threshold >= 0 && threshold <= 1)) {
      throw new IllegalArgumentException("threshold " + threshold + " is not from 0 to 1");
    }
  }

  /** Whether the judge is to read a pair. */
  public boolean passes(double unrelated) {
    return unrelated <= threshold;
  }

  /** What a gate's threshold was fitted to. */
  public enum Basis {
    /** The related pairs of its question. */
    OWN,
    /** The related pairs of all questions, because its own are too few. */
    POOLED,
    /** Nothing: all questions together have too few related pairs, so every pair passes. */
    OPEN
  }

  /**
   * A gate and what it does to the pairs that it was fitted to.
   *
   * @param pairs how many there are
   * @param passed how many pass
   * @param related how many are related
   * @param lost how many related ones do not pass
   */
  public record Fitted(JudgeGate gate, Basis basis, int pairs, int passed, int related, int lost) {}

  /**
   * The gate of each question that keeps the most pairs back while at most {@code maxLoss} of the
   * related ones are expected to be lost.
   *
   * <p>With n related pairs it keeps back at most {@code maxLoss (n + 1) - 1} of them: then the
   * expected loss among further pairs of the same kind is at most {@code maxLoss} (conformal risk
   * control, Angelopoulos et al. 2022, theorem 1). That takes {@code n >= 1 / maxLoss - 1}, 199 for
   * half a percent. A question with fewer gets the gate of all questions together, opened as far as
   * all of its own related pairs need; if even those are too few, its gate is open.
   *
   * @param unrelated {@code [question][pair]}: held-out probabilities of unrelated
   * @param related {@code [question][pair]}
   * @param maxLoss above 0, below 1
   */
  public static List<Fitted> fit(double[][] unrelated, boolean[][] related, double maxLoss) {
    if (!(maxLoss > 0 && maxLoss < 1)) {
      throw new IllegalArgumentException("maxLoss " + maxLoss + " is not between 0 and 1");
    }
    List<double[]> ofRelated = new ArrayList<>();
    for (int q = 0; q < unrelated.length; q++) {
      ofRelated.add(ofRelated(unrelated[q], related[q]));
    }
    double[] pooled = ofRelated.stream().flatMapToDouble(Arrays::stream).sorted().toArray();
    List<Fitted> fitted = new ArrayList<>();
    for (int q = 0; q < unrelated.length; q++) {
      double[] own = ofRelated.get(q);
      Basis basis =
          mayLose(own, maxLoss) >= 0
              ? Basis.OWN
              : mayLose(pooled, maxLoss) >= 0 ? Basis.POOLED : Basis.OPEN;
      double threshold =
          switch (basis) {
            case OWN -> threshold(own, maxLoss);
            case POOLED ->
                Math.max(threshold(pooled, maxLoss), own.length == 0 ? 0 : own[own.length - 1]);
            case OPEN -> 1;
          };
      fitted.add(counted(new JudgeGate(threshold), basis, unrelated[q], related[q]));
    }
    return List.copyOf(fitted);
  }

  /** The probabilities of the related pairs, from the lowest. */
  private static double[] ofRelated(double[] unrelated, boolean[] related) {
    DoubleStream.Builder kept = DoubleStream.builder();
    for (int i = 0; i < unrelated.length; i++) {
      if (related[i]) {
        kept.add(unrelated[i]);
      }
    }
    return kept.build().sorted().toArray();
  }

  /** How many of some related pairs may be lost; below 0 if they are too few to tell. */
  private static int mayLose(double[] ofRelated, double maxLoss) {
    // 0.005 times 200 is just above 1 or just below it, as the rounding goes.
    return (int) Math.floor(maxLoss * (ofRelated.length + 1) + 1e-9) - 1;
  }

  private static double threshold(double[] ofRelated, double maxLoss) {
    return ofRelated[ofRelated.length - 1 - mayLose(ofRelated, maxLoss)];
  }

  private static Fitted counted(
      JudgeGate gate, Basis basis, double[] unrelated, boolean[] related) {
    int passed = 0;
    int relatedPairs = 0;
    int lost = 0;
    for (int i = 0; i < unrelated.length; i++) {
      boolean passes = gate.passes(unrelated[i]);
      passed += passes ? 1 : 0;
      relatedPairs += related[i] ? 1 : 0;
      lost += related[i] && !passes ? 1 : 0;
    }
    return new Fitted(gate, basis, unrelated.length, passed, relatedPairs, lost);
  }
}
