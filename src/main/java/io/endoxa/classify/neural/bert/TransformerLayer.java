package io.endoxa.classify.neural.bert;

import org.jspecify.annotations.Nullable;

/**
 * One layer of BERT (Devlin et al. 2019): attention, then two dense maps with GELU between; after
 * each of the two, dropout, the input added, and layer norm.
 */
final class TransformerLayer {
  private final Attention attention;
  private final LayerNorm attentionNorm;
  private final Linear widen;
  private final Linear narrow;
  private final LayerNorm outputNorm;
  private final TransformerShape shape;

  TransformerLayer(ParameterLayout layout, String name, TransformerShape shape) {
    int width = shape.width();
    this.shape = shape;
    this.attention = new Attention(layout, name + ".attention", width, shape.heads());
    this.attentionNorm = new LayerNorm(layout, name + ".attention.output.LayerNorm", width);
    this.widen = new Linear(layout, name + ".intermediate.dense", width, shape.innerWidth());
    this.narrow = new Linear(layout, name + ".output.dense", shape.innerWidth(), width);
    this.outputNorm = new LayerNorm(layout, name + ".output.LayerNorm", width);
  }

  /** What the backward pass needs of one layer, for one batch of texts. */
  static final class State implements AutoCloseable {
    private final Attention.State attention;
    private final LayerNorm.State attentionNorm;
    private final LayerNorm.State outputNorm;
    private final Floats middle;
    private final Floats inner;
    private final Floats innerSlope;

    State(TransformerShape shape, int rows, int longest) {
      this.attention = new Attention.State(rows, longest, shape.width(), shape.heads());
      this.attentionNorm = new LayerNorm.State(rows, shape.width());
      this.outputNorm = new LayerNorm.State(rows, shape.width());
      this.middle = new Floats(rows * shape.width());
      this.inner = new Floats(rows * shape.innerWidth());
      this.innerSlope = new Floats(rows * shape.innerWidth());
    }

    @Override
    public void close() {
      attention.close();
      attentionNorm.close();
      outputNorm.close();
      middle.close();
      inner.close();
      innerSlope.close();
    }
  }

  /** Room that all layers of a worker share. */
  static final class Scratch implements AutoCloseable {
    private final Attention.Scratch attention;
    private final Floats branch;
    private final Floats dMiddle;
    private final Floats dInner;

    Scratch(TransformerShape shape, int rows, int longest) {
      this.attention = new Attention.Scratch(rows, longest, shape.width());
      this.branch = new Floats(rows * shape.width());
      this.dMiddle = new Floats(rows * shape.width());
      this.dInner = new Floats(rows * shape.innerWidth());
    }

    @Override
    public void close() {
      attention.close();
      branch.close();
      dMiddle.close();
      dInner.close();
    }
  }

  /**
   * Fills {@code y} from {@code x}, both {@code [rows][width]}.
   *
   * @param seed of the dropout masks; the backward pass of this batch takes the same
   */
  void forward(
      Floats parameters,
      Floats x,
      Segments texts,
      Dropout dropout,
      long seed,
      State state,
      Scratch scratch,
      Floats y) {
    int rows = texts.rows();
    attention.forward(parameters, x, texts, state.attention, scratch.branch);
    dropout.apply(scratch.branch, rows, shape.width(), seed);
    add(scratch.branch, x, rows);
    attentionNorm.forward(parameters, scratch.branch, rows, state.attentionNorm, state.middle);
    widen.forward(parameters, state.middle, rows, state.inner);
    Gelu.forward(state.inner, rows, shape.innerWidth(), state.innerSlope, state.inner);
    narrow.forward(parameters, state.inner, rows, scratch.branch);
    dropout.apply(scratch.branch, rows, shape.width(), seed + 1);
    add(scratch.branch, state.middle, rows);
    outputNorm.forward(parameters, scratch.branch, rows, state.outputNorm, y);
  }

  /**
   * Adds to the gradients of the parameters.
   *
   * @param x as in {@link #forward}
   * @param d holds the gradient by y, then that by x
   * @param inputNeeded whether anybody reads the gradient by x
   */
  void backward(
      Floats parameters,
      Floats gradients,
      Floats x,
      Segments texts,
      Dropout dropout,
      long seed,
      State state,
      Scratch scratch,
      Floats d,
      boolean inputNeeded) {
    int rows = texts.rows();
    int size = rows * shape.width();
    outputNorm.backward(parameters, gradients, d, rows, state.outputNorm, scratch.dMiddle);
    scratch.branch.copyFrom(scratch.dMiddle, size);
    dropout.apply(scratch.branch, rows, shape.width(), seed + 1);
    narrow.backward(parameters, gradients, state.inner, scratch.branch, rows, scratch.dInner, 0);
    Gelu.backward(scratch.dInner, rows, shape.innerWidth(), state.innerSlope);
    widen.backward(parameters, gradients, state.middle, scratch.dInner, rows, scratch.dMiddle, 1);
    attentionNorm.backward(parameters, gradients, scratch.dMiddle, rows, state.attentionNorm, d);
    scratch.branch.copyFrom(d, size);
    dropout.apply(scratch.branch, rows, shape.width(), seed);
    @Nullable Floats dx = inputNeeded ? d : null;
    attention.backward(
        parameters, gradients, x, scratch.branch, texts, state.attention, scratch.attention, dx);
  }

  private void add(Floats x, Floats more, int rows) {
    int width = shape.width();
    float[] values = new float[width];
    float[] others = new float[width];
    for (int row = 0; row < rows; row++) {
      x.read(row * width, values, width);
      more.read(row * width, others, width);
      for (int j = 0; j < width; j++) {
        values[j] += others[j];
      }
      x.write(row * width, values, width);
    }
  }
}
