package io.endoxa.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.apache.spark.mllib.linalg.Vector;
import org.apache.spark.mllib.linalg.Vectors;
import org.junit.jupiter.api.Test;
import scala.Tuple2;

class WeightDecayTest {
  private static final Vector WEIGHTS = Vectors.dense(new double[] {3, -4, 5, 6});

  @Test
  void thePenaltyIsHalfTheSquaresWithoutTheBiases() {
    Tuple2<Vector, Object> result =
        new WeightDecay(2).compute(WEIGHTS, Vectors.zeros(4), 1, 1, 0.1);
    assertThat((double) result._2()).isEqualTo(0.1 / 2 * (9 + 16), within(1e-12));
  }

  @Test
  void aStepOfOneWithoutGradientGivesThePenaltysGradient() {
    // What L-BFGS asks: weights minus the result is the gradient of the penalty.
    Vector moved = new WeightDecay(2).compute(WEIGHTS, Vectors.zeros(4), 1, 1, 0.1)._1();
    assertThat(moved.toArray()).containsExactly(new double[] {2.7, -3.6, 5, 6}, within(1e-12));
  }

  @Test
  void aGradientMovesBiasesToo() {
    Vector gradient = Vectors.dense(new double[] {1, 1, 1, 1});
    Vector moved = new WeightDecay(1).compute(WEIGHTS, gradient, 0.5, 1, 0)._1();
    assertThat(moved.toArray()).containsExactly(2.5, -4.5, 4.5, 5.5);
  }

  @Test
  void theWeightsThatWereGivenStayAsTheyAre() {
    new WeightDecay(0).compute(WEIGHTS, Vectors.zeros(4), 1, 1, 0.5);
    assertThat(WEIGHTS.toArray()).containsExactly(3, -4, 5, 6);
  }
}
