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
 * <p>A word is a run of Unicode letters and digits, in lower case. A pair is two neighbouring words
 * with one space between. The lower half of the positions is for words, the upper half for pairs. A
 * term's place in its half is MurmurHash3 (x86, 32 bit, seed 0) of its UTF-8 bytes, floor-modulo
 * the half; terms that collide share a count.
 *
 * @param dimension how many positions there are: even, at least 2
 */
public record HashedTerms(int dimension) {
  /**
   * Enough for some hundred thousand different terms, nearly all of them apart. {@link Idf} keeps
   * the positions that matter, so a high number costs next to nothing.
   */
  public static final int DEFAULT_DIMENSION = 1 << 20;

  private static final int SEED = 0;

  public HashedTerms {
    if (dimension < 2 || dimension % 2 != 0) {
      throw new IllegalArgumentException(
          "dimension %d is not even and at least 2".formatted(dimension));
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
    int half = dimension / 2;
    int[] positions = new int[2 * words.size() - 1];
    for (int i = 0; i < words.size(); i++) {
      positions[i] = hash(words.get(i), half);
    }
    for (int i = 1; i < words.size(); i++) {
      positions[words.size() + i - 1] = half + hash(words.get(i - 1) + ' ' + words.get(i), half);
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

  private static int hash(String term, int places) {
    byte[] bytes = term.getBytes(StandardCharsets.UTF_8);
    return Math.floorMod(MurmurHash3.hash32x86(bytes, 0, bytes.length, SEED), places);
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
