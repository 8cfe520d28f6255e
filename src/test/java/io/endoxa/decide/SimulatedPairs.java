package io.endoxa.decide;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Logits with a known truth. A scorer's logit of a stance is noise of standard deviation 1, plus
 * its strength for the right stance, all times its scale. By Bayes' rule the true probabilities are
 * then a softmax of the logits with the weight strength / scale and the logarithms of the shares as
 * biases; scorers are independent, so their terms add up.
 */
final class SimulatedPairs {
  /** Shares of agree, disagree, discuss, unrelated. */
  static final double[] SHARES = {0.1, 0.1, 0.05, 0.75};

  static final int PER_ARTICLE = 5;

  private final Random random;

  /** How good a scorer is, and in which unit it speaks. */
  record Scorer(double strength, double scale) {}

  SimulatedPairs(long seed) {
    this.random = new Random(seed);
  }

  /** Labels, {@code [question][paragraph]}. */
  int[][] labels(int questions, int paragraphs) {
    int[][] labels = new int[questions][paragraphs];
    for (int[] ofQuestion : labels) {
      for (int i = 0; i < paragraphs; i++) {
        ofQuestion[i] = draw();
      }
    }
    return labels;
  }

  private int draw() {
    double at = random.nextDouble();
    int stance = 0;
    while (stance < SHARES.length - 1 && at >= SHARES[stance]) {
      at -= SHARES[stance++];
    }
    return stance;
  }

  /** Logits of a scorer, {@code [question][paragraph][stance]}. */
  float[][][] logits(int[][] labels, Scorer scorer) {
    float[][][] logits = new float[labels.length][][];
    for (int q = 0; q < labels.length; q++) {
      logits[q] = logits(labels[q], scorer);
    }
    return logits;
  }

  /** Logits of a scorer about one question, {@code [paragraph][stance]}. */
  float[][] logits(int[] labels, Scorer scorer) {
    float[][] logits = new float[labels.length][SHARES.length];
    for (int i = 0; i < labels.length; i++) {
      for (int stance = 0; stance < SHARES.length; stance++) {
        double signal = stance == labels[i] ? scorer.strength : 0;
        logits[i][stance] = (float) (scorer.scale * (signal + random.nextGaussian()));
      }
    }
    return logits;
  }

  /** Articles of {@link #PER_ARTICLE} paragraphs each. */
  static List<String> articles(int paragraphs) {
    List<String> articles = new ArrayList<>();
    for (int i = 0; i < paragraphs; i++) {
      articles.add("article " + i / PER_ARTICLE);
    }
    return articles;
  }

  /** Held-out logits of some heads. */
  static HeldOut heldOut(int[][] labels, float[][][]... heads) {
    return new HeldOut(heads, labels, articles(labels[0].length));
  }
}
