package io.endoxa.decide;

import io.endoxa.codebook.Stance;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Fits a {@link Stacker} per question to held-out examples, and says what stackers that were fitted
 * without an example's article say about that example.
 *
 * <p>The questions share what they can: first one stacker is fitted to all of them, near the plain
 * mean of the heads (each head's logits divided by how far they usually lie from 0), then each
 * question's is fitted near the shared one. How near is the strength that has the least log-loss in
 * cross-validation over articles; sharing alone is among the choices. Biases must earn their place:
 * without them the heads keep the balance of stances that they were trained for, which finds more
 * of the rare ones, so a log-loss that is lower by no more than a standard error does not bring
 * them in. Last, the temperature of the cross-validated logits takes back what the fit is too sure
 * of.
 *
 * <p>Deterministic; numbers change in the last digits with the order of the examples alone.
 */
final class StackerFit {
  private static final int FOLDS = 5;
  private static final double WEAK = 1;

  /** From the strongest: a weaker one must be better. */
  private static final double[] STRENGTHS = {Double.POSITIVE_INFINITY, 300, 30, 3};

  private final List<StackerExamples> questions;
  private final StackerExamples all;
  private final double[] scales;
  private final List<Stacker> stackers = new ArrayList<>();
  private final List<float[][]> heldOut = new ArrayList<>();

  /**
   * Fits.
   *
   * @param questions one entry per question, which may be empty; at least one example in all, or
   *     each question gets the mean of the heads
   */
  StackerFit(List<StackerExamples> questions, int heads) {
    this.questions = questions;
    this.all = StackerExamples.join(questions);
    this.scales = IntStream.range(0, heads).mapToDouble(all::scale).toArray();
    Trial unbiased = new Trial(false);
    Trial biased = new Trial(true);
    Trial best = biased.clearlyBetterThan(unbiased) ? biased : unbiased;
    // Never below 1: a few examples that are all right do not prove certainty.
    double temperature = Math.max(1, TemperatureScaling.fit(best.joined(), all.labels()));
    double[] shared = shared(all, best.biases);
    for (int q = 0; q < questions.size(); q++) {
      stackers.add(
          stacker(own(questions.get(q), shared, best.strength, best.biases)).at(temperature));
      heldOut.add(
          Arrays.stream(best.logits[q])
              .map(row -> Softmax.divided(row, temperature))
              .toArray(float[][]::new));
    }
  }

  /** One per question. */
  List<Stacker> stackers() {
    return stackers;
  }

  /** The probabilities of an example from stackers that do not know its article. */
  float[] heldOutProbabilities(int question, int example) {
    return Softmax.of(heldOut.get(question)[example]);
  }

  /** The log-loss of each example under {@link #heldOutProbabilities}, in nats. */
  double[] heldOutLosses(int question) {
    return Softmax.logLosses(heldOut.get(question), questions.get(question).labels());
  }

  /** Cross-validation with or without biases, at the strength that does best. */
  private final class Trial {
    final boolean biases;
    double strength;
    float[][][] logits = new float[0][][];

    Trial(boolean biases) {
      this.biases = biases;
      double least = Double.POSITIVE_INFINITY;
      float[][][][] ofStrengths = heldOutLogits();
      for (int i = 0; i < STRENGTHS.length; i++) {
        double loss = 0;
        for (int q = 0; q < questions.size(); q++) {
          loss += Arrays.stream(Softmax.logLosses(ofStrengths[i][q], labels(q))).sum();
        }
        if (loss < least) {
          least = loss;
          strength = STRENGTHS[i];
          logits = ofStrengths[i];
        }
      }
    }

    private int[] labels(int question) {
      return questions.get(question).labels();
    }

    /** {@code [example][stance]} of all questions. */
    float[][] joined() {
      return Arrays.stream(logits).flatMap(Arrays::stream).toArray(float[][]::new);
    }

    boolean clearlyBetterThan(Trial other) {
      double[] own = Softmax.logLosses(joined(), all.labels());
      double[] others = Softmax.logLosses(other.joined(), all.labels());
      ClusteredMean gain =
          ClusteredMean.of(
              IntStream.range(0, own.length).mapToDouble(i -> others[i] - own[i]).toArray(),
              all.articles());
      return gain.mean() > gain.standardError();
    }

    /** {@code [strength][question][example][stance]}. */
    private float[][][][] heldOutLogits() {
      float[][][][] ofStrengths = new float[STRENGTHS.length][questions.size()][][];
      for (float[][][] ofStrength : ofStrengths) {
        for (int q = 0; q < questions.size(); q++) {
          ofStrength[q] = new float[questions.get(q).size()][];
        }
      }
      for (int fold = 0; fold < FOLDS; fold++) {
        int excluded = fold;
        double[] shared = shared(all.ofArticles(article -> article % FOLDS != excluded), biases);
        for (int q = 0; q < questions.size(); q++) {
          StackerExamples examples = questions.get(q);
          StackerExamples known = examples.ofArticles(article -> article % FOLDS != excluded);
          for (int i = 0; i < STRENGTHS.length; i++) {
            Stacker stacker = stacker(own(known, shared, STRENGTHS[i], biases));
            for (int example = 0; example < examples.size(); example++) {
              if (examples.article(example) % FOLDS == excluded) {
                ofStrengths[i][q][example] = stacker.logits(examples.logits(example));
              }
            }
          }
        }
      }
      return ofStrengths;
    }
  }

  private double[] shared(StackerExamples examples, boolean biases) {
    return new StackerLoss(examples, equalWeights(scales), penalties(WEAK), biases).least();
  }

  private double[] own(StackerExamples examples, double[] shared, double strength, boolean biases) {
    return Double.isInfinite(strength)
        ? shared
        : new StackerLoss(examples, shared, penalties(strength), biases).least();
  }

  private double[] penalties(double strength) {
    return penalties(scales, strength, strength);
  }

  /** The parameters where every head counts the same and no stance is preferred. */
  static double[] equalWeights(double[] scales) {
    double[] parameters = new double[scales.length + Stance.COUNT];
    for (int head = 0; head < scales.length; head++) {
      parameters[head] = 1 / (scales[head] * scales.length);
    }
    return parameters;
  }

  /** A weight counts in units of its head's scale, which then does not matter. */
  static double[] penalties(double[] scales, double ofWeights, double ofBiases) {
    double[] penalties = new double[scales.length + Stance.COUNT];
    Arrays.fill(penalties, ofBiases);
    for (int head = 0; head < scales.length; head++) {
      penalties[head] = ofWeights * (scales[head] * scales[head]);
    }
    return penalties;
  }

  private Stacker stacker(double[] parameters) {
    List<Double> values = Arrays.stream(parameters).boxed().toList();
    return new Stacker(
        values.subList(0, scales.length), values.subList(scales.length, values.size()));
  }
}
