package io.endoxa.report;

import io.endoxa.evaluate.Leakage;
import io.endoxa.evaluate.RiskCoverage;
import io.endoxa.evaluate.SeedSpread;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** A {@link QualityReport} as it is printed at the end of a run: one table and a few lines. */
final class QualityTable {
  private QualityTable() {}

  /** Macro-F1 of the best baseline, of the model's parts, and of the model with its interval. */
  static TextTable of(QualityReport report) {
    return macroF1(
        report,
        report.predictors().stream()
            .filter(of -> !of.baseline() || of.name().equals(report.bestBaseline()))
            .map(PredictorQuality::name)
            .toList());
  }

  /** Macro-F1 of every predictor, the model's with its interval. */
  static TextTable ofAll(QualityReport report) {
    return macroF1(report, report.predictors().stream().map(PredictorQuality::name).toList());
  }

  private static TextTable macroF1(QualityReport report, List<String> predictors) {
    TextTable table = new TextTable();
    List<String> head = new ArrayList<>(List.of("macro-F1"));
    head.addAll(predictors);
    head.addAll(List.of("95 %", "ECE"));
    table.row(head);
    for (QualityReport.OfQuestion question : report.questions()) {
      List<String> row = new ArrayList<>(List.of(question.question()));
      predictors.forEach(name -> row.add(Figures.decimal(question.predictor(name).macroF1())));
      QuestionScores model = question.predictor(QualityReport.MODEL);
      row.add(Figures.interval(model.macroF1()));
      row.add(Figures.decimal(model.calibrationError()));
      table.row(row);
    }
    int scored = report.predictor(QualityReport.MODEL).map(PredictorQuality::questions).orElse(0);
    List<String> mean = new ArrayList<>();
    mean.add(scored == report.questions().size() ? "mean" : "mean of " + scored);
    predictors.forEach(name -> mean.add(Figures.decimal(report.meanMacroF1(name))));
    mean.add(Figures.interval(report.meanMacroF1(QualityReport.MODEL)));
    return table.row(mean);
  }

  /** What the table does not say, a line each. */
  static List<String> lines(QualityReport report) {
    List<String> lines = new ArrayList<>();
    Optional<PredictorQuality> model = report.predictor(QualityReport.MODEL);
    if (report.bestBaseline() != null && model.isPresent()) {
      lines.add(
          "model minus %s, the best baseline: %s"
              .formatted(report.bestBaseline(), Figures.difference(model.get().againstBaseline())));
    }
    model.map(PredictorQuality::riskCoverage).map(QualityTable::coverage).ifPresent(lines::add);
    Leakage leakage = report.leakage();
    if (leakage != null) {
      lines.add(
          "leakage: %s on a random split minus the same split by source: %s"
              .formatted(leakage.predictor(), Figures.difference(leakage.difference())));
    }
    report.seeds().forEach(spread -> lines.add(spread(spread)));
    FrameQuality frames = report.frames();
    if (frames != null) {
      lines.add(frames(frames));
    }
    return lines;
  }

  private static String coverage(RiskCoverage curve) {
    return curve.coverages().stream()
        .map(
            at ->
                Figures.percent(at.coverage())
                    + String.format(Locale.ROOT, " with %.0f %% errors", 100 * at.risk()))
        .collect(Collectors.joining(", ", "pairs the model can answer: ", ""));
  }

  private static String frames(FrameQuality frames) {
    return frames.predictors().stream()
        .filter(of -> !of.name().equals(QualityReport.MODEL))
        .map(of -> of.name() + " " + Figures.decimal(of.microF1()))
        .collect(
            Collectors.joining(
                ", ",
                "frames: micro-F1 %s, macro-F1 %s; micro-F1 of baselines: "
                    .formatted(
                        Figures.withInterval(frames.model().microF1()),
                        Figures.decimal(frames.model().macroF1())),
                ""));
  }

  private static String spread(SeedSpread spread) {
    return "%s with %s seeds: mean macro-F1 %s, standard deviation %s"
        .formatted(
            spread.predictor(),
            Figures.whole(spread.macroF1().size()),
            Figures.decimal(spread.mean()),
            Figures.decimal(spread.deviation()));
  }
}
