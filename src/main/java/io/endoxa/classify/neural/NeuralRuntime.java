package io.endoxa.classify.neural;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** The native library that neural heads are trained with. */
public final class NeuralRuntime {
  private NeuralRuntime() {}

  /**
   * Loads ND4J and multiplies two small matrices.
   *
   * @throws RuntimeException or a {@link LinkageError} if it does not load or computes wrongly
   */
  public static void check() {
    INDArray row = Nd4j.createFromArray(new float[][] {{1, 2}});
    INDArray column = Nd4j.createFromArray(new float[][] {{3}, {4}});
    float product = row.mmul(column).getFloat(0);
    if (product != 11) {
      throw new IllegalStateException("1 * 3 + 2 * 4 came out as " + product);
    }
  }
}
