package io.endoxa.job;

import io.endoxa.annotate.StancePair;
import io.endoxa.classify.ClassWeights;
import io.endoxa.classify.Idf;
import io.endoxa.classify.LinearStanceHead;
import io.endoxa.classify.PairScorer;
import io.endoxa.classify.PairTerms;
import io.endoxa.classify.ParagraphFeatures;
import io.endoxa.classify.SparseTerms;
import io.endoxa.codebook.Stance;
import io.endoxa.evaluate.MajorityBaseline;
import io.endoxa.spark.LinearHeadTrainer;
import io.endoxa.spark.LinearHeadTrainer.Fitted;
import io.endoxa.spark.LinearHeadTrainer.Target;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiFunction;
import org.apache.spark.sql.SparkSession;

/** What a judge of pairs has to beat, trained on pairs. */
final class PairBaselines {
  /** The best of six powers on a fifth of the training groups of VAST, Perspectrum and IBM. */
  private static final double TERMS_PENALTY = 1e-4;

  /** As {@link #TERMS_PENALTY}. */
  private static final double VECTORS_PENALTY = 1e-3;

  private static final int MAX_ITERATIONS = 100;
  private static final double TOLERANCE = 1e-5;

  private final SparkSession session;
  private final List<StancePair> train;

  PairBaselines(SparkSession session, List<StancePair> train) {
    this.session = session;
    this.train = train;
  }

  /** Always the same stance. */
  static PairScorer majority(MajorityBaseline majority) {
    float[] logits = new float[Stance.COUNT];
    logits[majority.stance().position()] = 1;
    return (question, text) -> logits.clone();
  }

  /** Logistic regression over the words of both sides and their overlap. */
  PairScorer terms() {
    PairTerms terms =
        PairTerms.fit(
            train.stream().map(StancePair::question).toList(),
            train.stream().map(StancePair::text).toList());
    float[] ones = new float[terms.termDimension()];
    Arrays.fill(ones, 1); // Terms of pairs are weighted already.
    return regression(terms::features, new Idf(ones), TERMS_PENALTY);
  }

  /**
   * Logistic regression over the vectors of question and text, their product and their absolute
   * difference, as sentence-embedding models are probed (Conneau et al. 2017, arXiv:1705.02364).
   *
   * @param vectors of every question and text
   */
  PairScorer vectors(Map<String, float[]> vectors) {
    return regression(
        (question, text) ->
            new ParagraphFeatures(
                sideBySide(
                    Objects.requireNonNull(vectors.get(question)),
                    Objects.requireNonNull(vectors.get(text))),
                SparseTerms.NONE),
        new Idf(new float[0]),
        VECTORS_PENALTY);
  }

  /** The product is stretched, so that all four blocks have a length of about 1. */
  static float[] sideBySide(float[] question, float[] text) {
    int dimension = question.length;
    float stretch = (float) Math.sqrt(dimension);
    float[] features = new float[4 * dimension];
    for (int i = 0; i < dimension; i++) {
      features[i] = question[i];
      features[dimension + i] = text[i];
      features[2 * dimension + i] = stretch * question[i] * text[i];
      features[3 * dimension + i] = Math.abs(question[i] - text[i]);
    }
    return features;
  }

  private PairScorer regression(
      BiFunction<String, String, ParagraphFeatures> features, Idf idf, double penalty) {
    List<ParagraphFeatures> rows =
        train.stream().map(pair -> features.apply(pair.question(), pair.text())).toList();
    int[] classes = train.stream().mapToInt(pair -> pair.stance().position()).toArray();
    float[] weights = ClassWeights.balanced(new int[classes.length], classes, 1);
    LinearHeadTrainer trainer =
        new LinearHeadTrainer(
            session, new LinearHeadTrainer.Settings(penalty, MAX_ITERATIONS, TOLERANCE, 1));
    Fitted fitted =
        trainer.fit(rows, idf, List.of(new Target(classes, weights, Stance.COUNT))).get(0);
    LinearStanceHead head =
        LinearStanceHead.of(
            idf, new float[][][] {fitted.weights()}, new float[][] {fitted.biases()});
    return (question, text) -> head.logits(features.apply(question, text), 0);
  }
}
