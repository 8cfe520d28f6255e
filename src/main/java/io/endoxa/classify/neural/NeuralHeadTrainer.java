package io.endoxa.classify.neural;

import io.endoxa.classify.Idf;
import io.endoxa.classify.NeuralStanceHead;
import java.util.List;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Trains one network for all questions of a codebook. Equal examples and settings give
 * bit-identical heads on one machine.
 *
 * <p>Needs OMP_NUM_THREADS=1: more threads than cores make it several times slower.
 */
public final class NeuralHeadTrainer {
  private NeuralHeadTrainer() {}

  /**
   * A trained head.
   *
   * @param examples at least one; all vectors have one length, all examples as many questions
   * @param termDimension of {@link io.endoxa.classify.HashedTerms} in the examples
   */
  public static NeuralStanceHead train(
      List<NeuralExample> examples,
      int termDimension,
      NeuralSettings settings,
      ProgressListener listener) {
    check(examples);
    Idf idf = idf(examples, termDimension);
    ComputationGraph graph = fit(examples, idf, settings, listener);
    try {
      return StanceNetwork.head(graph, idf, examples.get(0).questions());
    } finally {
      graph.close();
    }
  }

  static Idf idf(List<NeuralExample> examples, int termDimension) {
    return Idf.fit(examples.stream().map(e -> e.features().terms()).toList(), termDimension);
  }

  static ComputationGraph fit(
      List<NeuralExample> examples, Idf idf, NeuralSettings settings, ProgressListener listener) {
    // Dropout draws from the thread's own generator, which outlives a training.
    Nd4j.getRandom().setSeed(settings.seed());
    BatchPlan plan = new BatchPlan(examples, settings.batchSize(), settings.seed());
    int inputs = examples.get(0).features().vector().length + idf.size();
    ComputationGraph graph =
        StanceNetwork.create(
            settings,
            inputs,
            examples.get(0).questions(),
            settings.epochs() * plan.batchesPerEpoch());
    try {
      fit(graph, plan, idf, settings.epochs(), listener);
    } catch (RuntimeException e) {
      // Native memory, which no collector frees.
      graph.close();
      throw e;
    }
    return graph;
  }

  private static void fit(
      ComputationGraph graph, BatchPlan plan, Idf idf, int epochs, ProgressListener listener) {
    for (int epoch = 1; epoch <= epochs; epoch++) {
      double loss = 0;
      for (List<NeuralExample> batch : plan.nextEpoch()) {
        // The score that follows holds the penalty of the weights as they are now.
        double penalty = graph.calcRegularizationScore(true);
        NetworkInput input = NetworkInput.of(batch, idf);
        graph.fit(input.featureArrays(), input.labelArrays());
        loss += (graph.score() - penalty) / plan.batchesPerEpoch();
      }
      listener.epochDone(epoch, epochs, loss);
    }
  }

  private static void check(List<NeuralExample> examples) {
    if (examples.isEmpty()) {
      throw new IllegalArgumentException("no examples");
    }
    int questions = examples.get(0).questions();
    for (NeuralExample example : examples) {
      if (example.questions() != questions) {
        throw new IllegalArgumentException(
            "%d questions, the first example has %d".formatted(example.questions(), questions));
      }
    }
  }
}
