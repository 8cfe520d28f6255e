package io.endoxa.spark;

import org.apache.spark.mllib.linalg.Vector;
import org.apache.spark.mllib.linalg.Vectors;
import org.apache.spark.mllib.optimization.Updater;
import scala.Tuple2;

/** MLlib's form of an L2 penalty that leaves the biases, the last row of weights, alone. */
final class WeightDecay extends Updater {
  private static final long serialVersionUID = 1L;

  private final int biases;

  /**
   * @param biases how many weights at the end are not penalised
   */
  WeightDecay(int biases) {
    this.biases = biases;
  }

  /** L-BFGS calls this with a gradient of 0 and a step of 1, for the penalty and its gradient. */
  @Override
  public Tuple2<Vector, Object> compute(
      Vector weights, Vector gradient, double step, int iteration, double strength) {
    double[] shrunk = weights.toArray().clone();
    double squares = 0;
    for (int i = 0; i < shrunk.length; i++) {
      if (i < shrunk.length - biases) {
        squares += shrunk[i] * shrunk[i];
        shrunk[i] -= step * strength * shrunk[i];
      }
      shrunk[i] -= step * gradient.apply(i);
    }
    return new Tuple2<>(Vectors.dense(shrunk), strength / 2 * squares);
  }
}
