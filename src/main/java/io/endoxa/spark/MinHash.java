package io.endoxa.spark;

import java.io.Serializable;
import java.util.Random;

/**
 * MinHash (Broder 1997) with the hash functions of MLlib's {@code MinHashLSH}, which boxes each
 * number that it hashes: two sets have an equal hash with the probability of their similarity.
 */
final class MinHash implements Serializable {
  private static final long serialVersionUID = 1L;

  private static final int PRIME = 2038074743;

  private final int[] factors;
  private final int[] summands;

  /** The functions that MLlib draws for this seed. */
  MinHash(int hashes, long seed) {
    Random random = new Random(seed);
    this.factors = new int[hashes];
    this.summands = new int[hashes];
    for (int i = 0; i < hashes; i++) {
      factors[i] = 1 + random.nextInt(PRIME - 1);
      summands[i] = random.nextInt(PRIME - 1);
    }
  }

  /** A hash per function, of a set that is not empty, of numbers below a million. */
  int[] of(int[] set) {
    int[] hashes = new int[factors.length];
    for (int i = 0; i < hashes.length; i++) {
      long factor = factors[i];
      long summand = summands[i];
      long least = PRIME;
      for (int element : set) {
        least = Math.min(least, ((1L + element) * factor + summand) % PRIME);
      }
      hashes[i] = (int) least;
    }
    return hashes;
  }
}
