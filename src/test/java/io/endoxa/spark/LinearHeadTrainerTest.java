package io.endoxa.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.endoxa.classify.Idf;
import io.endoxa.classify.ParagraphFeatures;
import io.endoxa.classify.SparseTerms;
import io.endoxa.job.Sessions;
import io.endoxa.spark.LinearHeadTrainer.Fitted;
import io.endoxa.spark.LinearHeadTrainer.Settings;
import io.endoxa.spark.LinearHeadTrainer.Target;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;

class LinearHeadTrainerTest {
  private static final Settings EXACT = new Settings(0.1, 500, 1e-8, 1);
  private static final Idf NO_TERMS = new Idf(new float[0]);

  private static final float[][] SIX = {
    {1, 0.2f}, {0.8f, -0.5f}, {-0.3f, 0.9f}, {-1, 0.1f}, {0.4f, 0.6f}, {-0.2f, -0.7f}
  };
  private static final float[] SIX_WEIGHTS = {1, 2, 1, 1, 3, 1};

  private static List<ParagraphFeatures> rows(float[]... vectors) {
    return Arrays.stream(vectors)
        .map(vector -> new ParagraphFeatures(vector, SparseTerms.NONE))
        .toList();
  }

  private static List<Fitted> fit(Settings settings, float[][] vectors, Target... targets) {
    return new LinearHeadTrainer(SharedSpark.session(), settings)
        .fit(rows(vectors), NO_TERMS, List.of(targets));
  }

  private static Target twoClasses(int... classes) {
    float[] weights = new float[classes.length];
    Arrays.fill(weights, 1);
    return new Target(classes, weights, 2);
  }

  private static void assertWeights(Fitted fitted, double[][] weights, double... biases) {
    assertThat(fitted.weights()).hasNumberOfRows(weights.length);
    for (int i = 0; i < weights.length; i++) {
      assertThat((double) fitted.biases()[i]).as("bias %d", i).isCloseTo(biases[i], within(1e-3));
      for (int j = 0; j < weights[i].length; j++) {
        assertThat((double) fitted.weights()[i][j])
            .as("weight %d, %d", i, j)
            .isCloseTo(weights[i][j], within(1e-3));
      }
    }
  }

  /**
   * Golden weights of 200,000 steps of plain gradient descent (Python, step 0.5, from 0) on {@code
   * sum(weight * cross entropy) / 6 + 0.1 / 2 * sum(w * w)}, biases without a penalty; for the
   * three classes the cross entropy of a softmax.
   */
  @Test
  void itFindsTheWeightsThatGradientDescentFinds() {
    List<Fitted> fitted =
        fit(
            EXACT,
            SIX,
            new Target(new int[] {1, 1, 0, 0, 0, 1}, SIX_WEIGHTS, 2),
            new Target(new int[] {0, 0, 1, 2, 1, 2}, SIX_WEIGHTS, 3));

    assertWeights(fitted.get(0), new double[][] {{0.955130, -1.668649}}, -0.284363);
    assertWeights(
        fitted.get(1),
        new double[][] {{1.248092, -0.692492}, {0.001521, 1.412724}, {-1.249613, -0.720232}},
        -0.233236,
        0.221393,
        0.011843);
  }

  @Test
  void targetsAreFittedAsIfEachWereAlone() {
    Target first = twoClasses(1, 1, 0, 0, 0, 1);
    Target second = new Target(new int[] {0, 0, 1, 2, 1, 2}, SIX_WEIGHTS, 3);
    Fitted alone = fit(EXACT, SIX, second).get(0);
    Fitted together = fit(EXACT, SIX, first, second).get(1);

    for (int i = 0; i < 3; i++) {
      assertThat(together.weights()[i]).containsExactly(alone.weights()[i], within(1e-4f));
    }
  }

  @Test
  void separableRowsAreAllLearned() {
    Random random = new Random(11);
    float[][] vectors = new float[60][4];
    int[] classes = new int[60];
    for (int i = 0; i < vectors.length; i++) {
      classes[i] = i % 4;
      for (int j = 0; j < 4; j++) {
        vectors[i][j] = (float) ((j == classes[i] ? 1 : 0) + 0.1 * random.nextGaussian());
      }
    }
    float[] weights = new float[60];
    Arrays.fill(weights, 1);
    Fitted fitted =
        fit(new Settings(0.001, 60, 1e-4, 1), vectors, new Target(classes, weights, 4)).get(0);

    assertThat(IntStream.range(0, 60).map(i -> mostLikely(fitted, vectors[i])).toArray())
        .isEqualTo(classes);
  }

  private static int mostLikely(Fitted fitted, float[] vector) {
    double[] scores = new double[fitted.biases().length];
    for (int i = 0; i < scores.length; i++) {
      scores[i] = fitted.biases()[i];
      for (int j = 0; j < vector.length; j++) {
        scores[i] += fitted.weights()[i][j] * vector[j];
      }
    }
    return IntStream.range(0, scores.length)
        .reduce((best, i) -> scores[i] > scores[best] ? i : best)
        .orElseThrow();
  }

  @Test
  void aDimensionThatIsAlwaysZeroGetsNoWeight() {
    float[][] padded =
        Arrays.stream(SIX).map(v -> new float[] {v[0], 0, v[1]}).toArray(float[][]::new);
    Target target = twoClasses(1, 1, 0, 0, 0, 1);
    Fitted expected = fit(EXACT, SIX, target).get(0);
    Fitted fitted = fit(EXACT, padded, target).get(0);

    assertThat(fitted.weights()[0][1]).isZero();
    assertThat(fitted.weights()[0][0]).isCloseTo(expected.weights()[0][0], within(1e-4f));
    assertThat(fitted.weights()[0][2]).isCloseTo(expected.weights()[0][1], within(1e-4f));
    assertThat(fitted.biases()[0]).isCloseTo(expected.biases()[0], within(1e-4f));
  }

  /** The bias, which costs nothing, does what a constant dimension could. */
  @Test
  void aConstantDimensionLeavesTheBiasItsWork() {
    float[][] padded =
        Arrays.stream(SIX).map(v -> new float[] {v[0], 5, v[1]}).toArray(float[][]::new);
    Target target = twoClasses(1, 1, 0, 0, 0, 1);
    Fitted expected = fit(EXACT, SIX, target).get(0);
    Fitted fitted = fit(EXACT, padded, target).get(0);

    assertThat(fitted.weights()[0][1]).isCloseTo(0, within(1e-3f));
    assertThat(fitted.weights()[0][0]).isCloseTo(expected.weights()[0][0], within(1e-3f));
    assertThat(fitted.biases()[0]).isCloseTo(expected.biases()[0], within(1e-2f));
  }

  /** Losses are divided by the number of rows, so the weights are scaled by 6 of 7. */
  @Test
  void aWeightOfTwoIsWorthTwoRows() {
    float[][] seven = Arrays.copyOf(SIX, 7);
    seven[6] = SIX[4];
    Fitted twice = fit(EXACT, seven, twoClasses(1, 1, 0, 0, 0, 1, 0)).get(0);
    float one = 6 / 7f;
    float[] weights = {one, one, one, one, 2 * one, one};
    Fitted weighted = fit(EXACT, SIX, new Target(new int[] {1, 1, 0, 0, 0, 1}, weights, 2)).get(0);
    Fitted plain = fit(EXACT, SIX, twoClasses(1, 1, 0, 0, 0, 1)).get(0);

    assertThat(weighted.weights()[0]).containsExactly(twice.weights()[0], within(1e-4f));
    assertThat(weighted.biases()[0]).isCloseTo(twice.biases()[0], within(1e-4f));
    assertThat(weighted.biases()[0]).isLessThan(plain.biases()[0] - 0.1f);
  }

  @Test
  void aRowThatIsLeftOutTeachesNothing() {
    float[][] seven = Arrays.copyOf(SIX, 7);
    seven[6] = new float[] {9, 9};
    float more = 7 / 6f;
    float[] weights = {more, more, more, more, more, more, 1};
    int[] classes = {1, 1, 0, 0, 0, 1, Target.LEFT_OUT};
    Fitted fitted = fit(EXACT, seven, new Target(classes, weights, 2)).get(0);
    Fitted without = fit(EXACT, SIX, twoClasses(1, 1, 0, 0, 0, 1)).get(0);

    assertThat(fitted.weights()[0]).containsExactly(without.weights()[0], within(1e-4f));
  }

  @Test
  void aTermOfThreeRowsIsLearnedAndOneOfTwoIsNot() {
    List<ParagraphFeatures> rows = new ArrayList<>();
    int[][] terms = {{1}, {1, 3}, {1, 3}, {2}, {2}, {2}};
    for (int[] row : terms) {
      float[] ones = new float[row.length];
      Arrays.fill(ones, 1);
      rows.add(new ParagraphFeatures(new float[1], new SparseTerms(row, ones)));
    }
    Fitted fitted =
        new LinearHeadTrainer(SharedSpark.session(), EXACT)
            .fit(rows, new Idf(new float[] {1, 1, 1, 1}), List.of(twoClasses(1, 1, 1, 0, 0, 0)))
            .get(0);

    assertThat(fitted.weights()[0]).hasSize(1 + 4);
    assertThat(fitted.weights()[0][0]).isZero();
    assertThat(fitted.weights()[0][1]).isZero();
    assertThat(fitted.weights()[0][2]).isPositive();
    assertThat(fitted.weights()[0][3]).isNegative();
    assertThat(fitted.weights()[0][4]).isZero();
  }

  @Test
  void scaledVectorsAreTrainedOnAndTheWeightsFitUnscaledOnes() {
    float[][] vectors = {{1, 2}, {2, -1}, {-1, 1}, {-2, -2}, {0.5f, 1}, {1, -2}};
    float[][] halved = new float[vectors.length][2];
    for (int i = 0; i < vectors.length; i++) {
      halved[i] = new float[] {vectors[i][0] / 2, vectors[i][1] / 2};
    }
    Target target = twoClasses(new int[] {1, 0, 1, 0, 1, 0});

    Fitted scaled = fit(new Settings(0.1, 500, 1e-8, 0.5), vectors, target).get(0);
    Fitted ofHalved = fit(EXACT, halved, target).get(0);

    for (int i = 0; i < 2; i++) {
      assertThat(scaled.weights()[0][i]).isCloseTo(ofHalved.weights()[0][i] / 2, within(1e-6f));
    }
    assertThat(scaled.biases()[0]).isCloseTo(ofHalved.biases()[0], within(1e-6f));
  }

  @Test
  void weightsDoNotDependOnTheNumberOfCores() {
    Random random = new Random(3);
    float[][] vectors = new float[101][20];
    int[] classes = new int[vectors.length];
    for (int i = 0; i < vectors.length; i++) {
      classes[i] = random.nextInt(2);
      for (int j = 0; j < vectors[i].length; j++) {
        vectors[i][j] = (float) random.nextGaussian();
      }
    }
    Settings settings = Settings.standard(0.01, 1);
    Fitted onTwo = fit(settings, vectors, twoClasses(classes)).get(0);
    SharedSpark.session().stop();
    System.setProperty("spark.master", "local[5]");
    SparkSession fiveCores = Sessions.open("five cores");
    Fitted onFive;
    try {
      assertThat(fiveCores.sparkContext().defaultParallelism()).isEqualTo(5);
      onFive =
          new LinearHeadTrainer(fiveCores, settings)
              .fit(rows(vectors), NO_TERMS, List.of(twoClasses(classes)))
              .get(0);
    } finally {
      fiveCores.stop();
    }

    assertThat(onFive.weights()[0]).containsExactly(onTwo.weights()[0]);
    assertThat(onFive.biases()).containsExactly(onTwo.biases());
  }
}
