package io.endoxa.classify.neural.bert;

/**
 * How a judge is trained.
 *
 * @param seed of the order of examples and of dropout
 * @param batchSize pairs per step
 * @param learningRate the highest; it rises to it in the first {@code warmUp} of all steps and
 *     falls to 0 in a straight line
 * @param warmUp share of all steps, from 0 to below 1
 * @param weightDecay share of each weight that a step at rate 1 takes away
 * @param dropout share of numbers that are dropped behind each half of a layer
 * @param labelSmoothing share of the truth that all stances share
 * @param clipNorm the longest gradient that a step takes
 * @param frozenLayers how many of the lowest layers stay as they are; what they make of pairs that
 *     come in several epochs is kept, up to 1 GiB
 * @param threads workers; another number gives other last digits
 */
public record JudgeSettings(
    long seed,
    int batchSize,
    double learningRate,
    double warmUp,
    double weightDecay,
    double dropout,
    double labelSmoothing,
    double clipNorm,
    int frozenLayers,
    int threads) {
  public JudgeSettings {
    if (batchSize < 1
        || !(learningRate > 0)
        || !(warmUp >= 0 && warmUp < 1)
        || !(weightDecay >= 0)
        || !(dropout >= 0 && dropout < 1)
        || !(labelSmoothing >= 0 && labelSmoothing < 1)
        || !(clipNorm > 0)
        || frozenLayers < 0
        || threads < 1) {
      throw new IllegalArgumentException("a setting of the judge is out of its range");
    }
  }

  /** The settings that are the same for every judge, and these. */
  public static JudgeSettings standard(
      long seed, int batchSize, double learningRate, int frozenLayers, int threads) {
    return new JudgeSettings(
        seed, batchSize, learningRate, 0.06, 0.01, 0.1, 0.05, 1, frozenLayers, threads);
  }

  /** The learning rate of a step, from 1 to {@code steps}. */
  double rateAt(long step, long steps) {
    double rising = Math.max(1, warmUp * steps);
    double falling = Math.max(1, steps - rising);
    return learningRate
        * (step <= rising ? step / rising : Math.max(0, (steps - step + 1) / (falling + 1)));
  }
}
