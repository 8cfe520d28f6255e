package io.endoxa.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.endoxa.spark.LinearHeadTrainer.Target;
import java.util.List;
import java.util.Random;
import org.apache.spark.mllib.linalg.DenseVector;
import org.apache.spark.mllib.linalg.Vector;
import org.apache.spark.mllib.linalg.Vectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JointLossTest {
  private static final int COLUMNS = 3;
  private static final int OUTPUTS = 5;
  private static final int OUT = Target.LEFT_OUT;
  private static final List<Vector> ROWS =
      List.of(
          Vectors.sparse(COLUMNS, new int[] {0, 1, 2}, new double[] {1, -2, 1}),
          Vectors.sparse(COLUMNS, new int[] {0, 2}, new double[] {0.5, 1}),
          Vectors.sparse(COLUMNS, new int[] {1, 2}, new double[] {3, 1}));
  private static final JointLoss LOSS =
      JointLoss.of(
          List.of(
              new Target(new int[] {1, 0, OUT}, new float[] {1, 2, 1}, 2),
              new Target(new int[] {2, OUT, 0}, new float[] {0.5f, 1, 3}, 4)));

  private static double loss(Vector weights, DenseVector gradient) {
    double sum = 0;
    for (int row = 0; row < ROWS.size(); row++) {
      sum += LOSS.compute(ROWS.get(row), row, weights, gradient);
    }
    return sum;
  }

  private static DenseVector zeros() {
    return new DenseVector(new double[COLUMNS * OUTPUTS]);
  }

  @Test
  void twoClassesShareOneOutputAndMoreHaveOneEach() {
    assertThat(LOSS.outputs()).isEqualTo(OUTPUTS);
    assertThat(LOSS.firstOutput(0)).isZero();
    assertThat(LOSS.outputsOf(0)).isEqualTo(1);
    assertThat(LOSS.firstOutput(1)).isEqualTo(1);
    assertThat(LOSS.outputsOf(1)).isEqualTo(4);
  }

  // Python, with rows, classes and row weights as above:
  //   w = lambda c, o: ((c * 5 + o) % 7 - 3) / 10
  //   s[o] = sum(v * w(c, o) for c, v in row.items())
  //   A: p = 1 / (1 + exp(-s[0])); loss = weight * -log(p if y == 1 else 1 - p); d0 = weight * (p -
  // y)
  //   B: z = sum(exp(s[1:])); loss = weight * -log(exp(s[1 + y]) / z);
  //      d[1 + k] = weight * (exp(s[1 + k]) / z - (k == y))
  //   gradient[c][o] = sum over rows of v * d[o]
  @Test
  void lossAndGradientAreThoseOfThePlainFormula() {
    double[] weights = new double[COLUMNS * OUTPUTS];
    for (int i = 0; i < weights.length; i++) {
      weights[i] = (i % 7 - 3) / 10.0;
    }
    Vector at = Vectors.dense(weights);
    double[] losses = {1.607745377918, 1.241914095579, 1.515228686017};
    for (int row = 0; row < losses.length; row++) {
      assertThat(LOSS.compute(ROWS.get(row), row, at, zeros()))
          .isEqualTo(losses[row], within(1e-10));
    }
    DenseVector gradient = zeros();
    loss(at, gradient);
    assertThat(gradient.values())
        .containsExactly(
            new double[] {
              -0.2056176175, 0.0449472437, 0.1822700613, -0.3177299387, 0.0905126337,
              1.3363755443, -3.6587583327, 0.6276389698, 2.1156171519, 0.9155022109,
              0.2569525371, -1.1446740380, 0.5129964254, 0.1756558194, 0.4560217932
            },
            within(1e-9));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void theGradientIsTheSlopeAlongARandomDirection(long seed) {
    Random random = new Random(seed);
    double step = 1e-5;
    double[] weights = new double[COLUMNS * OUTPUTS];
    double[] ahead = new double[weights.length];
    double[] behind = new double[weights.length];
    double[] direction = new double[weights.length];
    for (int i = 0; i < weights.length; i++) {
      weights[i] = random.nextGaussian();
      direction[i] = random.nextGaussian();
      ahead[i] = weights[i] + step * direction[i];
      behind[i] = weights[i] - step * direction[i];
    }
    DenseVector gradient = zeros();
    loss(Vectors.dense(weights), gradient);

    double slope =
        (loss(Vectors.dense(ahead), zeros()) - loss(Vectors.dense(behind), zeros())) / (2 * step);

    double along = 0;
    for (int i = 0; i < direction.length; i++) {
      along += direction[i] * gradient.values()[i];
    }
    assertThat(along).isEqualTo(slope, within(1e-7));
  }

  @Test
  void aRowThatEveryTargetLeavesOutCountsNothing() {
    JointLoss loss =
        JointLoss.of(
            List.of(
                new Target(new int[] {OUT}, new float[] {1}, 2),
                new Target(new int[] {OUT}, new float[] {1}, 4)));
    DenseVector gradient = zeros();
    Vector weights = Vectors.dense(new double[COLUMNS * OUTPUTS]);
    assertThat(loss.compute(ROWS.get(0), 0, weights, gradient)).isZero();
    assertThat(gradient.values()).containsOnly(0);
  }

  @Test
  void withoutWeightsEveryClassIsEquallyLikely() {
    DenseVector gradient = zeros();
    double loss = LOSS.compute(ROWS.get(0), 0, zeros(), gradient);
    assertThat(loss).isEqualTo(Math.log(2) + 0.5 * Math.log(4), within(1e-12));
  }

  @Test
  void extremeScoresStayFinite() {
    double[] weights = new double[COLUMNS * OUTPUTS];
    for (int i = 0; i < weights.length; i++) {
      weights[i] = i % 2 == 0 ? 2000 : -2000;
    }
    DenseVector gradient = zeros();
    assertThat(loss(Vectors.dense(weights), gradient)).isFinite().isGreaterThan(1000);
    assertThat(gradient.values()).doesNotContain(Double.NaN);
  }

  @Test
  void aRowsOwnGradientIsTheOneThatIsAdded() {
    Vector weights = Vectors.dense(new double[COLUMNS * OUTPUTS]);
    DenseVector added = zeros();
    double loss = LOSS.compute(ROWS.get(0), 0, weights, added);
    var alone = LOSS.compute(ROWS.get(0), 0, weights);
    assertThat(alone._1()).isEqualTo(added);
    assertThat((double) alone._2()).isEqualTo(loss);
  }
}
