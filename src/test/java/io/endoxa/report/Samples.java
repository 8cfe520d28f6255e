package io.endoxa.report;

import io.endoxa.codebook.Codebook;
import io.endoxa.evaluate.Interval;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Figures that the tests of this package print. */
final class Samples {
  static final Codebook CODEBOOK =
      Codebook.parse(
          "codebook.yaml",
          """
          id: small
          version: 2
          questions:
            - {id: deal, proposition: There was a deal., agree: a deal, disagree: no deal}
            - {id: trade, proposition: Trade comes first., agree: trade, disagree: security}
          """);

  private Samples() {}

  static QualityReport quality() {
    return new QualityReport(
        "3 folds by source",
        72,
        1582,
        16,
        List.of(
            new QualityReport.OfQuestion(
                "deal",
                Map.of("agree", 10L),
                List.of(predictor("majority", 0.2, 0.19), predictor("model", 0.61234, 0.5)),
                0.04),
            new QualityReport.OfQuestion(
                "trade",
                Map.of("agree", 20L),
                List.of(predictor("majority", 0.25, 0.2), predictor("model", 0.5, 0.4)),
                0.1)),
        Map.of(
            "majority", new Interval(0.225, 0.2, 0.25), "model", new Interval(0.55617, 0.5, 0.6)),
        new QualityReport.OfFrames(0.5, 0.4, 0.6, 0.3, 0.2, Map.of("economic", 0.5)));
  }

  static QualityReport.Predictor predictor(String name, double macroF1, double low) {
    return new QualityReport.Predictor(name, macroF1, low, 0.7, 0.8, Map.of("agree", macroF1));
  }

  static Map<String, Long> counts() {
    Map<String, Long> counts = new LinkedHashMap<>();
    counts.put("paragraphs", 12_345L);
    counts.put("articles", 7L);
    return counts;
  }
}
