package io.endoxa.classify.neural.bert;

/**
 * Each row less its mean, divided by its standard deviation, times a weight plus a bias (Ba, Kiros
 * and Hinton 2016).
 */
final class LayerNorm {
  private static final float EPSILON = 1e-12f;

  private final ParameterLayout.Slot weight;
  private final ParameterLayout.Slot bias;
  private final int width;

  LayerNorm(ParameterLayout layout, String name, int width) {
    this.weight = layout.add(name + ".weight", width);
    this.bias = layout.add(name + ".bias", width);
    this.width = width;
  }

  /** What the backward pass needs: rows before weight and bias, and one over each deviation. */
  static final class State implements AutoCloseable {
    private final Floats normalised;
    private final float[] inverseDeviations;

    State(int rows, int width) {
      this.normalised = new Floats(rows * width);
      this.inverseDeviations = new float[rows];
    }

    @Override
    public void close() {
      normalised.close();
    }
  }

  /** Fills {@code y} from {@code x}, both {@code [rows][width]}; they may be the same. */
  void forward(Floats parameters, Floats x, int rows, State state, Floats y) {
    float[] w = parameters.copy(weight.offset(), width);
    float[] b = parameters.copy(bias.offset(), width);
    float[] values = new float[width];
    for (int row = 0; row < rows; row++) {
      x.read(row * width, values, width);
      state.inverseDeviations[row] = normalise(values);
      state.normalised.write(row * width, values, width);
      for (int j = 0; j < width; j++) {
        values[j] = values[j] * w[j] + b[j];
      }
      y.write(row * width, values, width);
    }
  }

  /** In place; gives one over the deviation. */
  private static float normalise(float[] values) {
    float mean = sum(values) / values.length;
    for (int j = 0; j < values.length; j++) {
      values[j] -= mean;
    }
    float inverse = (float) (1 / Math.sqrt(product(values, values) / values.length + EPSILON));
    for (int j = 0; j < values.length; j++) {
      values[j] *= inverse;
    }
    return inverse;
  }

  /** The same on arrays, for rows that are not trained: embeddings. */
  static void apply(float[] values, float[] w, float[] b) {
    normalise(values);
    for (int j = 0; j < values.length; j++) {
      values[j] = values[j] * w[j] + b[j];
    }
  }

  /** Adds to the gradients of weight and bias; fills {@code dx}, which may be {@code dy}. */
  void backward(Floats parameters, Floats gradients, Floats dy, int rows, State state, Floats dx) {
    float[] w = parameters.copy(weight.offset(), width);
    float[] dw = gradients.copy(weight.offset(), width);
    float[] db = gradients.copy(bias.offset(), width);
    float[] d = new float[width];
    float[] x = new float[width];
    for (int row = 0; row < rows; row++) {
      dy.read(row * width, d, width);
      state.normalised.read(row * width, x, width);
      for (int j = 0; j < width; j++) {
        dw[j] += d[j] * x[j];
      }
      for (int j = 0; j < width; j++) {
        db[j] += d[j];
      }
      for (int j = 0; j < width; j++) {
        d[j] *= w[j];
      }
      float mean = sum(d) / width;
      float along = product(d, x) / width;
      float inverse = state.inverseDeviations[row];
      for (int j = 0; j < width; j++) {
        d[j] = (d[j] - mean - x[j] * along) * inverse;
      }
      dx.write(row * width, d, width);
    }
    gradients.write(weight.offset(), dw, width);
    gradients.write(bias.offset(), db, width);
  }

  /** Four sums side by side: the compiler may not reorder one. The width is a multiple of 4. */
  private static float sum(float[] values) {
    float a = 0;
    float b = 0;
    float c = 0;
    float d = 0;
    for (int j = 0; j < values.length; j += 4) {
      a += values[j];
      b += values[j + 1];
      c += values[j + 2];
      d += values[j + 3];
    }
    return (a + b) + (c + d);
  }

  private static float product(float[] x, float[] y) {
    float a = 0;
    float b = 0;
    float c = 0;
    float d = 0;
    for (int j = 0; j < x.length; j += 4) {
      a += x[j] * y[j];
      b += x[j + 1] * y[j + 1];
      c += x[j + 2] * y[j + 2];
      d += x[j + 3] * y[j + 3];
    }
    return (a + b) + (c + d);
  }
}
