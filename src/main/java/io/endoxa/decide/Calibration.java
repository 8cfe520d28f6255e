package io.endoxa.decide;

import io.endoxa.codebook.Stance;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * How the logits of several heads become the probabilities of one question: each head's logits are
 * divided by its temperature, averaged, divided by the question's blended temperature, and go
 * through a softmax.
 *
 * @param temperatures one list per head, in the order of the model's heads: a temperature per
 *     question, above 0
 * @param blended the temperature of the average, per question, above 0
 */
public record Calibration(List<List<Double>> temperatures, List<Double> blended) {
  public Calibration {
    temperatures = temperatures.stream().map(List::copyOf).toList();
    blended = List.copyOf(blended);
    for (List<Double> head : temperatures) {
      if (head.size() != blended.size()) {
        throw new IllegalArgumentException(
            "%d temperatures for %d questions".formatted(head.size(), blended.size()));
      }
      head.forEach(Calibration::requirePositive);
    }
    blended.forEach(Calibration::requirePositive);
  }

  /** Temperatures of 1 throughout. */
  public static Calibration neutral(int heads, int questions) {
    List<Double> ones = Collections.nCopies(questions, 1.0);
    return new Calibration(Collections.nCopies(heads, ones), ones);
  }

  /**
   * Fits every temperature to held-out examples.
   *
   * @param logits {@code [head][question][example][stance]}
   * @param labels {@code [question][example]}, positions of {@link Stance}
   */
  public static Calibration fit(float[][][][] logits, int[][] labels) {
    List<List<Double>> temperatures = new ArrayList<>();
    for (float[][][] head : logits) {
      List<Double> perQuestion = new ArrayList<>();
      for (int q = 0; q < labels.length; q++) {
        perQuestion.add(TemperatureScaling.fit(head[q], labels[q]));
      }
      temperatures.add(perQuestion);
    }
    Calibration unblended = new Calibration(temperatures, Collections.nCopies(labels.length, 1.0));
    List<Double> blended = new ArrayList<>();
    for (int q = 0; q < labels.length; q++) {
      float[][] averages = new float[labels[q].length][];
      for (int i = 0; i < averages.length; i++) {
        float[][] ofHeads = new float[logits.length][];
        for (int head = 0; head < logits.length; head++) {
          ofHeads[head] = logits[head][q][i];
        }
        averages[i] = unblended.average(ofHeads, q);
      }
      blended.add(TemperatureScaling.fit(averages, labels[q]));
    }
    return new Calibration(temperatures, blended);
  }

  /**
   * The probabilities of the stances, which sum to 1 within 1e-6.
   *
   * @param logits {@code [head][stance]}, in the order of the model's heads
   * @param question the question's position in the codebook
   */
  public float[] probabilities(float[][] logits, int question) {
    return Softmax.of(average(logits, question), blended.get(question));
  }

  private float[] average(float[][] logits, int question) {
    if (logits.length != temperatures.size()) {
      throw new IllegalArgumentException(
          "logits of %d heads, temperatures of %d".formatted(logits.length, temperatures.size()));
    }
    double[] sums = new double[Stance.COUNT];
    for (int head = 0; head < logits.length; head++) {
      double temperature = temperatures.get(head).get(question);
      for (int i = 0; i < sums.length; i++) {
        sums[i] += logits[head][i] / temperature;
      }
    }
    float[] averages = new float[sums.length];
    for (int i = 0; i < sums.length; i++) {
      averages[i] = (float) (sums[i] / logits.length);
    }
    return averages;
  }

  private static void requirePositive(double temperature) {
    if (!(temperature > 0) || Double.isInfinite(temperature)) {
      throw new IllegalArgumentException("temperature " + temperature + " is not above 0");
    }
  }
}
