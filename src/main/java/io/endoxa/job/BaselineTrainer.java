package io.endoxa.job;

import io.endoxa.classify.ClassWeights;
import io.endoxa.classify.Idf;
import io.endoxa.classify.LinearStanceHead;
import io.endoxa.classify.ParagraphFeatures;
import io.endoxa.codebook.Stance;
import io.endoxa.decide.Baselines;
import io.endoxa.decide.PooledTerms;
import io.endoxa.evaluate.MajorityBaseline;
import io.endoxa.spark.LinearHeadTrainer;
import io.endoxa.spark.LinearHeadTrainer.Target;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.sql.SparkSession;

/** Trains what a model must beat, on the rows that the model is trained on. */
final class BaselineTrainer {
  /** No feature stands beside another kind here, so vectors need not make room for terms. */
  private static final double VECTOR_SCALE = 1;

  private final LinearHeadTrainer trainer;
  private final TrainingSet set;
  private final int terms;
  private final PooledTerms pairs;

  BaselineTrainer(SparkSession session, double regularisation, TrainingSet set, int terms) {
    this.trainer =
        new LinearHeadTrainer(
            session, LinearHeadTrainer.Settings.standard(regularisation, VECTOR_SCALE));
    this.set = set;
    this.terms = terms;
    this.pairs = new PooledTerms(set.codebook(), terms);
  }

  /** Trains on some paragraphs of the set. */
  Baselines train(int[] rows) {
    LinearHeads terms = LinearHeads.trainBaseline(trainer, set, rows, this.terms);
    return new Baselines(
        IntStream.range(0, set.codebook().questions().size())
            .mapToObj(question -> MajorityBaseline.fit(set.stances(rows, question)).stance())
            .toList(),
        terms.stances(),
        pooled(rows),
        vectors(rows),
        terms.frames(),
        /* frameThresholds= */ List.of());
  }

  private LinearStanceHead vectors(int[] rows) {
    List<ParagraphFeatures> features =
        Arrays.stream(rows).mapToObj(i -> Baselines.vectorAlone(set.features().get(i))).toList();
    // One position, which no paragraph has: a tensor without numbers is none.
    Idf idf = Idf.fit(features.stream().map(ParagraphFeatures::terms).toList(), 1);
    return LinearHeads.stanceHead(
        idf, trainer.fit(features, idf, LinearHeads.stanceTargets(set, rows)));
  }

  private LinearStanceHead pooled(int[] rows) {
    int questions = set.codebook().questions().size();
    List<ParagraphFeatures> features = new ArrayList<>();
    int[] questionOf = new int[rows.length * questions];
    int[] classes = new int[questionOf.length];
    for (int i = 0; i < questionOf.length; i++) {
      int row = rows[i / questions];
      questionOf[i] = i % questions;
      classes[i] = set.stance(row, questionOf[i]).position();
      features.add(pairs.of(set.features().get(row), questionOf[i]));
    }
    float[] weights = ClassWeights.balanced(questionOf, classes, questions);
    Idf idf = Idf.fit(features.stream().map(ParagraphFeatures::terms).toList(), pairs.dimension());
    return LinearHeads.stanceHead(
        idf, trainer.fit(features, idf, List.of(new Target(classes, weights, Stance.COUNT))));
  }
}
