package io.endoxa.report;

import io.endoxa.evaluate.Interval;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A {@link QualityReport} as a table: a row per question, a column per predictor. */
final class QualityTable {
  private QualityTable() {}

  /** Macro-F1 of every predictor, the model's with its interval. */
  static TextTable of(QualityReport report) {
    TextTable table = new TextTable();
    List<String> names =
        report.questions().get(0).predictors().stream().map(QualityReport.Predictor::name).toList();
    List<String> head = new ArrayList<>(List.of("macro-F1"));
    head.addAll(names);
    head.addAll(List.of("95 %", "ECE"));
    table.row(head);
    for (QualityReport.OfQuestion question : report.questions()) {
      List<String> row = new ArrayList<>(List.of(question.question()));
      question.predictors().forEach(predictor -> row.add(decimal(predictor.macroF1())));
      QualityReport.Predictor model = question.predictor(QualityReport.MODEL);
      row.add(decimal(model.low()) + "-" + decimal(model.high()));
      row.add(decimal(question.calibrationError()));
      table.row(row);
    }
    List<String> mean = new ArrayList<>(List.of("mean"));
    names.forEach(name -> mean.add(decimal(report.meanMacroF1(name))));
    Interval interval = report.means().get(QualityReport.MODEL);
    if (interval != null) {
      mean.add(decimal(interval.low()) + "-" + decimal(interval.high()));
    }
    return table.row(mean);
  }

  static String frames(QualityReport.OfFrames frames) {
    return "frames: micro-F1 %s (95 %% %s-%s), macro-F1 %s; most frequent frame everywhere: micro-F1 %s"
        .formatted(
            decimal(frames.microF1()),
            decimal(frames.low()),
            decimal(frames.high()),
            decimal(frames.macroF1()),
            decimal(frames.mostFrequentMicroF1()));
  }

  static String decimal(double value) {
    return String.format(Locale.ROOT, "%.3f", value);
  }
}
