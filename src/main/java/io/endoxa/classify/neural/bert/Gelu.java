package io.endoxa.classify.neural.bert;

/**
 * x · Φ(x), Φ the normal distribution's share below x (Hendrycks and Gimpel 2016), with the error
 * function of Abramowitz and Stegun 7.1.26, which is within 1.5e-7.
 */
final class Gelu {
  private static final float ROOT_HALF = 0.70710677f;
  private static final float DENSITY_AT_0 = 0.3989423f;

  private Gelu() {}

  /** Fills {@code y}, which may be {@code x}, and its slope, from {@code [rows][width]}. */
  static void forward(Floats x, int rows, int width, Floats slope, Floats y) {
    float[] values = new float[width];
    float[] slopes = new float[width];
    for (int row = 0; row < rows; row++) {
      x.read(row * width, values, width);
      for (int j = 0; j < width; j++) {
        float v = values[j];
        float z = Math.abs(v) * ROOT_HALF;
        float t = 1f / (1f + 0.3275911f * z);
        float e = Exponential.of(-z * z);
        float tail =
            t
                * (0.2548296f
                    + t * (-0.28449672f + t * (1.4214138f + t * (-1.4531521f + t * 1.0614054f))))
                * e;
        float share = v < 0 ? 0.5f * tail : 1f - 0.5f * tail;
        values[j] = v * share;
        slopes[j] = share + v * e * DENSITY_AT_0;
      }
      y.write(row * width, values, width);
      slope.write(row * width, slopes, width);
    }
  }

  /** The gradient by x from that by y, in place. */
  static void backward(Floats dy, int rows, int width, Floats slope) {
    float[] d = new float[width];
    float[] slopes = new float[width];
    for (int row = 0; row < rows; row++) {
      dy.read(row * width, d, width);
      slope.read(row * width, slopes, width);
      for (int j = 0; j < width; j++) {
        d[j] *= slopes[j];
      }
      dy.write(row * width, d, width);
    }
  }
}
