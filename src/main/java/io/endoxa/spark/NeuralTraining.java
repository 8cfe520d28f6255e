package io.endoxa.spark;

import io.endoxa.classify.ClassWeights;
import io.endoxa.classify.NeuralStanceHead;
import io.endoxa.classify.ParagraphFeatures;
import io.endoxa.classify.SparseTerms;
import io.endoxa.classify.Tensors;
import io.endoxa.classify.neural.NeuralExample;
import io.endoxa.classify.neural.NeuralHeadTrainer;
import io.endoxa.classify.neural.NeuralSettings;
import io.endoxa.classify.neural.ProgressListener;
import io.endoxa.codebook.Stance;
import java.io.Serializable;
import java.util.Arrays;
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

    private final float[][] vectors;
    private final int[][] terms;
    private final float[][] counts;
    private final int[][] stances;
    private final int[] folds;
    private final int termDimension;

    /**
     * Examples, one for each paragraph.
     *
     * @param stances {@code [paragraph][question]}, positions of {@link Stance}
     * @param folds {@code [paragraph]}
     * @param termDimension of {@link io.endoxa.classify.HashedTerms} in the features
     */
    public Examples(
        List<ParagraphFeatures> features, int[][] stances, int[] folds, int termDimension) {
      this.vectors = features.stream().map(ParagraphFeatures::vector).toArray(float[][]::new);
      this.terms = features.stream().map(f -> f.terms().indices()).toArray(int[][]::new);
      this.counts = features.stream().map(f -> f.terms().values()).toArray(float[][]::new);
      this.stances = stances;
      this.folds = folds;
      this.termDimension = termDimension;
    }

    private int questions() {
      return stances[0].length;
    }

    private List<NeuralExample> without(int heldOut) {
      int[] kept = IntStream.range(0, folds.length).filter(i -> folds[i] != heldOut).toArray();
      float[][] weights = new float[kept.length][questions()];
      for (int question = 0; question < questions(); question++) {
        int of = question;
        int[] classes = Arrays.stream(kept).map(i -> stances[i][of]).toArray();
        float[] balanced = ClassWeights.balanced(new int[kept.length], classes, 1);
        for (int i = 0; i < kept.length; i++) {
          weights[i][question] = balanced[i];
        }
      }
      return IntStream.range(0, kept.length)
          .mapToObj(i -> new NeuralExample(features(kept[i]), stances[kept[i]], weights[i]))
          .toList();
    }

    private ParagraphFeatures features(int row) {
      return new ParagraphFeatures(vectors[row], new SparseTerms(terms[row], counts[row]));
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
                      examples.questions()))
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
                    shared.value().termDimension,
                    new NeuralSettings(seed, epochs, batchSize, learningRate, weightDecay, dropout),
                    ProgressListener.SILENT)
                .tensors());
  }
}
