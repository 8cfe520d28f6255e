package io.endoxa.job;

import io.endoxa.classify.ClassWeights;
import io.endoxa.classify.Idf;
import io.endoxa.classify.LinearFrameHead;
import io.endoxa.classify.LinearStanceHead;
import io.endoxa.classify.ParagraphFeatures;
import io.endoxa.codebook.Stance;
import io.endoxa.decide.Baselines;
import io.endoxa.spark.LinearHeadTrainer;
import io.endoxa.spark.LinearHeadTrainer.Fitted;
import io.endoxa.spark.LinearHeadTrainer.Target;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The linear heads of one training set.
 *
 * @param frames null for a codebook without frames
 */
record LinearHeads(LinearStanceHead stances, @Nullable LinearFrameHead frames) {

  /** Trains on some paragraphs of the set, with vectors and terms. */
  static LinearHeads train(LinearHeadTrainer trainer, TrainingSet set, int[] rows, int terms) {
    return train(trainer, set, rows, terms, UnaryOperator.identity());
  }

  /** Trains the TF-IDF baseline: the same regressions on terms alone. */
  static LinearHeads trainBaseline(
      LinearHeadTrainer trainer, TrainingSet set, int[] rows, int terms) {
    return train(trainer, set, rows, terms, Baselines::termsAlone);
  }

  private static LinearHeads train(
      LinearHeadTrainer trainer,
      TrainingSet set,
      int[] rows,
      int terms,
      UnaryOperator<ParagraphFeatures> reads) {
    List<ParagraphFeatures> features =
        Arrays.stream(rows).mapToObj(set.features()::get).map(reads).toList();
    Idf idf = Idf.fit(features.stream().map(ParagraphFeatures::terms).toList(), terms);
    List<Target> targets = new ArrayList<>(stanceTargets(set, rows));
    int questions = targets.size();
    for (int frame = 0; frame < set.codebook().frames().size(); frame++) {
      targets.add(frameTarget(set, rows, frame));
    }
    List<Fitted> fitted = trainer.fit(features, idf, targets);
    List<Fitted> frames = fitted.subList(questions, fitted.size());
    LinearFrameHead frameHead =
        frames.isEmpty()
            ? null
            : LinearFrameHead.of(
                idf,
                frames.stream().map(fit -> fit.weights()[0]).toArray(float[][]::new),
                biases(frames));
    return new LinearHeads(stanceHead(idf, fitted.subList(0, questions)), frameHead);
  }

  /** Trains the stances alone, with vectors and terms. */
  static LinearStanceHead trainStances(
      LinearHeadTrainer trainer, TrainingSet set, int[] rows, int terms) {
    List<ParagraphFeatures> features = Arrays.stream(rows).mapToObj(set.features()::get).toList();
    Idf idf = Idf.fit(features.stream().map(ParagraphFeatures::terms).toList(), terms);
    return stanceHead(idf, trainer.fit(features, idf, stanceTargets(set, rows)));
  }

  static LinearStanceHead stanceHead(Idf idf, List<Fitted> fitted) {
    return LinearStanceHead.of(
        idf,
        fitted.stream().map(Fitted::weights).toArray(float[][][]::new),
        fitted.stream().map(Fitted::biases).toArray(float[][]::new));
  }

  private static float[] biases(List<Fitted> fitted) {
    float[] biases = new float[fitted.size()];
    for (int i = 0; i < biases.length; i++) {
      biases[i] = fitted.get(i).biases()[0];
    }
    return biases;
  }

  static List<Target> stanceTargets(TrainingSet set, int[] rows) {
    List<Target> targets = new ArrayList<>();
    for (int question = 0; question < set.codebook().questions().size(); question++) {
      int[] classes = new int[rows.length];
      for (int i = 0; i < rows.length; i++) {
        classes[i] = set.stance(rows[i], question).position();
      }
      float[] weights = ClassWeights.balanced(new int[rows.length], classes, 1);
      targets.add(new Target(classes, weights, Stance.COUNT));
    }
    return targets;
  }

  private static Target frameTarget(TrainingSet set, int[] rows, int frame) {
    int[] classes = new int[rows.length];
    float[] weights = new float[rows.length];
    Arrays.fill(weights, 1);
    for (int i = 0; i < rows.length; i++) {
      boolean[] frames = set.frames(rows[i]);
      classes[i] = frames == null ? Target.LEFT_OUT : frames[frame] ? 1 : 0;
    }
    return new Target(classes, weights, 2);
  }
}
