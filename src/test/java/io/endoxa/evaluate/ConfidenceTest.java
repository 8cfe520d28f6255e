package io.endoxa.evaluate;

import static io.endoxa.codebook.Stance.AGREE;
import static io.endoxa.codebook.Stance.DISAGREE;
import static io.endoxa.codebook.Stance.UNRELATED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.groups.Tuple.tuple;

import io.endoxa.codebook.Stance;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfidenceTest {
  /** Examples whose truth is agree, one cluster each. */
  private static StancePredictions predictions(List<Double> confidences, boolean... right) {
    List<String> clusters = new ArrayList<>();
    List<Stance> predicted = new ArrayList<>();
    for (int i = 0; i < right.length; i++) {
      clusters.add("a" + i);
      predicted.add(right[i] ? AGREE : DISAGREE);
    }
    return new StancePredictions(
        clusters, Collections.nCopies(right.length, AGREE), predicted, confidences);
  }

  @Test
  void calibrationErrorIsTheWeightedDistanceOfBins() {
    // Plain Python: bins ceil(10 c) - 1; sum of n/7 * |mean right - mean c| = 0.2728571.
    Reliability reliability =
        Reliability.of(
            predictions(
                List.of(0.95, 0.91, 0.55, 0.6, 0.32, 0.99, 0.41),
                true,
                false,
                true,
                false,
                false,
                true,
                true));

    assertThat(reliability.calibrationError().orThrow()).isCloseTo(0.2728571, within(1e-6));
    assertThat(reliability.bins())
        .extracting(Reliability.Bin::from, Reliability.Bin::to, Reliability.Bin::examples)
        .containsExactly(
            tuple(0.3, 0.4, 1L), tuple(0.4, 0.5, 1L), tuple(0.5, 0.6, 2L), tuple(0.9, 1.0, 3L));
    Reliability.Bin last = reliability.bins().get(3);
    assertThat(last.confidence()).isCloseTo((0.95 + 0.91 + 0.99) / 3, within(1e-12));
    assertThat(last.accuracy()).isCloseTo(2 / 3.0, within(1e-12));
  }

  @Test
  void fullConfidenceThatIsRightIsNoError() {
    assertThat(Reliability.of(predictions(List.of(0.0, 1.0), false, true)).calibrationError())
        .isEqualTo(Metric.of(0));
  }

  @Test
  void theMostConfidentAreAnsweredFirst() {
    RiskCoverage curve =
        RiskCoverage.of(
            predictions(List.of(0.5, 0.8, 0.9, 0.6, 0.8), false, false, true, true, true));

    // Risks of the n most confident: 0; the pair at 0.8 is half wrong, so 0.5/2, 1/3; 1/4; 2/5.
    assertThat(curve.area().orThrow())
        .isCloseTo((0 + 0.25 + 1 / 3.0 + 0.25 + 0.4) / 5, within(1e-12));
    // The pair at 0.8 is answered whole or not at all; behind it the risk is 1/3, 1/4, 2/5.
    assertThat(curve.coverages())
        .extracting(RiskCoverage.AtRisk::coverage)
        .containsOnly(Metric.of(0.2));
  }

  @Test
  void coverageIsTheLargestThatKeepsTheRisk() {
    List<Double> confidences = new ArrayList<>();
    boolean[] right = new boolean[20];
    for (int i = 0; i < right.length; i++) {
      confidences.add(1 - i / 100.0);
      right[i] = i != 8 && i != 17 && i != 18 && i != 19;
    }
    // Errors among the first n: 8: 0, 9: 1, 17: 1, 18: 2, 19: 3, 20: 4.
    // At 5 %: 8 of 20 (1/17 is more). At 10 %: 17 (2/18 is more). At 20 %: all, 4/20.
    assertThat(RiskCoverage.of(predictions(confidences, right)).coverages())
        .containsExactly(
            new RiskCoverage.AtRisk(0.05, Metric.of(0.4)),
            new RiskCoverage.AtRisk(0.1, Metric.of(0.85)),
            new RiskCoverage.AtRisk(0.2, Metric.of(1)));
  }

  @Test
  void whoIsWrongWhereMostConfidentMayAnswerNothing() {
    assertThat(RiskCoverage.of(predictions(List.of(0.9, 0.8), false, true)).coverages())
        .extracting(RiskCoverage.AtRisk::coverage)
        .containsOnly(Metric.of(0));
  }

  @Test
  void theMostProbableStanceIsSaidWithItsProbability() {
    StancePredictions of =
        StancePredictions.of(
            List.of("a", "b"),
            List.of(AGREE, AGREE),
            new float[][] {{0.5f, 0.25f, 0.25f, 0}, {0.25f, 0, 0, 0.75f}});

    assertThat(of.predicted()).containsExactly(AGREE, UNRELATED);
    assertThat(of.confidences()).containsExactly(0.5, 0.75);
    assertThat(of.only(new int[] {1}).truth()).hasSize(1);
    assertThat(StancePredictions.pooled(List.of(of, of)).clusters())
        .containsExactly("a", "b", "a", "b");
    StancePredictions silent =
        new StancePredictions(of.clusters(), of.truth(), of.predicted(), null);
    assertThat(StancePredictions.pooled(List.of(of, silent)).confidences()).isNull();
  }

  @Test
  void listsOfDifferentLengthAreABug() {
    assertThatThrownBy(
            () -> new StancePredictions(List.of("a"), List.of(AGREE), List.of(AGREE), List.of()))
        .hasMessage("1 clusters and 0 confidences of 1 examples");
  }

  @ParameterizedTest
  @CsvSource({
    "29, under 30 words",
    "30, 30 to 79 words",
    "79, 30 to 79 words",
    "80, 80 to 160 words",
    "160, 80 to 160 words",
    "161, over 160 words",
    "0, under 30 words"
  })
  void lengthsAreCountedInWords(int words, String label) {
    assertThat(ParagraphLength.of(" word\n".repeat(words)).label()).isEqualTo(label);
  }
}
