package io.endoxa.classify;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.apache.commons.codec.digest.MurmurHash3;

/**
 * Counts the words and word pairs of a text, each at a position given by its hash. Training and
 * scoring both count with this class, so they cannot drift apart.
 *
 * <p>A word is a run of Unicode letters and digits, in lower case. A term is a word, or two
 * neighbouring words with one space between. Its position is MurmurHash3 (x86, 32 bit, seed 0) of
 * its UTF-8 bytes, floor-modulo the dimension; terms that collide share a count.
 *
 * @param dimension how many positions there are, at least 1
 */
public record HashedTerms(int dimension) {
  /** Enough for a corpus of some thousand paragraphs. */
  public static final int DEFAULT_DIMENSION = 16_384;

  private static final int SEED = 0;

  public HashedTerms {
    if (dimension < 1) {
      throw new IllegalArgumentException("dimension " + dimension + " is below 1");
    }
  }

  public HashedTerms() {
    this(DEFAULT_DIMENSION);
  }

  /** The counts of a text's terms; empty for a text without words. */
  public SparseTerms count(String text) {
    List<String> words = words(text);
    if (words.isEmpty()) {
      return SparseTerms.NONE;
    }
    int[] positions = new int[2 * words.size() - 1];
    for (int i = 0; i < words.size(); i++) {
      positions[i] = position(words.get(i));
    }
    for (int i = 1; i < words.size(); i++) {
      positions[words.size() + i - 1] = position(words.get(i - 1) + ' ' + words.get(i));
    }
    return counted(positions);
  }

  static List<String> words(String text) {
    String lower = text.toLowerCase(Locale.ROOT);
    List<String> words = new ArrayList<>();
    int start = -1;
    for (int i = 0; i < lower.length(); ) {
      int codePoint = lower.codePointAt(i);
      boolean inside = Character.isLetterOrDigit(codePoint);
      if (inside && start < 0) {
        start = i;
      } else if (!inside && start >= 0) {
        words.add(lower.substring(start, i));
        start = -1;
      }
      i += Character.charCount(codePoint);
    }
    if (start >= 0) {
      words.add(lower.substring(start));
    }
    return words;
  }

  private int position(String term) {
    byte[] bytes = term.getBytes(StandardCharsets.UTF_8);
    return Math.floorMod(MurmurHash3.hash32x86(bytes, 0, bytes.length, SEED), dimension);
  }

  private static SparseTerms counted(int[] positions) {
    Arrays.sort(positions);
    int[] indices = new int[positions.length];
    float[] values = new float[positions.length];
    int size = 0;
    for (int position : positions) {
      if (size == 0 || indices[size - 1] != position) {
        indices[size++] = position;
      }
      values[size - 1]++;
    }
    return new SparseTerms(Arrays.copyOf(indices, size), Arrays.copyOf(values, size));
  }
}
