package io.endoxa.classify.neural;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;

/**
 * Which examples stand together in the batches of an epoch. Examples of like length do, because a
 * batch costs as much as its longest paragraph times its size.
 */
final class BatchPlan {
  /** So many batches are sorted by length together; everything beyond is at random. */
  private static final int WINDOW = 8;

  private final List<NeuralExample> examples;
  private final int batchSize;
  private final Random random;

  BatchPlan(List<NeuralExample> examples, int batchSize, long seed) {
    this.examples = List.copyOf(examples);
    this.batchSize = batchSize;
    this.random = new Random(seed);
  }

  /** The batches of the next epoch: every example once, in another order each time. */
  List<List<NeuralExample>> nextEpoch() {
    List<NeuralExample> order = new ArrayList<>(examples);
    Collections.shuffle(order, random);
    List<List<NeuralExample>> batches = new ArrayList<>();
    int window = WINDOW * batchSize;
    for (int start = 0; start < order.size(); start += window) {
      List<NeuralExample> part = order.subList(start, Math.min(start + window, order.size()));
      part.sort(Comparator.comparingInt(example -> example.steps().length));
      for (int i = 0; i < part.size(); i += batchSize) {
        batches.add(List.copyOf(part.subList(i, Math.min(i + batchSize, part.size()))));
      }
    }
    Collections.shuffle(batches, random);
    return batches;
  }

  int batchesPerEpoch() {
    int window = WINDOW * batchSize;
    int rest = examples.size() % window;
    return examples.size() / window * WINDOW + (rest + batchSize - 1) / batchSize;
  }
}
