package io.endoxa.classify.neural.bert;

import io.endoxa.classify.Tensor;

/**
 * A matrix in eight bits: number = scale × (value − zero point). In the arithmetic of ONNX
 * Runtime's quantiser, so that equal weights give equal bytes.
 */
final class Int8Weights {
  /**
   * Processors without a dot product for bytes add two products of a weight and an activation (up
   * to 255) in 16 bits. Weights up to 64 cannot overflow there, weights up to 127 can.
   */
  private static final int LARGEST_WEIGHT = 64;

  private static final int TABLE_STEPS = 255;
  private static final int TABLE_ZERO = 128;

  private final boolean signed;
  private final byte[] values;
  private final float[] scales;
  private final byte[] zeroPoints;

  /**
   * A matrix's parts.
   *
   * @param signed whether values and zero points count from -128 on, not from 0
   * @param scales one, or one per column
   * @param zeroPoints as many
   */
  Int8Weights(boolean signed, byte[] values, float[] scales, byte[] zeroPoints) {
    this.signed = signed;
    this.values = values;
    this.scales = scales;
    this.zeroPoints = zeroPoints;
  }

  /** Signed values around 0 with one scale per column: the form of a dense weight [in][out]. */
  static Int8Weights byColumn(Tensor matrix) {
    int columns = matrix.shape()[1];
    float[] scales = new float[columns];
    float[] data = matrix.data();
    for (int i = 0; i < data.length; i++) {
      scales[i % columns] = Math.max(scales[i % columns], Math.abs(data[i]));
    }
    for (int column = 0; column < columns; column++) {
      scales[column] = scales[column] == 0 ? 1 : scales[column] / LARGEST_WEIGHT;
    }
    byte[] values = new byte[data.length];
    for (int i = 0; i < data.length; i++) {
      values[i] = (byte) Math.rint(data[i] / scales[i % columns]);
    }
    return new Int8Weights(true, values, scales, new byte[columns]);
  }

  /** Unsigned values around 128 with one scale for all: the form of an embedding table. */
  static Int8Weights asTable(Tensor table) {
    float largest = 0;
    for (float value : table.data()) {
      largest = Math.max(largest, Math.abs(value));
    }
    float scale = largest == 0 ? 1 : 2 * largest / TABLE_STEPS;
    byte[] values = new byte[table.size()];
    for (int i = 0; i < values.length; i++) {
      double value = Math.rint(table.data()[i] / scale) + TABLE_ZERO;
      values[i] = (byte) Math.max(0, Math.min(TABLE_STEPS, value));
    }
    return new Int8Weights(false, values, new float[] {scale}, new byte[] {(byte) TABLE_ZERO});
  }

  /** The numbers that the values stand for, row by row. */
  float[] numbers() {
    float[] numbers = new float[values.length];
    for (int i = 0; i < numbers.length; i++) {
      int column = i % scales.length;
      numbers[i] = scales[column] * (number(values[i]) - number(zeroPoints[column]));
    }
    return numbers;
  }

  private int number(byte value) {
    return signed ? value : Byte.toUnsignedInt(value);
  }

  /** Whether values and zero points count from -128 on, not from 0. */
  boolean signed() {
    return signed;
  }

  /** Row by row. */
  byte[] values() {
    return values;
  }

  float[] scales() {
    return scales;
  }

  byte[] zeroPoints() {
    return zeroPoints;
  }
}
