package io.endoxa.spark;

import io.endoxa.classify.ClassWeights;
import io.endoxa.classify.NeuralStanceHead;
import io.endoxa.classify.Tensors;
import io.endoxa.classify.neural.NeuralExample;
import io.endoxa.classify.neural.NeuralHeadTrainer;
import io.endoxa.classify.neural.NeuralSettings;
import io.endoxa.classify.neural.ProgressListener;
import io.endoxa.codebook.Stance;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.Function;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.SparkSession;

/**
 * Trains neural heads as Spark tasks: one task per held-out fold and one for the whole set. The
 * training set travels once to each executor, as plain arrays.
 */
public final class NeuralTraining {
  /** In place of a fold: nothing is held out. */
  public static final int NONE = -1;

  private NeuralTraining() {}

  /** What is learned from. Immutable; arrays are not copied. */
  public static final class Examples implements Serializable {
    private static final long serialVersionUID = 1L;

    private final float[][][] steps;
    private final int[][] stances;
    private final int[] folds;
    private final float[][] questionVectors;

    /**
     * @param steps {@code [paragraph][step][dim]}
     * @param stances {@code [paragraph][question]}, positions of {@link Stance}
     * @param folds {@code [paragraph]}
     * @param questionVectors {@code [question][dim]}
     */
    public Examples(float[][][] steps, int[][] stances, int[] folds, float[][] questionVectors) {
      this.steps = steps;
      this.stances = stances;
      this.folds = folds;
      this.questionVectors = questionVectors;
    }

    private List<NeuralExample> without(int heldOut) {
      int[] kept = IntStream.range(0, steps.length).filter(i -> folds[i] != heldOut).toArray();
      int questions = questionVectors.length;
      int[] question = new int[kept.length * questions];
      int[] stance = new int[question.length];
      for (int i = 0; i < question.length; i++) {
        question[i] = i % questions;
        stance[i] = stances[kept[i / questions]][i % questions];
      }
      float[] weights = ClassWeights.balanced(question, stance, questions);
      List<NeuralExample> examples = new ArrayList<>(question.length);
      for (int i = 0; i < question.length; i++) {
        examples.add(
            new NeuralExample(steps[kept[i / questions]], question[i], stance[i], weights[i]));
      }
      return examples;
    }
  }

  /** One head per entry of {@code heldOut}: a fold that it does not see, or {@link #NONE}. */
  public static List<NeuralStanceHead> train(
      SparkSession session, Examples examples, List<Integer> heldOut, NeuralSettings settings) {
    JavaSparkContext context = JavaSparkContext.fromSparkContext(session.sparkContext());
    Broadcast<Examples> shared = context.broadcast(examples);
    try {
      List<byte[]> trained =
          context.parallelize(heldOut, heldOut.size()).map(trainer(shared, settings)).collect();
      return trained.stream()
          .map(
              bytes ->
                  NeuralStanceHead.read(
                      "the trained network",
                      Tensors.read("the trained network", bytes),
                      examples.questionVectors.length))
          .toList();
    } finally {
      shared.destroy();
    }
  }

  /** In a static factory, so that the function captures the broadcast and the settings alone. */
  private static Function<Integer, byte[]> trainer(
      Broadcast<Examples> shared, NeuralSettings settings) {
    long seed = settings.seed();
    int epochs = settings.epochs();
    int batchSize = settings.batchSize();
    double learningRate = settings.learningRate();
    double weightDecay = settings.weightDecay();
    double dropout = settings.dropout();
    return heldOut ->
        Tensors.write(
            NeuralHeadTrainer.train(
                    shared.value().without(heldOut),
                    shared.value().questionVectors,
                    new NeuralSettings(seed, epochs, batchSize, learningRate, weightDecay, dropout),
                    ProgressListener.SILENT)
                .tensors());
  }
}
