package io.endoxa.encode;

import java.nio.FloatBuffer;
import java.util.Arrays;

/**
 * A transformer on ONNX Runtime that reads pairs, one at a time: with an int8 model the rows of a
 * batch change each other's vectors. Runs on the calling thread alone. Safe for use by several
 * threads; the owner closes.
 */
public final class PairEncoder implements AutoCloseable {
  private final TransformerModel model;
  private final int dimension;

  private PairEncoder(TransformerModel model, int dimension) {
    this.model = model;
    this.dimension = dimension;
  }

  /**
   * Opens an encoder's own model, which reads no more tokens than the encoder does.
   *
   * @throws io.endoxa.error.UserException if the file is missing or is not what it should be
   */
  public static PairEncoder open(EncoderSpec spec) {
    return new PairEncoder(TransformerModel.open(spec), spec.dimension());
  }

  /**
   * Opens a model that is in memory.
   *
   * @param name of the file that it came from, for messages
   * @param dimension length of its states
   * @param maxTokens the most that a pair has
   * @throws io.endoxa.error.UserException if the content is not what it should be
   */
  public static PairEncoder open(String name, byte[] onnx, int dimension, int maxTokens) {
    TransformerModel.Expected expected =
        new TransformerModel.Expected(
            name,
            dimension,
            maxTokens,
            "The files belong to different models: copy the model again.",
            "Check that the pair's tokenizer belongs to it.");
    return new PairEncoder(TransformerModel.open(expected, onnx), dimension);
  }

  /**
   * The mean of the last layer's states over all tokens, marks included: {@code [dimension]}, not
   * brought to length 1.
   */
  public float[] pooled(TokenPair pair) {
    long[] ids = Arrays.stream(pair.ids()).asLongStream().toArray();
    FloatBuffer states = model.tokenStates(ids, pair.questionSize());
    return MeanPooling.mean(states, ids.length, dimension);
  }

  @Override
  public void close() {
    model.close();
  }
}
