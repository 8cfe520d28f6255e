package io.endoxa.encode;

import io.endoxa.error.UserException;

/**
 * An encoder on ONNX Runtime. Encodes one text at a time: with an int8 model the rows of a batch
 * change each other's vectors, and on a CPU one row is also the fastest.
 */
public final class OnnxSentenceEncoder implements SentenceEncoder {
  private final EncoderSpec spec;
  private final TextTokenizer tokenizer;
  private final TransformerModel model;
  private final MeanPooling pooling;

  private OnnxSentenceEncoder(EncoderSpec spec, TextTokenizer tokenizer, TransformerModel model) {
    this.spec = spec;
    this.tokenizer = tokenizer;
    this.model = model;
    this.pooling = new MeanPooling(spec.dimension());
  }

  /**
   * Loads model and tokenizer, which takes about a second; the caller closes.
   *
   * @throws UserException if a file is missing or is not what it should be
   */
  public static SentenceEncoder open(EncoderSpec spec) {
    TextTokenizer tokenizer = TextTokenizer.open(spec);
    try {
      return new OnnxSentenceEncoder(spec, tokenizer, TransformerModel.open(spec));
    } catch (RuntimeException e) {
      tokenizer.close();
      throw e;
    }
  }

  @Override
  public EncoderSpec spec() {
    return spec;
  }

  @Override
  public EncodedText encode(String text) {
    if (text.isBlank()) {
      throw new IllegalArgumentException("The text is blank; leave it out before encoding.");
    }
    TokenizedText tokens = tokenizer.tokenize(text);
    return pooling.pool(tokens, model.tokenStates(tokens.ids()));
  }

  @Override
  public void close() {
    try {
      model.close();
    } finally {
      tokenizer.close();
    }
  }
}
