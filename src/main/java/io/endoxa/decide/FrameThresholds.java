package io.endoxa.decide;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** Chooses from which probability on each frame counts as present. */
public final class FrameThresholds {
  /** F1 settles within five or six; the bound is for numbers that would never settle. */
  private static final int MOST_ROUNDS = 50;

  private FrameThresholds() {}

  /**
   * The thresholds with the best micro-F1 on held-out examples, one per frame; of equals, the
   * highest. Each lies halfway between two neighbouring probabilities. A frame without examples has
   * 1: nothing was learned of it, a head calls it as likely as not, and it is found nowhere.
   *
   * <p>Not the best F1 of each frame for itself: for a frame that is rare or not learned, that is
   * often to find it everywhere, at the expense of all figures.
   *
   * <p>Micro-F1 is a ratio of sums over frames, and the best ratio is found exactly by turns: with
   * F as it is, every frame by itself takes the threshold with the most {@code 2 hits - F
   * predicted}, which gives the next F (Dinkelbach 1967, On nonlinear fractional programming).
   *
   * @param probabilities {@code [frame][example]}, from 0 to 1
   * @param present {@code [frame][example]}
   */
  public static List<Double> fit(float[][] probabilities, boolean[][] present) {
    List<Cuts> frames = new ArrayList<>();
    long positives = 0;
    for (int frame = 0; frame < probabilities.length; frame++) {
      Cuts cuts = Cuts.of(probabilities[frame], present[frame]);
      frames.add(cuts);
      positives += cuts.hits[cuts.hits.length - 1];
    }
    int[] chosen = new int[frames.size()];
    double f1 = 0;
    for (int round = 0; round < MOST_ROUNDS; round++) {
      long hits = 0;
      long predicted = 0;
      for (int frame = 0; frame < chosen.length; frame++) {
        Cuts cuts = frames.get(frame);
        chosen[frame] = cuts.best(f1);
        hits += cuts.hits[chosen[frame]];
        predicted += cuts.predicted[chosen[frame]];
      }
      double reached = predicted + positives == 0 ? 0 : 2.0 * hits / (predicted + positives);
      if (reached <= f1) {
        break;
      }
      f1 = reached;
    }
    return IntStream.range(0, chosen.length)
        .mapToObj(frame -> frames.get(frame).thresholds[chosen[frame]])
        .toList();
  }

  /** What each threshold of one frame would give, from the highest on. */
  private static final class Cuts {
    private final double[] thresholds;
    private final int[] predicted;
    private final int[] hits;

    private Cuts(double[] thresholds, int[] predicted, int[] hits) {
      this.thresholds = thresholds;
      this.predicted = predicted;
      this.hits = hits;
    }

    static Cuts of(float[] probabilities, boolean[] present) {
      int[] order =
          IntStream.range(0, probabilities.length)
              .boxed()
              .sorted(Comparator.comparing((Integer i) -> -probabilities[i]))
              .mapToInt(Integer::intValue)
              .toArray();
      double[] thresholds = new double[order.length + 1];
      int[] predicted = new int[thresholds.length];
      int[] hits = new int[thresholds.length];
      int size = 0;
      int hitsSoFar = 0;
      for (int i = 0; i <= order.length; i++) {
        double above = i == 0 ? 1 : probabilities[order[i - 1]];
        double below = i == order.length ? 0 : probabilities[order[i]];
        hitsSoFar += i > 0 && present[order[i - 1]] ? 1 : 0;
        // Between equal probabilities no threshold fits; all examples or none is always a choice.
        if (below < above || i == order.length) {
          thresholds[size] = order.length == 0 ? 1 : (above + below) / 2;
          predicted[size] = i;
          hits[size++] = hitsSoFar;
        }
      }
      return new Cuts(
          Arrays.copyOf(thresholds, size),
          Arrays.copyOf(predicted, size),
          Arrays.copyOf(hits, size));
    }

    int best(double f1) {
      int best = 0;
      for (int i = 1; i < thresholds.length; i++) {
        if (gain(i, f1) > gain(best, f1)) {
          best = i;
        }
      }
      return best;
    }

    private double gain(int cut, double f1) {
      return 2.0 * hits[cut] - f1 * predicted[cut];
    }
  }
}
