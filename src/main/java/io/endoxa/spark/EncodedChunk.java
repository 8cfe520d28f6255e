package io.endoxa.spark;

import io.endoxa.classify.Tensor;
import io.endoxa.encode.EncodedText;
import io.endoxa.encode.SentenceEncoder;
import io.endoxa.isolate.NativeCrashException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/** What an encoder finds for a chunk of texts, as rows and as tensors. Arrays are not copied. */
final class EncodedChunk {
  private static final String VECTORS = "vectors";
  private static final String TOKENS = "tokens";
  private static final String TRUNCATED = "truncated";

  private final float[] vectors;
  private final float[] tokens;
  private final float[] truncated;

  private EncodedChunk(float[] vectors, float[] tokens, float[] truncated) {
    this.vectors = vectors;
    this.tokens = tokens;
    this.truncated = truncated;
  }

  /** What was kept of a chunk of {@code size} texts. */
  static Optional<EncodedChunk> read(ChunkFiles files, String key, int size, int dimension) {
    return files
        .read(
            key,
            Map.of(
                VECTORS, List.of(size, dimension), TOKENS, List.of(size), TRUNCATED, List.of(size)))
        .map(
            content ->
                new EncodedChunk(
                    ChunkFiles.numbers(content, VECTORS),
                    ChunkFiles.numbers(content, TOKENS),
                    ChunkFiles.numbers(content, TRUNCATED)));
  }

  /**
   * Encodes a chunk.
   *
   * @param texts as the encoder reads them
   * @param encoded is run after each
   */
  static EncodedChunk of(List<String> texts, SentenceEncoder encoder, Runnable encoded) {
    int dimension = encoder.spec().dimension();
    EncodedChunk chunk =
        new EncodedChunk(
            new float[texts.size() * dimension], new float[texts.size()], new float[texts.size()]);
    for (int i = 0; i < texts.size(); i++) {
      try {
        EncodedText text = encoder.encode(texts.get(i));
        System.arraycopy(text.vector(), 0, chunk.vectors, i * dimension, dimension);
        chunk.tokens[i] = text.tokenCount();
        chunk.truncated[i] = text.truncated() ? 1 : 0;
      } catch (NativeCrashException e) {
        chunk.tokens[i] = EncodeParagraphs.CRASHED;
      }
      encoded.run();
    }
    return chunk;
  }

  /** Keeps the chunk, unless native code crashed on one of its texts: that may be mended. */
  void write(ChunkFiles files, String key) {
    int size = tokens.length;
    for (float count : tokens) {
      if (count == EncodeParagraphs.CRASHED) {
        return;
      }
    }
    files.write(
        key,
        Map.of(
            VECTORS, new Tensor(vectors, size, vectors.length / size),
            TOKENS, new Tensor(tokens, size),
            TRUNCATED, new Tensor(truncated, size)));
  }

  /**
   * A row per text: the text as it is given here, vector, number of tokens, whether it is cut.
   * Where native code crashed there is no vector, and the number is {@link
   * EncodeParagraphs#CRASHED}.
   */
  List<Row> rows(List<String> texts) {
    int dimension = vectors.length / tokens.length;
    List<Row> rows = new ArrayList<>(texts.size());
    for (int i = 0; i < texts.size(); i++) {
      rows.add(
          RowFactory.create(
              texts.get(i),
              tokens[i] == EncodeParagraphs.CRASHED
                  ? null
                  : Arrays.copyOfRange(vectors, i * dimension, (i + 1) * dimension),
              (int) tokens[i],
              truncated[i] != 0));
    }
    return rows;
  }
}
