package io.endoxa.classify;

import io.endoxa.error.UserException;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Weights term counts by how rare the terms are: {@code ln((n + 1) / (df + 1))} for n paragraphs of
 * which df hold the term, as MLlib's IDF does. It knows the terms of at least {@link
 * #LEAST_PARAGRAPHS} paragraphs alone: one of fewer teaches next to nothing about others, most
 * terms are such, and each costs time in training and place in the model. Immutable and
 * thread-safe.
 *
 * <p>Weighted words (the lower half of the positions) have Euclidean length 1, and so have weighted
 * pairs (the upper half): at one length for both, the many rare pairs would drown the words. Where
 * all weights are 0 the length is 0.
 */
public final class Idf {
  /** A term of fewer paragraphs than this is left out. */
  public static final int LEAST_PARAGRAPHS = 5;

  private static final String TERMS = "terms";

  private final int dimension;
  private final int[] positions;
  private final float[] weights;

  /** How many of the known terms are words; pairs come behind them. */
  private final int words;

  /** Weights of all positions of {@link HashedTerms}; takes over the array. */
  public Idf(float[] weights) {
    this(weights.length, IntStream.range(0, weights.length).toArray(), weights);
  }

  /**
   * @param positions of the terms that are known, ascending
   * @param weights one for each
   */
  private Idf(int dimension, int[] positions, float[] weights) {
    this.dimension = dimension;
    this.positions = positions;
    this.weights = weights;
    int at = Arrays.binarySearch(positions, dimension / 2);
    this.words = at < 0 ? -at - 1 : at;
  }

  /** Fits the weights to the counts of paragraphs, all of the given dimension. */
  public static Idf fit(Iterable<SparseTerms> paragraphs, int dimension) {
    return fit(paragraphs, dimension, LEAST_PARAGRAPHS);
  }

  /** Knows every term, one that stands in no paragraph too. */
  static Idf fitAll(Iterable<SparseTerms> paragraphs, int dimension) {
    return fit(paragraphs, dimension, 0);
  }

  private static Idf fit(Iterable<SparseTerms> paragraphs, int dimension, int least) {
    int[] frequency = new int[dimension];
    long count = 0;
    for (SparseTerms terms : paragraphs) {
      count++;
      for (int index : terms.indices()) {
        frequency[index]++;
      }
    }
    int[] kept = IntStream.range(0, dimension).filter(i -> frequency[i] >= least).toArray();
    // Heads have a weight per term, and a tensor without numbers is none.
    int[] positions = kept.length == 0 ? new int[1] : kept;
    float[] weights = new float[positions.length];
    for (int i = 0; i < kept.length; i++) {
      weights[i] = (float) Math.log((count + 1.0) / (frequency[kept[i]] + 1.0));
    }
    return new Idf(dimension, positions, weights);
  }

  /** What {@link #tensor} gave. Throws {@link UserException} naming file and tensor. */
  static Idf read(String file, Map<String, Tensor> tensors) {
    float[] numbers = Tensors.expect(file, tensors, TERMS, Tensors.ANY, 2).data();
    int[] positions = new int[numbers.length / 2 - 1];
    float[] weights = new float[positions.length];
    for (int i = 0; i < positions.length; i++) {
      positions[i] = (int) numbers[2 * i + 2];
      weights[i] = numbers[2 * i + 3];
      int before = i == 0 ? -1 : positions[i - 1];
      if (positions[i] <= before || positions[i] >= numbers[0]) {
        throw new UserException(
            "%s: tensor '%s': row %d has position %d, expected one above %d and below %.0f. Train the model again."
                .formatted(file, TERMS, i + 1, positions[i], before, numbers[0]));
      }
    }
    return new Idf((int) numbers[0], positions, weights);
  }

  /**
   * What {@link #read} reads, {@code [1 + size][2]}: in the first row the dimension and a 0, then
   * position and weight of each term. A float holds whole numbers up to 2^24.
   */
  Map<String, Tensor> tensor() {
    float[] numbers = new float[2 * (1 + size())];
    numbers[0] = dimension;
    for (int i = 0; i < size(); i++) {
      numbers[2 * i + 2] = positions[i];
      numbers[2 * i + 3] = weights[i];
    }
    return Map.of(TERMS, new Tensor(numbers, 1 + size(), 2));
  }

  /** How many positions the counts have. */
  public int dimension() {
    return dimension;
  }

  /** The positions of the words that it knows, ascending; pairs are left out. */
  int[] knownWords() {
    return Arrays.copyOf(positions, words);
  }

  /** How many terms it knows. */
  public int size() {
    return positions.length;
  }

  /** The weights of the known terms, {@code [size]}, not a copy. */
  public float[] weights() {
    return weights;
  }

  /**
   * What heads read: weighted counts of the known terms, words and pairs of length 1 each.
   *
   * @return indices from 0 to below {@link #size}: places among the known terms
   */
  public SparseTerms weigh(SparseTerms counts) {
    SparseTerms known = known(counts);
    int at = Arrays.binarySearch(known.indices(), words);
    int pairs = at < 0 ? -at - 1 : at;
    toLengthOne(known.values(), 0, pairs);
    toLengthOne(known.values(), pairs, known.size());
    return known;
  }

  /** As {@link #weigh}, but words and pairs have length 1 together. */
  SparseTerms weighTogether(SparseTerms counts) {
    SparseTerms known = known(counts);
    toLengthOne(known.values(), 0, known.size());
    return known;
  }

  private SparseTerms known(SparseTerms counts) {
    int[] indices = new int[counts.size()];
    float[] values = new float[counts.size()];
    int size = 0;
    int from = 0;
    for (int i = 0; i < counts.size(); i++) {
      int position = counts.indices()[i];
      int at = Arrays.binarySearch(positions, from, positions.length, position);
      from = at < 0 ? -at - 1 : at;
      if (at >= 0) {
        indices[size] = at;
        values[size++] = counts.values()[i] * weights[at];
      }
    }
    return new SparseTerms(Arrays.copyOf(indices, size), Arrays.copyOf(values, size));
  }

  private static void toLengthOne(float[] values, int from, int to) {
    double squares = 0;
    for (int i = from; i < to; i++) {
      squares += (double) values[i] * values[i];
    }
    for (int i = from; squares > 0 && i < to; i++) {
      values[i] = (float) (values[i] / Math.sqrt(squares));
    }
  }
}
