package io.endoxa.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.endoxa.codebook.Stance;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PrecisionRecallTest {
  /**
   * By hand: thresholds 0.9, 0.8, 0.5 (two examples at once) and 0.1 find 1, 1, 2 and 3 of 3 among
   * 1, 2, 4 and 5. Average precision 1/3 × 1 + 0 + 1/3 × 2/4 + 1/3 × 3/5 = 0.7, by the formula of
   * scikit-learn's average_precision_score.
   */
  @Test
  void eachThresholdGivesAPointAndEqualProbabilitiesShareOne() {
    PrecisionRecall curve =
        PrecisionRecall.of(
            List.of(true, false, true, false, true), List.of(0.9, 0.8, 0.5, 0.5, 0.1));

    assertThat(curve.averagePrecision().orThrow()).isCloseTo(0.7, within(1e-12));
    assertThat(curve.points())
        .containsExactly(
            new PrecisionRecall.Point(0.9, 1 / 3.0, 1),
            new PrecisionRecall.Point(0.8, 1 / 3.0, 0.5),
            new PrecisionRecall.Point(0.5, 2 / 3.0, 0.5),
            new PrecisionRecall.Point(0.1, 1, 0.6));
  }

  @Test
  void aLabelThatNoExampleHasHasNoCurve() {
    PrecisionRecall curve = PrecisionRecall.of(List.of(false), List.of(0.4));

    assertThat(curve.averagePrecision().reason()).isEqualTo("no example has it");
    assertThat(curve.points()).isEmpty();
  }

  @Test
  void aLongCurveKeepsItsEnds() {
    Random random = new Random(7);
    List<Boolean> has = IntStream.range(0, 1000).mapToObj(i -> random.nextBoolean()).toList();
    List<Double> probabilities = IntStream.range(0, 1000).mapToObj(i -> i / 1000.0).toList();

    List<PrecisionRecall.Point> points = PrecisionRecall.of(has, probabilities).points();

    assertThat(points).hasSize(60);
    assertThat(points.get(0).threshold()).isEqualTo(0.999);
    assertThat(points.get(59).recall()).isEqualTo(1);
  }

  @Test
  void theCurveOfRiskAnswersEquallyConfidentExamplesTogether() {
    StancePredictions predictions =
        new StancePredictions(
            List.of("a", "a", "b", "b"),
            List.of(Stance.AGREE, Stance.AGREE, Stance.AGREE, Stance.AGREE),
            List.of(Stance.AGREE, Stance.DISCUSS, Stance.AGREE, Stance.DISCUSS),
            List.of(0.9, 0.6, 0.6, 0.4));

    assertThat(RiskCoverage.points(predictions))
        .containsExactly(
            new RiskCoverage.Point(0.25, 0),
            new RiskCoverage.Point(0.75, 1 / 3.0),
            new RiskCoverage.Point(1, 0.5));
  }
}
