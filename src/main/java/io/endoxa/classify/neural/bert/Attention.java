package io.endoxa.classify.neural.bert;

import org.bytedeco.javacpp.FloatPointer;
import org.jspecify.annotations.Nullable;

/**
 * Every token reads all tokens of its own text (multi-head attention, Vaswani et al. 2017, equation
 * 1). Without dropout on the shares of attention.
 */
final class Attention {
  private final Linear query;
  private final Linear key;
  private final Linear value;
  private final Linear output;
  private final int width;
  private final int heads;
  private final int headWidth;
  private final float scale;

  Attention(ParameterLayout layout, String name, int width, int heads) {
    this.query = new Linear(layout, name + ".self.query", width, width);
    this.key = new Linear(layout, name + ".self.key", width, width);
    this.value = new Linear(layout, name + ".self.value", width, width);
    this.output = new Linear(layout, name + ".output.dense", width, width);
    this.width = width;
    this.heads = heads;
    this.headWidth = width / heads;
    this.scale = (float) (1 / Math.sqrt(headWidth));
  }

  /** What the backward pass needs; its gradients are scratch. */
  static final class State implements AutoCloseable {
    private final Floats queries;
    private final Floats keys;
    private final Floats values;
    private final Floats shares;
    private final Floats context;

    /** For {@code rows} tokens in all, in texts of at most {@code longest} tokens. */
    State(int rows, int longest, int width, int heads) {
      // First what is by far the largest: if there is no room for it, nothing else was taken.
      this.shares = new Floats(rows * longest * heads);
      this.queries = new Floats(rows * width);
      this.keys = new Floats(rows * width);
      this.values = new Floats(rows * width);
      this.context = new Floats(rows * width);
    }

    @Override
    public void close() {
      queries.close();
      keys.close();
      values.close();
      shares.close();
      context.close();
    }
  }

  /** Room for gradients, shared by all layers of a worker. */
  static final class Scratch implements AutoCloseable {
    private final Floats dContext;
    private final Floats dQueries;
    private final Floats dKeys;
    private final Floats dValues;
    private final Floats dShares;

    Scratch(int rows, int longest, int width) {
      this.dContext = new Floats(rows * width);
      this.dQueries = new Floats(rows * width);
      this.dKeys = new Floats(rows * width);
      this.dValues = new Floats(rows * width);
      this.dShares = new Floats(longest * longest);
    }

    @Override
    public void close() {
      dContext.close();
      dQueries.close();
      dKeys.close();
      dValues.close();
      dShares.close();
    }
  }

  /** Fills {@code y} from {@code x}, both {@code [rows][width]}. */
  void forward(Floats parameters, Floats x, Segments texts, State state, Floats y) {
    int rows = texts.rows();
    query.forward(parameters, x, rows, state.queries);
    key.forward(parameters, x, rows, state.keys);
    value.forward(parameters, x, rows, state.values);
    int shares = 0;
    for (int text = 0; text < texts.count(); text++) {
      int n = texts.length(text);
      for (int head = 0; head < heads; head++) {
        int at = texts.start(text) * width + head * headWidth;
        FloatPointer weights = state.shares.at(shares);
        Blas.multiplyByTransposed(
            n,
            n,
            headWidth,
            scale,
            state.queries.at(at),
            width,
            state.keys.at(at),
            width,
            0,
            weights,
            n);
        softmaxRows(state.shares, shares, n);
        Blas.multiply(
            n,
            headWidth,
            n,
            1,
            weights,
            n,
            state.values.at(at),
            width,
            0,
            state.context.at(at),
            width);
        shares += n * n;
      }
    }
    output.forward(parameters, state.context, rows, y);
  }

  private static void softmaxRows(Floats scores, int start, int n) {
    float[] row = new float[n];
    for (int i = 0; i < n; i++) {
      int at = start + i * n;
      scores.read(at, row, n);
      float most = row[0];
      for (int j = 1; j < n; j++) {
        most = Math.max(most, row[j]);
      }
      float sum = 0;
      for (int j = 0; j < n; j++) {
        row[j] = Exponential.of(row[j] - most);
        sum += row[j];
      }
      float inverse = 1 / sum;
      for (int j = 0; j < n; j++) {
        row[j] *= inverse;
      }
      scores.write(at, row, n);
    }
  }

  /**
   * Adds to the gradients of the parameters, and to {@code dx} unless it is null.
   *
   * @param x as in {@link #forward}
   */
  void backward(
      Floats parameters,
      Floats gradients,
      Floats x,
      Floats dy,
      Segments texts,
      State state,
      Scratch scratch,
      @Nullable Floats dx) {
    int rows = texts.rows();
    output.backward(parameters, gradients, state.context, dy, rows, scratch.dContext, 0);
    int shares = 0;
    for (int text = 0; text < texts.count(); text++) {
      int n = texts.length(text);
      for (int head = 0; head < heads; head++) {
        backwardOfHead(texts.start(text) * width + head * headWidth, n, shares, state, scratch);
        shares += n * n;
      }
    }
    query.backward(parameters, gradients, x, scratch.dQueries, rows, dx, 1);
    key.backward(parameters, gradients, x, scratch.dKeys, rows, dx, 1);
    value.backward(parameters, gradients, x, scratch.dValues, rows, dx, 1);
  }

  private void backwardOfHead(int at, int n, int shares, State state, Scratch scratch) {
    FloatPointer weights = state.shares.at(shares);
    FloatPointer dWeights = scratch.dShares.at(0);
    FloatPointer dContext = scratch.dContext.at(at);
    Blas.multiplyByTransposed(
        n, n, headWidth, 1, dContext, width, state.values.at(at), width, 0, dWeights, n);
    Blas.multiplyTransposed(
        n, headWidth, n, 1, weights, n, dContext, width, 0, scratch.dValues.at(at), width);
    softmaxBackward(state.shares, shares, scratch.dShares, n);
    Blas.multiply(
        n,
        headWidth,
        n,
        scale,
        dWeights,
        n,
        state.keys.at(at),
        width,
        0,
        scratch.dQueries.at(at),
        width);
    Blas.multiplyTransposed(
        n,
        headWidth,
        n,
        scale,
        dWeights,
        n,
        state.queries.at(at),
        width,
        0,
        scratch.dKeys.at(at),
        width);
  }

  /** The gradient by the scores from that by the shares, in place. */
  private static void softmaxBackward(Floats shares, int start, Floats dShares, int n) {
    float[] share = new float[n];
    float[] d = new float[n];
    for (int i = 0; i < n; i++) {
      shares.read(start + i * n, share, n);
      dShares.read(i * n, d, n);
      float mean = 0;
      for (int j = 0; j < n; j++) {
        mean += share[j] * d[j];
      }
      for (int j = 0; j < n; j++) {
        d[j] = share[j] * (d[j] - mean);
      }
      dShares.write(i * n, d, n);
    }
  }
}
