package io.endoxa.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.endoxa.error.UserException;
import io.endoxa.evaluate.LabelScore;
import io.endoxa.evaluate.Metric;
import io.endoxa.report.BenchmarkReport;
import io.endoxa.yaml.YamlMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExpectedFigureTest {
  private static final List<BenchmarkReport.Part> MEASURED =
      List.of(
          new BenchmarkReport.Part(
              "all",
              10,
              2,
              List.of(
                  new BenchmarkReport.Score(
                      "tf-idf",
                      Metric.of(0.612, 0.5, 0.7),
                      Metric.of(0.65, 0.6, 0.7),
                      Map.of(
                          "agree",
                          new LabelScore(Metric.of(0.5), Metric.of(0.5), Metric.of(0.5), 5))))));

  private static ExpectedFigure read(String yaml) {
    return ExpectedFigure.readAll(YamlMap.parse("j.yaml", "expected:\n- " + yaml).maps("expected"))
        .get(0);
  }

  private static BenchmarkReport.Expected beside(String yaml) {
    return read(yaml).beside(MEASURED);
  }

  @ParameterizedTest
  @CsvSource({
    "macro-f1, 0.612, 0, true",
    "macro-f1, 0.602, 0.01, true",
    "macro-f1, 0.6225, 0.01, false",
    "macro-f1, 0.6015, 0.01, false",
    "accuracy, 0.66, 0.01, true",
    "agree-f1, 0.49, 0.005, false",
    "disagree-f1, 0, 0, false"
  })
  void aFigureIsHeldToBothSides(String metric, String figure, String within, boolean holds) {
    String yaml = "{of: tf-idf, metric: %s, figure: %s, within: %s}";

    assertThat(beside(yaml.formatted(metric, figure, within)).holds()).isEqualTo(holds);
  }

  @Test
  void whatIsNotPinnedOrNotMeasuredHolds() {
    BenchmarkReport.Expected notPinned =
        beside("{of: tf-idf, metric: accuracy, figure: null, within: 0.01}");
    BenchmarkReport.Expected notMeasured =
        beside("{of: judge, part: zero-shot, metric: accuracy, figure: 0.9, within: 0.01}");

    assertThat(notPinned.figure()).isNull();
    assertThat(notPinned.found()).isEqualTo(0.65);
    assertThat(notPinned.holds()).isTrue();
    assertThat(notMeasured.found()).isNull();
    assertThat(notMeasured.holds()).isTrue();
  }

  @Test
  void aSentenceSaysWhatFails() {
    assertThat(beside("{of: tf-idf, metric: macro-f1, figure: 0.7, within: 0.01}").sentence())
        .isEqualTo(
            "j.yaml:2: macro-f1 of tf-idf on part all is 0.612, expected 0.700, 0.01 more or less");
  }

  @Test
  void anUnknownWordIsAMistake() {
    assertThatThrownBy(() -> read("{of: tfidf, metric: accuracy, figure: 0.7, within: 0.01}"))
        .isInstanceOf(UserException.class)
        .hasMessage(
            "j.yaml:2: of 'tfidf' is unknown. Did you mean 'tf-idf'?"
                + " Known: majority, tf-idf, vectors, judge.");
    assertThatThrownBy(() -> read("{of: judge, metric: f1, figure: 0.7, within: 0.01}"))
        .isInstanceOf(UserException.class)
        .hasMessageStartingWith("j.yaml:2: metric 'f1' is unknown.");
    assertThatThrownBy(() -> read("{of: judge, metric: accuracy, figure: 70, within: 0.01}"))
        .isInstanceOf(UserException.class)
        .hasMessage("j.yaml:2: figure: found '70', expected a number from 0.0 to 1.0.");
  }
}
