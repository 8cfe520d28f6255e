package io.endoxa.classify.neural.bert;

import java.util.SplittableRandom;

/**
 * Sets a share of numbers to zero and enlarges the others, so that the mean stays (Srivastava et
 * al. 2014). The mask is drawn anew from the same seed by the backward pass and is kept nowhere.
 *
 * @param rate from 0, which changes nothing, to below 1
 */
record Dropout(double rate) {
  /** No dropout: what scoring uses. */
  static final Dropout NONE = new Dropout(0);

  private static final int STEPS = 1 << 16;

  Dropout {
    if (!(rate >= 0 && rate < 1)) {
      throw new IllegalArgumentException("dropout " + rate + ", expected from 0 to below 1");
    }
  }

  /** In place on {@code [rows][width]}; the width is a multiple of 4. Its own backward pass. */
  void apply(Floats x, int rows, int width, long seed) {
    if (rate == 0) {
      return;
    }
    SplittableRandom random = new SplittableRandom(seed);
    int dropped = (int) Math.round(rate * STEPS);
    float kept = (float) STEPS / (STEPS - dropped);
    float[] values = new float[width];
    float[] mask = new float[width];
    for (int row = 0; row < rows; row++) {
      for (int j = 0; j < width; j += 4) {
        long bits = random.nextLong();
        mask[j] = (bits & 0xffff) < dropped ? 0 : kept;
        mask[j + 1] = (bits >>> 16 & 0xffff) < dropped ? 0 : kept;
        mask[j + 2] = (bits >>> 32 & 0xffff) < dropped ? 0 : kept;
        mask[j + 3] = (bits >>> 48) < dropped ? 0 : kept;
      }
      x.read(row * width, values, width);
      for (int j = 0; j < width; j++) {
        values[j] *= mask[j];
      }
      x.write(row * width, values, width);
    }
  }
}
