package io.endoxa.classify.neural.bert;

import org.jspecify.annotations.Nullable;

/** y = x · weight + bias. */
final class Linear {
  private final ParameterLayout.Slot weight;
  private final ParameterLayout.Slot bias;
  private final int in;
  private final int out;

  Linear(ParameterLayout layout, String name, int in, int out) {
    this.weight = layout.add(name + ".weight", in, out);
    this.bias = layout.add(name + ".bias", out);
    this.in = in;
    this.out = out;
  }

  /**
   * Fills {@code y}.
   *
   * @param x {@code [rows][in]}
   * @param y {@code [rows][out]}
   */
  void forward(Floats parameters, Floats x, int rows, Floats y) {
    float[] b = parameters.copy(bias.offset(), out);
    for (int row = 0; row < rows; row++) {
      y.write(row * out, b, out);
    }
    Blas.multiply(
        rows, out, in, 1, x.at(0), in, parameters.at(weight.offset()), out, 1, y.at(0), out);
  }

  /**
   * Adds to the gradients of weight and bias, and gives that of the input.
   *
   * @param x as in {@link #forward}
   * @param dy gradient of the loss by y
   * @param dx gets the gradient by x; null if nobody needs it
   * @param keep 1 adds to {@code dx}, 0 overwrites it
   */
  void backward(
      Floats parameters,
      Floats gradients,
      Floats x,
      Floats dy,
      int rows,
      @Nullable Floats dx,
      float keep) {
    Blas.multiplyTransposed(
        in, out, rows, 1, x.at(0), in, dy.at(0), out, 1, gradients.at(weight.offset()), out);
    float[] sum = gradients.copy(bias.offset(), out);
    float[] row = new float[out];
    for (int i = 0; i < rows; i++) {
      dy.read(i * out, row, out);
      for (int j = 0; j < out; j++) {
        sum[j] += row[j];
      }
    }
    gradients.write(bias.offset(), sum, out);
    if (dx != null) {
      Blas.multiplyByTransposed(
          rows, in, out, 1, dy.at(0), out, parameters.at(weight.offset()), out, keep, dx.at(0), in);
    }
  }
}
