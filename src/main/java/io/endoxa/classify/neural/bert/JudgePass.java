package io.endoxa.classify.neural.bert;

import io.endoxa.encode.TokenPair;
import java.util.ArrayList;
import java.util.List;

/**
 * One worker's way through the network, there and back, for some pairs at a time. Holds the
 * buffers; takes no memory after it is made. For one thread at a time; the owner closes.
 */
final class JudgePass implements AutoCloseable {
  private final JudgeNetwork network;
  private final int capacity;
  private final int longest;
  private final Owned owned = new Owned();
  private final List<Floats> inputs = new ArrayList<>();
  private final List<TransformerLayer.State> states = new ArrayList<>();
  private final TransformerLayer.Scratch scratch;
  private final Floats gradient;

  private Segments texts = new Segments();
  private Dropout dropout = Dropout.NONE;
  private long seed;

  /**
   * A way for at most so many tokens at a time.
   *
   * @param longest the most tokens of one pair
   */
  JudgePass(JudgeNetwork network, int capacity, int longest) {
    TransformerShape shape = network.shape();
    this.network = network;
    this.longest = longest;
    this.capacity = Math.max(capacity, longest);
    int rows = this.capacity;
    try {
      for (int i = 0; i < shape.layers(); i++) {
        inputs.add(owned.floats(rows * shape.width()));
        states.add(
            owned.add(
                new TransformerLayer.State(shape, rows, longest), TransformerLayer.State::close));
      }
      inputs.add(owned.floats(rows * shape.width()));
      this.scratch =
          owned.add(
              new TransformerLayer.Scratch(shape, rows, longest), TransformerLayer.Scratch::close);
      this.gradient = owned.floats(rows * shape.width());
    } catch (RuntimeException | Error e) {
      owned.close();
      throw e;
    }
  }

  /** How many tokens it takes at a time. */
  int capacity() {
    return capacity;
  }

  /** Pairs enter at the first layer. */
  void enter(List<TokenPair> pairs) {
    begin(pairs.stream().mapToInt(TokenPair::size).toArray());
    for (int i = 0; i < pairs.size(); i++) {
      network.embeddings().write(pairs.get(i), inputs.get(0), texts.start(i));
    }
  }

  /** Pairs enter at a higher layer, with the states that {@link #states} gave before it. */
  void enter(List<float[]> lowerStates, int layer) {
    int width = network.shape().width();
    begin(lowerStates.stream().mapToInt(states -> states.length / width).toArray());
    for (int i = 0; i < lowerStates.size(); i++) {
      float[] rows = lowerStates.get(i);
      inputs.get(layer).write(texts.start(i) * width, rows, rows.length);
    }
  }

  private void begin(int[] lengths) {
    for (int length : lengths) {
      if (length > longest) {
        throw new IllegalArgumentException("%d tokens, at most %d".formatted(length, longest));
      }
    }
    texts = new Segments(lengths);
    if (texts.rows() > capacity) {
      throw new IllegalArgumentException("%d tokens at once".formatted(texts.rows()));
    }
  }

  /** Runs the layers from {@code from} to below {@code to}. */
  void forward(Floats parameters, int from, int to, Dropout dropout, long seed) {
    this.dropout = dropout;
    this.seed = seed;
    for (int i = from; i < to; i++) {
      network
          .layer(i)
          .forward(
              parameters,
              inputs.get(i),
              texts,
              dropout,
              seedOf(i),
              states.get(i),
              scratch,
              inputs.get(i + 1));
    }
  }

  /** Each layer takes two seeds. */
  private long seedOf(int layer) {
    return seed + 2L * layer;
  }

  /** A copy of the rows that enter a layer, {@code [tokens][width]}. */
  float[] states(int text, int layer) {
    int width = network.shape().width();
    return inputs.get(layer).copy(texts.start(text) * width, texts.length(text) * width);
  }

  /** The mean of a pair's final states, {@code [width]}. */
  float[] pooled(int text) {
    int width = network.shape().width();
    Floats last = inputs.get(network.shape().layers());
    float[] mean = new float[width];
    float[] row = new float[width];
    for (int token = 0; token < texts.length(text); token++) {
      last.read((texts.start(text) + token) * width, row, width);
      for (int j = 0; j < width; j++) {
        mean[j] += row[j];
      }
    }
    for (int j = 0; j < width; j++) {
      mean[j] /= texts.length(text);
    }
    return mean;
  }

  /** Sets the gradient of the loss by a pair's {@link #pooled}; to be done for every pair. */
  void setGradient(int text, float[] dPooled) {
    int width = network.shape().width();
    float[] row = new float[width];
    for (int j = 0; j < width; j++) {
      row[j] = dPooled[j] / texts.length(text);
    }
    for (int token = 0; token < texts.length(text); token++) {
      gradient.write((texts.start(text) + token) * width, row, width);
    }
  }

  /** Adds to the gradients of the layers down to {@code to}, for the last {@link #forward}. */
  void backward(Floats parameters, Floats gradients, int to) {
    for (int i = network.shape().layers() - 1; i >= to; i--) {
      network
          .layer(i)
          .backward(
              parameters,
              gradients,
              inputs.get(i),
              texts,
              dropout,
              seedOf(i),
              states.get(i),
              scratch,
              gradient,
              i > to);
    }
  }

  @Override
  public void close() {
    owned.close();
  }
}
