package io.endoxa.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DriftTest {
  private static Drift drift(List<Long> training, List<Long> run) {
    return new Drift("words", null, List.of("few", "some", "many"), training, run);
  }

  @Test
  void theIndexIsThatOfIndependentArithmetic() {
    // python3: a=[100.5/301.5]*3; b=[20.5/101.5,30.5/101.5,50.5/101.5]
    // sum((y-x)*math.log(y/x) for x,y in zip(a,b)): half an example more in each bin.
    assertThat(drift(List.of(100L, 100L, 100L), List.of(20L, 30L, 50L)).stabilityIndex())
        .isCloseTo(0.13498983425995909, within(1e-12));
  }

  @Test
  void equalSharesAreNoDrift() {
    Drift same = drift(List.of(300L, 300L, 300L), List.of(30L, 30L, 30L));

    assertThat(same.stabilityIndex()).isZero();
    assertThat(same.reading()).isEqualTo(Drift.Reading.NONE);
  }

  @Test
  void theUsualReadingHoldsFromATenthAndFromAQuarterOn() {
    List<Long> training = List.of(10_000L, 10_000L, 10_000L);

    assertThat(drift(training, List.of(4000L, 3300L, 2700L)).reading().label()).isEqualTo("none");
    assertThat(drift(training, List.of(5000L, 3000L, 2000L)).reading().label()).isEqualTo("some");
    assertThat(drift(training, List.of(6500L, 2500L, 1000L)).reading().label()).isEqualTo("much");
  }

  @Test
  void whatChanceExplainsIsNoDrift() {
    Drift few = drift(List.of(1000L, 1000L, 1000L), List.of(6L, 2L, 1L));

    assertThat(few.stabilityIndex()).isGreaterThan(Drift.MUCH);
    assertThat(few.byChance()).isGreaterThan(few.stabilityIndex());
    assertThat(few.reading()).isEqualTo(Drift.Reading.NONE);
  }

  @Test
  void whatChanceAddsOnAverageIsTakenOff() {
    // An index of 0.285, above its bound of 0.183; 0.061 of it are expected by chance.
    Drift some = drift(List.of(300L, 300L, 300L), List.of(20L, 9L, 5L));

    assertThat(some.stabilityIndex()).isBetween(0.25, 0.3);
    assertThat(some.byChance()).isLessThan(some.stabilityIndex());
    assertThat(some.reading()).isEqualTo(Drift.Reading.SOME);
  }

  @Test
  void corporaOfTheSameTextsStayBelowTheBoundNineteenTimesInTwenty() {
    Random random = new Random(7);
    int below = 0;
    for (int i = 0; i < 1000; i++) {
      Histogram training =
          Histogram.ofQuantiles(random.doubles(2000).map(d -> d * d).toArray(), 10);
      long[] counts = new long[training.counts().size()];
      random.doubles(300).map(d -> d * d).forEach(value -> counts[training.binOf(value)]++);
      Drift drift =
          new Drift(
              "words",
              null,
              training.bins(),
              training.counts(),
              Arrays.stream(counts).boxed().toList());
      below += drift.stabilityIndex() <= drift.byChance() ? 1 : 0;
    }

    assertThat(below / 1000.0).isBetween(0.93, 0.97);
  }

  @Test
  void binsOfQuantilesHoldAsManyEach() {
    double[] values = new double[1000];
    Arrays.setAll(values, i -> (i * 37) % 1000);
    Histogram histogram = Histogram.ofQuantiles(values, 4);

    assertThat(histogram.edges()).containsExactly(249.0, 499.0, 749.0);
    assertThat(histogram.counts()).containsOnly(250L);
    assertThat(histogram.bins())
        .containsExactly("up to 249", "over 249 to 499", "over 499 to 749", "over 749");
    assertThat(histogram.binOf(249)).isZero();
    assertThat(histogram.binOf(249.5)).isEqualTo(1);
    assertThat(histogram.binOf(1e9)).isEqualTo(3);
  }

  @Test
  void equalValuesShareABin() {
    double[] values = {0, 0, 0, 0, 0, 0, 0, 1, 2, 2};

    assertThat(Histogram.ofQuantiles(values, 5))
        .isEqualTo(new Histogram(List.of(0.0, 1.0), List.of(7L, 1L, 2L)));
    assertThat(Histogram.ofQuantiles(new double[] {3, 3}, 5).bins()).containsExactly("all");
  }

  @Test
  void countsThatDoNotFitAreRefused() {
    List<Long> two = new ArrayList<>(List.of(1L, 2L));

    assertThatThrownBy(() -> drift(two, two)).hasMessage("words: 3 bins, 2 and 2 counts");
    assertThatThrownBy(() -> new Histogram(List.of(1.0, 2.0), two))
        .hasMessage("2 edges but 2 counts");
    assertThatThrownBy(() -> new Histogram(List.of(2.0, 2.0), List.of(1L, 2L, 3L)))
        .hasMessage("edge 2.0 comes behind 2.0, expected one above it");
  }
}
