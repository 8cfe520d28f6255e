package io.endoxa.classify.neural.bert;

import io.endoxa.classify.Tensor;
import io.endoxa.codebook.Stance;
import java.util.List;

/**
 * A head that is trained on vectors of a transformer as it is: multinomial logistic regression, by
 * Adam on all examples at once. Fine-tuning that starts from it forgets less of the transformer
 * than one that starts from chance (Kumar et al. 2022).
 */
final class LinearProbe {
  private static final int STEPS = 400;
  private static final double RATE = 0.03;

  /**
   * Large weights fit the vectors better and ruin the start: dropout, which the probe does not see,
   * then makes the first gradients so large that the transformer forgets. With 1e-4 the first steps
   * had a loss of 1.8 (MiniLM) and 2.1 (BGE small), with this one of 0.9.
   */
  private static final double PENALTY = 0.03;

  private final int width;
  private final double[] parameters;

  /**
   * Trains it.
   *
   * @param vectors {@code [example][width]}
   */
  LinearProbe(float[][] vectors, List<JudgeExample> examples) {
    this.width = vectors[0].length;
    int size = (width + 1) * Stance.COUNT;
    this.parameters = new double[size];
    double[] mean = new double[size];
    double[] square = new double[size];
    double total = examples.stream().mapToDouble(JudgeExample::weight).sum();
    for (int step = 1; step <= STEPS; step++) {
      double[] gradient = new double[size];
      for (int i = 0; i < vectors.length; i++) {
        JudgeExample example = examples.get(i);
        addGradient(vectors[i], example.stance(), example.weight() / total, gradient);
      }
      for (int j = 0; j < size; j++) {
        double g = gradient[j] + PENALTY * parameters[j];
        mean[j] = 0.9 * mean[j] + 0.1 * g;
        square[j] = 0.999 * square[j] + 0.001 * g * g;
        parameters[j] -=
            RATE
                * (mean[j] / (1 - Math.pow(0.9, step)))
                / (Math.sqrt(square[j] / (1 - Math.pow(0.999, step))) + 1e-8);
      }
    }
  }

  private void addGradient(float[] vector, Stance truth, double weight, double[] gradient) {
    double[] shares = new double[Stance.COUNT];
    double sum = 0;
    for (int stance = 0; stance < shares.length; stance++) {
      double logit = parameters[width * Stance.COUNT + stance];
      for (int j = 0; j < width; j++) {
        logit += vector[j] * parameters[j * Stance.COUNT + stance];
      }
      shares[stance] = Math.exp(logit);
      sum += shares[stance];
    }
    for (int stance = 0; stance < shares.length; stance++) {
      double d = (shares[stance] / sum - (stance == truth.position() ? 1 : 0)) * weight;
      for (int j = 0; j < width; j++) {
        gradient[j * Stance.COUNT + stance] += d * vector[j];
      }
      gradient[width * Stance.COUNT + stance] += d;
    }
  }

  /** {@code [width][stance]}. */
  Tensor weight() {
    float[] weight = new float[width * Stance.COUNT];
    for (int j = 0; j < weight.length; j++) {
      weight[j] = (float) parameters[j];
    }
    return new Tensor(weight, width, Stance.COUNT);
  }

  /** {@code [stance]}. */
  Tensor bias() {
    float[] bias = new float[Stance.COUNT];
    for (int stance = 0; stance < bias.length; stance++) {
      bias[stance] = (float) parameters[width * Stance.COUNT + stance];
    }
    return new Tensor(bias, Stance.COUNT);
  }
}
