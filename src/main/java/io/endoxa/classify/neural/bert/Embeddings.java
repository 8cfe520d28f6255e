package io.endoxa.classify.neural.bert;

import io.endoxa.classify.Tensor;
import io.endoxa.encode.TokenPair;
import io.endoxa.error.UserException;
import java.util.Map;

/**
 * Token ids to the input of the first layer: the sum of word, position and type vectors, normed.
 * Not trained: half the numbers of a small model are word vectors, and a few thousand pairs move
 * only those of the words that they hold.
 */
final class Embeddings {
  private static final String PREFIX = "embeddings.";

  private final float[] words;
  private final float[] positions;
  private final float[] types;
  private final float[] normWeight;
  private final float[] normBias;
  private final int width;

  Embeddings(Map<String, Tensor> tensors, int width) {
    this.width = width;
    this.words = table(tensors, "word_embeddings.weight");
    this.positions = table(tensors, "position_embeddings.weight");
    this.types = table(tensors, "token_type_embeddings.weight");
    this.normWeight = table(tensors, "LayerNorm.weight");
    this.normBias = table(tensors, "LayerNorm.bias");
  }

  private float[] table(Map<String, Tensor> tensors, String name) {
    Tensor tensor = tensors.get(PREFIX + name);
    if (tensor == null || tensor.size() % width != 0) {
      throw new UserException(
          "the weights have no tensor '%s%s' of rows of %d numbers. Expected those of a BERT transformer."
              .formatted(PREFIX, name, width));
    }
    return tensor.data();
  }

  /** Writes the rows of one text to {@code x}, from this row on. */
  void write(TokenPair text, Floats x, int firstRow) {
    int[] ids = text.ids();
    int[] typeOf = text.types();
    float[] row = new float[width];
    for (int token = 0; token < ids.length; token++) {
      int word = ids[token] * width;
      int position = token * width;
      int type = typeOf[token] * width;
      for (int j = 0; j < width; j++) {
        row[j] = words[word + j] + positions[position + j] + types[type + j];
      }
      LayerNorm.apply(row, normWeight, normBias);
      x.write((firstRow + token) * width, row, width);
    }
  }
}
