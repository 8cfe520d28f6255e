package io.endoxa.classify.neural;

/**
 * How the network is trained.
 *
 * @param seed of the first weights, the order of examples and the dropout
 * @param epochs how often every example is seen, at least 1
 * @param batchSize examples per step of the optimiser, at least 1
 * @param learningRate of the first step; it falls in a line to 0 at the last
 * @param weightDecay the share of a weight, times the learning rate, that every step takes away
 *     (AdamW)
 * @param dropout the share of the hidden layer that is left out, from 0 to below 1
 */
public record NeuralSettings(
    long seed, int epochs, int batchSize, double learningRate, double weightDecay, double dropout) {
  public NeuralSettings {
    require(epochs >= 1, "epochs", epochs);
    require(batchSize >= 1, "batchSize", batchSize);
    require(learningRate > 0 && learningRate < 1, "learningRate", learningRate);
    require(weightDecay >= 0 && weightDecay < 1, "weightDecay", weightDecay);
    require(dropout >= 0 && dropout < 1, "dropout", dropout);
  }

  /** Settings that suit some thousand examples. */
  public static NeuralSettings standard(long seed) {
    return new NeuralSettings(seed, 8, 64, 6e-3, 1e-2, 0.3);
  }

  /** The same with another number of epochs. */
  public NeuralSettings withEpochs(int count) {
    return new NeuralSettings(seed, count, batchSize, learningRate, weightDecay, dropout);
  }

  private static void require(boolean holds, String name, Number value) {
    if (!holds) {
      throw new IllegalArgumentException(name + " is out of range: " + value);
    }
  }
}
