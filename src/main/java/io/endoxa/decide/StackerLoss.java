package io.endoxa.decide;

import io.endoxa.codebook.Stance;
import java.util.stream.IntStream;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.ArrayRealVector;
import org.apache.commons.math3.linear.CholeskyDecomposition;
import org.apache.commons.math3.linear.RealVector;

/**
 * The log-loss of a {@link Stacker} on examples, plus half the penalties times the squared
 * distances of its parameters from a centre. It is convex, so it has one least point, which {@link
 * #least} finds by Newton's method with the weights kept at 0 or above (Bertsekas 1982, projected
 * Newton methods).
 *
 * <p>Parameters stand in one array: the weights of the heads, then the biases of the stances.
 */
final class StackerLoss {
  private static final int MOST_STEPS = 100;
  private static final int MOST_HALVINGS = 40;
  private static final double SUFFICIENT = 1e-4;
  private static final double TOLERANCE = 1e-7;
  private static final double ROUNDING = 1e-14;

  private final StackerExamples examples;
  private final int heads;
  private final double[] centre;
  private final double[] penalties;
  private final boolean biases;

  /**
   * @param centre a value per parameter, weights at 0 or above
   * @param penalties one per parameter, above 0
   * @param biases whether the biases may leave the centre
   */
  StackerLoss(StackerExamples examples, double[] centre, double[] penalties, boolean biases) {
    this.examples = examples;
    this.heads = centre.length - Stance.COUNT;
    this.centre = centre;
    this.penalties = penalties;
    this.biases = biases;
  }

  /** The parameters with the least loss, found from the centre; always the same. */
  double[] least() {
    Derivatives here = new Derivatives(centre);
    for (int step = 0; step < MOST_STEPS; step++) {
      double[] direction = here.newtonDirection();
      double gain = -dot(here.gradient, direction);
      if (gain <= ROUNDING * (1 + here.loss)) {
        break;
      }
      Derivatives next = descend(here, direction);
      boolean near = next == here || gain <= TOLERANCE * (1 + here.loss);
      here = next;
      if (near) {
        break;
      }
    }
    return here.at;
  }

  /** Goes along a direction, halving the way until the loss falls enough; else stays. */
  private Derivatives descend(Derivatives from, double[] direction) {
    double share = 1;
    for (int halving = 0; halving < MOST_HALVINGS; halving++) {
      double[] to = new double[centre.length];
      double promised = 0;
      for (int i = 0; i < to.length; i++) {
        double moved = from.at[i] + share * direction[i];
        to[i] = i < heads ? Math.max(0, moved) : moved;
        promised += from.gradient[i] * (to[i] - from.at[i]);
      }
      Derivatives there = new Derivatives(to);
      if (promised < 0 && there.loss <= from.loss + SUFFICIENT * promised) {
        return there;
      }
      share /= 2;
    }
    return from;
  }

  /** The loss at some parameters. */
  double value(double[] at) {
    return new Derivatives(at).loss;
  }

  private double penalty(double[] at) {
    double penalty = 0;
    for (int i = 0; i < at.length; i++) {
      penalty += penalties[i] * (at[i] - centre[i]) * (at[i] - centre[i]) / 2;
    }
    return penalty;
  }

  /** Fills in the probabilities of an example and returns its log-loss. */
  private double probabilities(double[] at, int example, double[] probabilities) {
    float[][] logits = examples.logits(example);
    double highest = Double.NEGATIVE_INFINITY;
    for (int stance = 0; stance < Stance.COUNT; stance++) {
      double sum = at[heads + stance];
      for (int head = 0; head < heads; head++) {
        sum += at[head] * logits[head][stance];
      }
      probabilities[stance] = sum;
      highest = Math.max(highest, sum);
    }
    double right = probabilities[examples.label(example)] - highest;
    double total = 0;
    for (int stance = 0; stance < Stance.COUNT; stance++) {
      probabilities[stance] = Math.exp(probabilities[stance] - highest);
      total += probabilities[stance];
    }
    for (int stance = 0; stance < Stance.COUNT; stance++) {
      probabilities[stance] /= total;
    }
    return Math.log(total) - right;
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }

  /** Loss, gradient and second derivatives at one point. */
  private final class Derivatives {
    final double[] at;
    final double loss;
    final double[] gradient;
    final double[][] second;

    Derivatives(double[] at) {
      this.at = at;
      gradient = new double[at.length];
      second = new double[at.length][at.length];
      double sum = penalty(at);
      for (int i = 0; i < at.length; i++) {
        gradient[i] = penalties[i] * (at[i] - centre[i]);
        second[i][i] = penalties[i];
      }
      double[] probabilities = new double[Stance.COUNT];
      for (int i = 0; i < examples.size(); i++) {
        sum += probabilities(at, i, probabilities);
        add(examples.logits(i), examples.label(i), probabilities);
      }
      for (int i = 0; i < at.length; i++) {
        for (int j = 0; j < i; j++) {
          second[j][i] = second[i][j];
        }
      }
      loss = sum;
    }

    /** Adds one example, below the diagonal alone: covariances under its probabilities. */
    private void add(float[][] logits, int label, double[] probabilities) {
      double[] means = new double[heads];
      for (int head = 0; head < heads; head++) {
        for (int stance = 0; stance < Stance.COUNT; stance++) {
          means[head] += probabilities[stance] * logits[head][stance];
        }
        gradient[head] += means[head] - logits[head][label];
      }
      for (int head = 0; head < heads; head++) {
        for (int other = 0; other <= head; other++) {
          double product = 0;
          for (int stance = 0; stance < Stance.COUNT; stance++) {
            product += probabilities[stance] * logits[head][stance] * logits[other][stance];
          }
          second[head][other] += product - means[head] * means[other];
        }
      }
      for (int stance = 0; stance < Stance.COUNT; stance++) {
        double p = probabilities[stance];
        int row = heads + stance;
        gradient[row] += p - (stance == label ? 1 : 0);
        for (int head = 0; head < heads; head++) {
          second[row][head] += p * (logits[head][stance] - means[head]);
        }
        for (int other = 0; other < stance; other++) {
          second[row][heads + other] -= p * probabilities[other];
        }
        second[row][row] += p * (1 - p);
      }
    }

    /** The way to the least point of the parabola, weights that 0 holds back left out. */
    double[] newtonDirection() {
      int[] rows =
          IntStream.range(0, at.length)
              .filter(i -> i < heads ? at[i] > 0 || gradient[i] < 0 : biases)
              .toArray();
      double[][] kept =
          IntStream.of(rows)
              .mapToObj(i -> IntStream.of(rows).mapToDouble(j -> second[i][j]).toArray())
              .toArray(double[][]::new);
      double[] direction = new double[at.length];
      if (rows.length == 0) {
        return direction;
      }
      RealVector downhill =
          new ArrayRealVector(IntStream.of(rows).mapToDouble(i -> -gradient[i]).toArray());
      RealVector solved =
          new CholeskyDecomposition(new Array2DRowRealMatrix(kept, false))
              .getSolver()
              .solve(downhill);
      for (int i = 0; i < rows.length; i++) {
        direction[rows[i]] = solved.getEntry(i);
      }
      return direction;
    }
  }
}
