package io.endoxa.classify.neural.bert;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;

/**
 * Shares examples out to batches of like length, in an order drawn from a seed, and the pairs of a
 * batch to workers.
 */
final class PairBatches {
  /** Batches that are sorted by length together: more waste less time and mix less well. */
  private static final int SORTED_TOGETHER = 24;

  private PairBatches() {}

  /** All examples, each once. Only the last batches may be smaller. */
  static List<List<JudgeExample>> of(List<JudgeExample> examples, int batchSize, long seed) {
    List<JudgeExample> shuffled = new ArrayList<>(examples);
    Random random = new Random(seed);
    Collections.shuffle(shuffled, random);
    List<List<JudgeExample>> batches = new ArrayList<>();
    int pool = batchSize * SORTED_TOGETHER;
    for (int from = 0; from < shuffled.size(); from += pool) {
      List<JudgeExample> together =
          new ArrayList<>(shuffled.subList(from, Math.min(from + pool, shuffled.size())));
      together.sort(Comparator.comparingInt(example -> example.pair().size()));
      for (int at = 0; at < together.size(); at += batchSize) {
        batches.add(List.copyOf(together.subList(at, Math.min(at + batchSize, together.size()))));
      }
    }
    Collections.shuffle(batches, random);
    return batches;
  }

  /**
   * Positions per worker, so that tokens are shared out evenly: the longest first, each to the
   * worker with the fewest.
   */
  static List<List<Integer>> shares(int[] sizes, int workers) {
    List<Integer> order = new ArrayList<>();
    for (int i = 0; i < sizes.length; i++) {
      order.add(i);
    }
    order.sort(Comparator.comparingInt((Integer i) -> -sizes[i]).thenComparing(i -> i));
    List<List<Integer>> shares = new ArrayList<>();
    for (int i = 0; i < workers; i++) {
      shares.add(new ArrayList<>());
    }
    int[] loads = new int[workers];
    for (int i : order) {
      int least = 0;
      for (int worker = 1; worker < workers; worker++) {
        least = loads[worker] < loads[least] ? worker : least;
      }
      shares.get(least).add(i);
      loads[least] += sizes[i];
    }
    return shares;
  }

  /** Cuts a list of positions so that no piece has more tokens than fit, unless it is one pair. */
  static List<List<Integer>> packs(List<Integer> positions, int[] sizes, int capacity) {
    List<List<Integer>> packs = new ArrayList<>();
    List<Integer> pack = new ArrayList<>();
    int tokens = 0;
    for (int position : positions) {
      if (!pack.isEmpty() && tokens + sizes[position] > capacity) {
        packs.add(pack);
        pack = new ArrayList<>();
        tokens = 0;
      }
      pack.add(position);
      tokens += sizes[position];
    }
    if (!pack.isEmpty()) {
      packs.add(pack);
    }
    return packs;
  }
}
