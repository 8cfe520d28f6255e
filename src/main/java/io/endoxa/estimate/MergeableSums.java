package io.endoxa.estimate;

/** Sums over articles that are made in parts, on different machines, and merged in any order. */
public interface MergeableSums<S extends MergeableSums<S>> {
  /** Adds the articles of another part; gives this. */
  S merge(S other);

  /** All sums, to be carried elsewhere. */
  double[] toArray();
}
