package io.endoxa.classify;

/** A fully connected layer in plain Java: {@code weights [out][in]}, {@code biases [out]}. */
record DenseLayer(Tensor weights, Tensor biases) {
  int outputs() {
    return biases.size();
  }

  /** The affine map of an input, {@code [out]}, without an activation. */
  float[] apply(float[] input) {
    float[] output = new float[outputs()];
    for (int i = 0; i < output.length; i++) {
      output[i] = (float) (biases.data()[i] + dot(weights.data(), i * input.length, input));
    }
    return output;
  }

  /** The product of a vector with as many numbers of {@code row}, from {@code offset} on. */
  static double dot(float[] row, int offset, float[] vector) {
    // Four sums side by side, which the processor adds in parallel.
    double a = 0;
    double b = 0;
    double c = 0;
    double d = 0;
    int i = 0;
    for (; i + 3 < vector.length; i += 4) {
      a += (double) row[offset + i] * vector[i];
      b += (double) row[offset + i + 1] * vector[i + 1];
      c += (double) row[offset + i + 2] * vector[i + 2];
      d += (double) row[offset + i + 3] * vector[i + 3];
    }
    for (; i < vector.length; i++) {
      a += (double) row[offset + i] * vector[i];
    }
    return (a + b) + (c + d);
  }
}
