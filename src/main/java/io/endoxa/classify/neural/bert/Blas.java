package io.endoxa.classify.neural.bert;

import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.openblas.global.openblas;

/**
 * Products of row-major matrices by OpenBLAS. Every product takes, after each matrix, the distance
 * between the starts of two of its rows, so that a part of a wider matrix can take part.
 */
final class Blas {
  private static final int ROW_MAJOR = 101;
  private static final int PLAIN = 111;
  private static final int TRANSPOSED = 112;

  private Blas() {}

  /**
   * OpenBLAS uses no threads of its own while this is open: each worker is one thread, and more
   * threads than cores make products several times slower. The setting is the whole process's.
   */
  static Scope oneThread() {
    int before = openblas.blas_get_num_threads();
    openblas.blas_set_num_threads(1);
    return () -> openblas.blas_set_num_threads(before);
  }

  /** A setting that holds until it is closed. */
  @FunctionalInterface
  interface Scope extends AutoCloseable {
    @Override
    void close();
  }

  /** c[m][n] = scale · a[m][k] · b[k][n] + keep · c. */
  static void multiply(
      int m,
      int n,
      int k,
      float scale,
      FloatPointer a,
      int strideA,
      FloatPointer b,
      int strideB,
      float keep,
      FloatPointer c,
      int strideC) {
    openblas.cblas_sgemm(
        ROW_MAJOR, PLAIN, PLAIN, m, n, k, scale, a, strideA, b, strideB, keep, c, strideC);
  }

  /** c[m][n] = scale · a[m][k] · b[n][k]ᵀ + keep · c. */
  static void multiplyByTransposed(
      int m,
      int n,
      int k,
      float scale,
      FloatPointer a,
      int strideA,
      FloatPointer b,
      int strideB,
      float keep,
      FloatPointer c,
      int strideC) {
    openblas.cblas_sgemm(
        ROW_MAJOR, PLAIN, TRANSPOSED, m, n, k, scale, a, strideA, b, strideB, keep, c, strideC);
  }

  /** c[m][n] = scale · a[k][m]ᵀ · b[k][n] + keep · c. */
  static void multiplyTransposed(
      int m,
      int n,
      int k,
      float scale,
      FloatPointer a,
      int strideA,
      FloatPointer b,
      int strideB,
      float keep,
      FloatPointer c,
      int strideC) {
    openblas.cblas_sgemm(
        ROW_MAJOR, TRANSPOSED, PLAIN, m, n, k, scale, a, strideA, b, strideB, keep, c, strideC);
  }
}
