package io.endoxa.classify.neural;

import io.endoxa.classify.NeuralStanceHead;
import java.util.List;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Trains one network for all questions of a codebook. Equal examples, vectors and settings give
 * bit-identical heads on one machine.
 *
 * <p>Needs OMP_NUM_THREADS=1: more threads than cores make it several times slower.
 */
public final class NeuralHeadTrainer {
  private NeuralHeadTrainer() {}

  /**
   * A trained head.
   *
   * @param examples at least one; all vectors have one length
   * @param questionVectors the encoder's vector of each question's proposition, {@code
   *     [question][dim]}
   */
  public static NeuralStanceHead train(
      List<NeuralExample> examples,
      float[][] questionVectors,
      NeuralSettings settings,
      ProgressListener listener) {
    check(examples, questionVectors);
    ComputationGraph graph = fit(examples, questionVectors, settings, listener);
    try {
      return NeuralStanceHead.read(
          "the trained network",
          StanceNetwork.tensors(graph, questionVectors),
          questionVectors.length);
    } finally {
      graph.close();
    }
  }

  static ComputationGraph fit(
      List<NeuralExample> examples,
      float[][] questionVectors,
      NeuralSettings settings,
      ProgressListener listener) {
    // Dropout draws from the thread's own generator, which outlives a training.
    Nd4j.getRandom().setSeed(settings.seed());
    BatchPlan plan = new BatchPlan(examples, settings.batchSize(), settings.seed());
    ComputationGraph graph =
        StanceNetwork.create(
            settings,
            questionVectors[0].length,
            questionVectors.length,
            settings.epochs() * plan.batchesPerEpoch());
    for (int epoch = 1; epoch <= settings.epochs(); epoch++) {
      double loss = 0;
      for (List<NeuralExample> batch : plan.nextEpoch()) {
        // The score that follows holds the penalty of the weights as they are now.
        double penalty = graph.calcRegularizationScore(true);
        NetworkInput input = NetworkInput.of(batch, questionVectors);
        graph.fit(input.features(), input.labelArrays(), input.featureMasks(), null);
        loss += (graph.score() - penalty) / plan.batchesPerEpoch();
      }
      listener.epochDone(epoch, settings.epochs(), loss);
    }
    return graph;
  }

  private static void check(List<NeuralExample> examples, float[][] questionVectors) {
    if (examples.isEmpty()) {
      throw new IllegalArgumentException("no examples");
    }
    for (NeuralExample example : examples) {
      if (example.question() < 0 || example.question() >= questionVectors.length) {
        throw new IllegalArgumentException(
            "question %d of %d".formatted(example.question(), questionVectors.length));
      }
    }
  }
}
