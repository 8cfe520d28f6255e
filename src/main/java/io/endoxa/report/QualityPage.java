package io.endoxa.report;

import io.endoxa.codebook.Stance;
import io.endoxa.evaluate.LabelScore;
import io.endoxa.evaluate.Reliability;
import io.endoxa.evaluate.RiskCoverage;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;

/** A {@link QualityReport} as Markdown, for model cards and the summaries of runs. */
final class QualityPage {
  /** There may be hundreds of sources: of more slices than these, the weakest are shown. */
  private static final int MOST_SLICES = 15;

  private static final int WEAKEST = 5;

  private final QualityReport report;
  private final StringBuilder text = new StringBuilder();

  private QualityPage(QualityReport report) {
    this.report = report;
  }

  /** Tables under headings of the third level. */
  static String of(QualityReport report) {
    QualityPage page = new QualityPage(report);
    page.text.append(QualityTable.ofAll(report).markdown());
    page.text.append('\n');
    QualityTable.lines(report).forEach(line -> page.text.append("- ").append(line).append('\n'));
    page.text.append(
        "\nA dash stands for a figure that has no value; %s has the reason, and every figure.\n"
            .formatted(QualityReport.FILE));
    page.section("Predictors, mean over the questions", page.predictors());
    page.section("The model by stance", page.stances());
    page.section("Confidence of the model", page.reliability());
    page.section("The model on parts of the paragraphs, all questions together", page.slices());
    FrameQuality frames = report.frames();
    if (frames != null) {
      page.section("Frames", predictors(frames));
      page.section("The model by frame", perFrame(frames));
      page.text.append(
          "\n(few): fewer than %d paragraphs have the frame. Nothing is claimed of it.\n"
              .formatted(FrameQuality.ENOUGH));
    }
    return page.text.toString();
  }

  private void section(String title, TextTable table) {
    text.append("\n### ").append(title).append("\n\n").append(table.markdown());
  }

  private TextTable predictors() {
    TextTable table = new TextTable();
    List<String> head = new ArrayList<>();
    head.addAll(List.of("predictor", "macro-F1", "95 %", "MCC", "accuracy", "ECE"));
    report.predictors().stream()
        .limit(1)
        .flatMap(of -> of.riskCoverage().coverages().stream())
        .forEach(at -> head.add(String.format(Locale.ROOT, "%.0f %% errors", 100 * at.risk())));
    head.addAll(List.of("area", "minus " + bestBaseline()));
    table.row(head);
    for (PredictorQuality of : report.predictors()) {
      List<String> row = new ArrayList<>();
      row.add(of.name());
      row.add(Figures.decimal(of.macroF1()));
      row.add(Figures.interval(of.macroF1()));
      row.add(Figures.decimal(of.mcc()));
      row.add(Figures.decimal(of.accuracy()));
      row.add(Figures.decimal(of.reliability().calibrationError()));
      RiskCoverage curve = of.riskCoverage();
      curve.coverages().forEach(at -> row.add(Figures.percent(at.coverage())));
      row.add(Figures.decimal(curve.area()));
      row.add(Figures.difference(of.againstBaseline()));
      table.row(row);
    }
    return table;
  }

  private String bestBaseline() {
    return Objects.requireNonNullElse(report.bestBaseline(), "baseline");
  }

  private TextTable stances() {
    TextTable table =
        new TextTable()
            .row(
                List.of("question, stance", "paragraphs", "precision", "recall", "F1", "F1, 95 %"));
    for (QualityReport.OfQuestion question : report.questions()) {
      for (int i = 0; i < Stance.COUNT; i++) {
        String stance = Stance.at(i).label();
        LabelScore score = question.predictor(QualityReport.MODEL).stances().get(stance);
        if (score != null) {
          table.row(
              List.of(
                  question.question() + ", " + stance,
                  Figures.whole(score.support()),
                  Figures.decimal(score.precision()),
                  Figures.decimal(score.recall()),
                  Figures.decimal(score.f1()),
                  Figures.interval(score.f1())));
        }
      }
    }
    return table;
  }

  private TextTable reliability() {
    TextTable table =
        new TextTable().row(List.of("confidence", "pairs", "mean confidence", "accuracy"));
    report
        .predictor(QualityReport.MODEL)
        .map(PredictorQuality::reliability)
        .ifPresent(of -> of.bins().forEach(bin -> table.row(cells(bin))));
    return table;
  }

  private static List<String> cells(Reliability.Bin bin) {
    return List.of(
        String.format(Locale.ROOT, "%.1f to %.1f", bin.from(), bin.to()),
        Figures.whole(bin.examples()),
        Figures.decimal(bin.confidence()),
        Figures.decimal(bin.accuracy()));
  }

  private TextTable slices() {
    TextTable table =
        new TextTable()
            .row(
                List.of(
                    "slice",
                    "articles",
                    "paragraphs",
                    "macro-F1",
                    "95 %",
                    "accuracy",
                    bestBaseline()));
    report.slices().stream()
        .map(Slice::by)
        .distinct()
        .flatMap(this::shown)
        .forEach(slice -> table.row(cells(slice)));
    return table;
  }

  /** All slices of a kind, or the weakest where there are many. */
  private Stream<Slice> shown(String by) {
    List<Slice> all = report.slices().stream().filter(slice -> slice.by().equals(by)).toList();
    return all.size() <= MOST_SLICES
        ? all.stream()
        : all.stream()
            .filter(slice -> slice.macroF1().exists())
            .sorted(Comparator.comparing(slice -> slice.macroF1().orThrow()))
            .limit(WEAKEST);
  }

  private static List<String> cells(Slice slice) {
    return List.of(
        slice.by() + ": " + slice.name(),
        Figures.whole(slice.articles()),
        Figures.whole(slice.paragraphs()),
        Figures.decimal(slice.macroF1()),
        Figures.interval(slice.macroF1()),
        Figures.decimal(slice.accuracy()),
        Figures.decimal(slice.baselineMacroF1()));
  }

  private static TextTable predictors(FrameQuality frames) {
    TextTable table =
        new TextTable()
            .row(List.of("predictor", "micro-F1", "95 %", "macro-F1", "95 %", "without the few"));
    for (FrameQuality.OfPredictor of : frames.predictors()) {
      table.row(
          List.of(
              of.name(),
              Figures.decimal(of.microF1()),
              Figures.interval(of.microF1()),
              Figures.decimal(of.macroF1()),
              Figures.interval(of.macroF1()),
              Figures.decimal(of.claimedMacroF1())));
    }
    return table;
  }

  private static TextTable perFrame(FrameQuality frames) {
    TextTable table =
        new TextTable().row(List.of("frame", "paragraphs", "precision", "recall", "F1"));
    new TreeMap<>(frames.perFrame())
        .forEach(
            (frame, of) ->
                table.row(
                    List.of(
                        of.claimed() ? frame : frame + " (few)",
                        Figures.whole(of.score().support()),
                        Figures.decimal(of.score().precision()),
                        Figures.decimal(of.score().recall()),
                        Figures.decimal(of.score().f1()))));
    return table;
  }
}
