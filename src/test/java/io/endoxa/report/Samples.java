package io.endoxa.report;

import io.endoxa.codebook.Codebook;
import io.endoxa.evaluate.Difference;
import io.endoxa.evaluate.LabelScore;
import io.endoxa.evaluate.Leakage;
import io.endoxa.evaluate.Metric;
import io.endoxa.evaluate.Reliability;
import io.endoxa.evaluate.RiskCoverage;
import io.endoxa.evaluate.SeedSpread;
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

  private static final Metric NONE = Metric.none("it gives no probabilities");

  private Samples() {}

  /** Two questions, two baselines, a judge and the model. */
  static QualityReport quality() {
    return new QualityReport(
        "3 folds by source",
        72,
        1582,
        16,
        List.of(
            baseline("majority", 0.225),
            baseline("tf-idf", 0.3),
            predictor("judge", 0.54),
            predictor("model", 0.55617)),
        "tf-idf",
        List.of(
            new QualityReport.OfQuestion(
                "deal",
                Map.of("agree", 10L),
                List.of(
                    scores("majority", Metric.of(0.2)),
                    scores("tf-idf", Metric.of(0.31)),
                    scores("judge", Metric.of(0.6)),
                    scores("model", Metric.of(0.61234, 0.5, 0.7)))),
            new QualityReport.OfQuestion(
                "trade",
                Map.of("agree", 20L),
                List.of(
                    scores("majority", Metric.of(0.25)),
                    scores("tf-idf", Metric.of(0.29)),
                    scores("judge", Metric.none("no examples")),
                    scores("model", Metric.of(0.5, 0.4, 0.7))))),
        List.of(
            new Slice(
                "voice",
                "reported",
                3,
                12,
                Metric.of(0.4, 0.3, 0.5),
                Metric.of(0.8),
                Metric.of(0.35)),
            new Slice(
                "source",
                "Quay",
                1,
                2,
                Metric.none("every example is 'unrelated'"),
                Metric.of(1),
                Metric.none("every example is 'unrelated'"))),
        new Leakage(
            "linear", 500, Metric.of(0.5), Metric.of(0.45), difference("grouped", 0.05, 0.004)),
        List.of(SeedSpread.of("neural", List.of(Metric.of(0.4), Metric.of(0.5), Metric.of(0.6)))),
        new FrameQuality(
            List.of(
                frames("most frequent", Metric.of(0.2)),
                frames("tf-idf", Metric.of(0.45)),
                frames("model", Metric.of(0.5, 0.4, 0.6))),
            Map.of(
                "economic",
                new FrameQuality.OfFrame(
                    true, new LabelScore(Metric.of(0.5), Metric.of(0.5), Metric.of(0.5), 1_050)),
                "legality",
                new FrameQuality.OfFrame(
                    false, new LabelScore(NONE, Metric.of(0), Metric.of(0), 4)))));
  }

  static Difference difference(String than, double value, double p) {
    return new Difference(than, Metric.of(value, value - 0.1, value + 0.1), p);
  }

  private static FrameQuality.OfPredictor frames(String name, Metric microF1) {
    return new FrameQuality.OfPredictor(name, microF1, Metric.of(0.3, 0.2, 0.4), Metric.of(0.35));
  }

  private static PredictorQuality baseline(String name, double macroF1) {
    return new PredictorQuality(
        name,
        /* baseline= */ true,
        2,
        Metric.of(macroF1),
        Metric.none("every prediction is 'unrelated'"),
        Metric.of(0.7),
        new Reliability(NONE, List.of()),
        curve(NONE, NONE),
        null);
  }

  private static PredictorQuality predictor(String name, double macroF1) {
    return new PredictorQuality(
        name,
        /* baseline= */ false,
        2,
        Metric.of(macroF1, 0.5, 0.6),
        Metric.of(0.41),
        Metric.of(0.75),
        new Reliability(Metric.of(0.05), List.of(new Reliability.Bin(0.6, 0.7, 1234, 0.65, 0.6))),
        curve(Metric.of(0.1), Metric.of(0.4)),
        difference("tf-idf", macroF1 - 0.3, 0.002));
  }

  private static RiskCoverage curve(Metric area, Metric coverage) {
    return new RiskCoverage(
        area,
        List.of(new RiskCoverage.AtRisk(0.05, coverage), new RiskCoverage.AtRisk(0.1, coverage)));
  }

  private static QuestionScores scores(String name, Metric macroF1) {
    return new QuestionScores(
        name,
        macroF1,
        Metric.of(0.3),
        Metric.of(0.8),
        Metric.of(0.04),
        Map.of(
            "agree",
            new LabelScore(Metric.of(0.5), Metric.of(0.25), Metric.of(1 / 3.0, 0.1, 0.5), 10),
            "disagree",
            new LabelScore(
                Metric.none("it is never predicted"),
                Metric.none("no example has it"),
                Metric.none("no example has it"),
                0)),
        name.equals("model") ? difference("tf-idf", 0.3, 0.002) : null);
  }

  static Map<String, Long> counts() {
    Map<String, Long> counts = new LinkedHashMap<>();
    counts.put("paragraphs", 12_345L);
    counts.put("articles", 7L);
    return counts;
  }
}
