package io.endoxa.classify;

import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * Numbers in row-major order and their shape. The arrays are handed out without a copy, because
 * they are large, and are not to be written to.
 */
public final class Tensor {
  private final float[] data;
  private final int[] shape;

  /** Takes over both arrays; throws IllegalArgumentException if the shape does not fit. */
  public Tensor(float[] data, int... shape) {
    long size = 1;
    for (int dimension : shape) {
      size = dimension < 0 ? -1 : Math.multiplyExact(size, (long) dimension);
      if (size < 0) {
        break;
      }
    }
    this.data = data;
    this.shape = shape;
    if (size != data.length) {
      throw new IllegalArgumentException(
          "shape %s does not fit %d numbers".formatted(shapeText(), data.length));
    }
  }

  static Tensor of(float[] values) {
    return new Tensor(values, values.length);
  }

  /** Copies rows of one length; there is at least one. */
  public static Tensor of(float[][] rows) {
    int columns = rows[0].length;
    float[] data = new float[Math.multiplyExact(rows.length, columns)];
    for (int i = 0; i < rows.length; i++) {
      if (rows[i].length != columns) {
        throw new IllegalArgumentException(
            "row %d has %d numbers, row 0 has %d".formatted(i, rows[i].length, columns));
      }
      System.arraycopy(rows[i], 0, data, i * columns, columns);
    }
    return new Tensor(data, rows.length, columns);
  }

  static Tensor of(float[][][] blocks) {
    Tensor rows = of(Arrays.stream(blocks).flatMap(Arrays::stream).toArray(float[][]::new));
    return new Tensor(rows.data, blocks.length, blocks[0].length, rows.shape[1]);
  }

  public float[] data() {
    return data;
  }

  public int[] shape() {
    return shape;
  }

  /** How many numbers it holds. */
  public int size() {
    return data.length;
  }

  /** A copy of one row of a matrix. */
  float[] row(int row) {
    return Arrays.copyOfRange(data, row * shape[1], (row + 1) * shape[1]);
  }

  /** The shape for a message, such as {@code [5, 4, 384]}. */
  String shapeText() {
    return Arrays.stream(shape)
        .mapToObj(Integer::toString)
        .collect(Collectors.joining(", ", "[", "]"));
  }
}
