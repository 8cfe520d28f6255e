package io.endoxa.spark;

import io.endoxa.spark.LinearHeadTrainer.Target;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.mllib.linalg.DenseVector;
import org.apache.spark.mllib.linalg.SparseVector;
import org.apache.spark.mllib.linalg.Vector;
import org.apache.spark.mllib.optimization.Gradient;
import scala.Tuple2;

/**
 * The summed cross-entropy of several logistic regressions over the same rows, and its gradient. A
 * target of two classes has one output, through a sigmoid; one of more classes has an output per
 * class, through a softmax.
 *
 * <p>Weights and gradients are {@code [column][output]}: all outputs of a column lie side by side,
 * so that a sparse row is read once for all targets. In place of a label MLlib passes the row's
 * number.
 */
final class JointLoss extends Gradient {
  private static final long serialVersionUID = 1L;

  /** {@code [target][row]}: the class, or {@link Target#LEFT_OUT}. */
  private final int[][] classes;

  /** {@code [target][row]}. */
  private final float[][] rowWeights;

  /** {@code [target]}, and behind the last the number of outputs. */
  private final int[] firstOutputs;

  private JointLoss(int[][] classes, float[][] rowWeights, int[] firstOutputs) {
    this.classes = classes;
    this.rowWeights = rowWeights;
    this.firstOutputs = firstOutputs;
  }

  static JointLoss of(List<Target> targets) {
    int[] firstOutputs = new int[targets.size() + 1];
    for (int i = 0; i < targets.size(); i++) {
      int classes = targets.get(i).classCount();
      firstOutputs[i + 1] = firstOutputs[i] + (classes == 2 ? 1 : classes);
    }
    return new JointLoss(
        targets.stream().map(Target::classes).toArray(int[][]::new),
        targets.stream().map(Target::weights).toArray(float[][]::new),
        firstOutputs);
  }

  int outputs() {
    return firstOutputs[classes.length];
  }

  int firstOutput(int target) {
    return firstOutputs[target];
  }

  int outputsOf(int target) {
    return firstOutputs[target + 1] - firstOutputs[target];
  }

  @Override
  public Tuple2<Vector, Object> compute(Vector row, double number, Vector weights) {
    DenseVector gradient = new DenseVector(new double[weights.size()]);
    double loss = compute(row, number, weights, gradient);
    return new Tuple2<>(gradient, loss);
  }

  /** Adds the row's gradient to {@code sum} and returns its loss. */
  @Override
  public double compute(Vector row, double number, Vector weights, Vector sum) {
    SparseVector sparse = (SparseVector) row;
    int[] columns = sparse.indices();
    double[] values = sparse.values();
    double[] w = ((DenseVector) weights).values();
    double[] g = ((DenseVector) sum).values();
    int outputs = outputs();
    double[] scores = new double[outputs];
    for (int i = 0; i < columns.length; i++) {
      int at = columns[i] * outputs;
      for (int output = 0; output < outputs; output++) {
        scores[output] += values[i] * w[at + output];
      }
    }
    double loss = 0;
    for (int target = 0; target < classes.length; target++) {
      loss += toResiduals(scores, target, (int) number);
    }
    for (int i = 0; i < columns.length; i++) {
      int at = columns[i] * outputs;
      for (int output = 0; output < outputs; output++) {
        g[at + output] += values[i] * scores[output];
      }
    }
    return loss;
  }

  /** Turns a target's scores into the derivatives of its loss, and returns the loss. */
  private double toResiduals(double[] scores, int target, int row) {
    int from = firstOutputs[target];
    int to = firstOutputs[target + 1];
    int truth = classes[target][row];
    double weight = truth == Target.LEFT_OUT ? 0 : rowWeights[target][row];
    if (weight == 0) {
      Arrays.fill(scores, from, to, 0);
      return 0;
    }
    if (to - from == 1) {
      double score = scores[from];
      double probability = 1 / (1 + Math.exp(-score));
      scores[from] = weight * (probability - truth);
      // ln(1 + e^-|s|) + max(0, ±s): exact where the probability rounds to 0 or 1.
      double margin = truth == 1 ? score : -score;
      return weight * (Math.log1p(Math.exp(-Math.abs(margin))) + Math.max(0, -margin));
    }
    double highest = Double.NEGATIVE_INFINITY;
    for (int i = from; i < to; i++) {
      highest = Math.max(highest, scores[i]);
    }
    double ofTruth = scores[from + truth];
    double sum = 0;
    for (int i = from; i < to; i++) {
      scores[i] = Math.exp(scores[i] - highest);
      sum += scores[i];
    }
    for (int i = from; i < to; i++) {
      scores[i] = weight * (scores[i] / sum - (i == from + truth ? 1 : 0));
    }
    return weight * (Math.log(sum) + highest - ofTruth);
  }
}
