package io.endoxa.classify.neural;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** Which examples stand together in the batches of an epoch. */
final class BatchPlan {
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
    for (int i = 0; i < order.size(); i += batchSize) {
      batches.add(List.copyOf(order.subList(i, Math.min(i + batchSize, order.size()))));
    }
    return batches;
  }

  int batchesPerEpoch() {
    return (examples.size() + batchSize - 1) / batchSize;
  }
}
