package io.endoxa.classify;

import io.endoxa.codebook.Stance;
import io.endoxa.encode.EncoderSpec;
import io.endoxa.encode.PairEncoder;
import io.endoxa.encode.PairTokenizer;
import io.endoxa.encode.TokenPair;
import java.util.Map;

/**
 * Reads question and paragraph together: a fine-tuned transformer on ONNX Runtime, and a dense head
 * in plain Java on the mean of its states. Safe for use by several threads; the owner closes.
 */
public final class Judge implements AutoCloseable {
  private static final String WEIGHT = "head.weight";
  private static final String BIAS = "head.bias";

  private final PairTokenizer tokenizer;
  private final PairEncoder encoder;
  private final DenseLayer head;

  private Judge(PairTokenizer tokenizer, PairEncoder encoder, DenseLayer head) {
    this.tokenizer = tokenizer;
    this.encoder = encoder;
    this.head = head;
  }

  /**
   * Loads the judge, which takes about a second; the caller closes.
   *
   * @param tokenizerSource the encoder that the judge was trained from; only its tokenizer is read
   * @param onnx the transformer, with token types
   * @param head {@code head.weight [dimension][stance]} and {@code head.bias [stance]}, stances in
   *     the order of {@link Stance}
   * @param maxTokens of a pair, marks included
   * @throws io.endoxa.error.UserException if one of them is not what it should be
   */
  public static Judge open(
      EncoderSpec tokenizerSource, byte[] onnx, Map<String, Tensor> head, int maxTokens) {
    DenseLayer layer = layer(head);
    int dimension = layer.weights().shape()[1];
    PairTokenizer tokenizer = PairTokenizer.open(tokenizerSource, maxTokens);
    try {
      PairEncoder encoder = PairEncoder.open(JudgeFiles.ONNX, onnx, dimension, maxTokens);
      return new Judge(tokenizer, encoder, layer);
    } catch (RuntimeException e) {
      tokenizer.close();
      throw e;
    }
  }

  /** Checks the head and turns its weights round, for scoring reads them stance by stance. */
  static DenseLayer layer(Map<String, Tensor> head) {
    Tensor weight = Tensors.expect(JudgeFiles.HEAD, head, WEIGHT, Tensors.ANY, Stance.COUNT);
    Tensor bias = Tensors.expect(JudgeFiles.HEAD, head, BIAS, Stance.COUNT);
    int dimension = weight.shape()[0];
    float[] turned = new float[weight.size()];
    for (int i = 0; i < dimension; i++) {
      for (int stance = 0; stance < Stance.COUNT; stance++) {
        turned[stance * dimension + i] = weight.data()[i * Stance.COUNT + stance];
      }
    }
    return new DenseLayer(new Tensor(turned, Stance.COUNT, dimension), bias);
  }

  /** Makes the pairs for {@link #logits(TokenPair)}; closed with the judge. */
  public PairTokenizer tokenizer() {
    return tokenizer;
  }

  /** One score per stance, in the order of {@link Stance}, for a pair of {@link #tokenizer}. */
  public float[] logits(TokenPair pair) {
    return head.apply(encoder.pooled(pair));
  }

  /** As {@link #logits(TokenPair)}, for texts; a paragraph that is too long loses its end. */
  public float[] logits(String question, String paragraph) {
    return logits(tokenizer.pair(question, paragraph));
  }

  @Override
  public void close() {
    try {
      encoder.close();
    } finally {
      tokenizer.close();
    }
  }
}
