package io.endoxa.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;

class LineChartTest {
  private static LineChart.Series series(String name, double... y) {
    List<Double> values = java.util.Arrays.stream(y).boxed().toList();
    return new LineChart.Series(name, values, values, values);
  }

  @Test
  void theFileIsXmlWithALineAndANameForEachSeries() throws Exception {
    LineChart chart =
        new LineChart(
            "Curve <1> & \"2\"",
            "paragraphs",
            "score",
            List.of(10.0, 20.0, 40.0),
            List.of(series("linear", 0.2, 0.3, 0.4), series("tf-idf", 0.1, 0.1, 0.15)));

    Document svg =
        DocumentBuilderFactory.newDefaultInstance()
            .newDocumentBuilder()
            .parse(new ByteArrayInputStream(chart.svg().getBytes(StandardCharsets.UTF_8)));

    assertThat(svg.getDocumentElement().getAttribute("aria-label")).isEqualTo("Curve <1> & \"2\"");
    assertThat(svg.getElementsByTagName("circle").getLength()).isEqualTo(6);
    assertThat(svg.getDocumentElement().getTextContent()).contains("linear", "tf-idf", "score");
  }

  @Test
  void higherScoresStandHigher() {
    String svg =
        new LineChart("t", "x", "y", List.of(0.0, 1.0), List.of(series("s", 0.0, 0.5))).svg();

    // The axis goes from 0 to 0.5: the first point lies on the lower edge, the last on the upper.
    assertThat(svg).contains("M60.0 350.0L530.0 40.0");
  }

  @Test
  void pointsThatAllHaveOneXStandInTheMiddle() {
    String svg =
        new LineChart("t", "x", "y", List.of(8.0, 8.0), List.of(series("s", 0.0, 0.5))).svg();

    assertThat(svg).contains("M295.0 350.0L295.0 40.0").doesNotContain("NaN");
  }

  @Test
  void aLineWithoutAllPointsIsRefused() {
    assertThatThrownBy(
            () -> new LineChart("t", "x", "y", List.of(0.0, 1.0), List.of(series("s", 0.0))))
        .hasMessage("a line has more or fewer than 2 points");
  }
}
