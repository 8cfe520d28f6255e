package io.endoxa.report.page;

import io.endoxa.codebook.Stance;
import io.endoxa.evaluate.Difference;
import io.endoxa.evaluate.Metric;
import io.endoxa.evaluate.PrecisionRecall;
import io.endoxa.evaluate.Reliability;
import io.endoxa.evaluate.RiskCoverage;
import io.endoxa.report.PredictorQuality;
import io.endoxa.report.QualityCurves;
import io.endoxa.report.QualityReport;
import io.endoxa.report.QuestionScores;
import io.endoxa.report.Slice;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** How good the model is, with baselines beside it: tables, and the places of the charts. */
final class QualitySection {
  private static final int SHADES = 10;

  /** A smaller mean distance of confidence and share right is none to speak of. */
  private static final double CLOSE = 0.02;

  private static final String SOURCE = "source";

  private QualitySection() {}

  static void write(Html html, Measured measured) {
    QualityReport quality = measured.quality();
    QualityCurves curves = measured.curves();
    html.open("section", "id", "quality").element("h2", "How good the model is");
    html.paragraph(finding(quality), "class", "answer");
    html.paragraph(
        "Measured by %s: %s paragraphs of %s articles from %s sources. Macro-F1 is 1 for a model without errors; each stance counts alike. Intervals resample articles."
            .formatted(
                quality.split(),
                Words.whole(quality.paragraphs()),
                Words.whole(quality.articles()),
                Words.whole(quality.sources())));
    predictors(html, quality);
    questions(html, quality);
    quality.predictor(QualityReport.MODEL).ifPresent(model -> calibration(html, model, curves));
    if (curves == null) {
      html.paragraph(
          "This model was made by an earlier version, which left no confusion matrices and no precision-recall curves. Train it again, or evaluate it, to have them.",
          "class",
          "note");
    } else {
      curves.questions().forEach(question -> curves(html, question));
    }
    for (String by : quality.slices().stream().map(Slice::by).distinct().toList()) {
      slices(html, quality, by);
    }
    html.close("section");
  }

  /** Such as "Macro-F1 0.755 (…), 0.024 above tf-idf, the best baseline (95 % …): better." */
  static String finding(QualityReport quality) {
    Metric model = quality.meanMacroF1(QualityReport.MODEL);
    String best = quality.bestBaseline();
    if (!model.exists()) {
      return "The model has no macro-F1: " + model.reason() + ".";
    }
    String said = "Macro-F1 %s (%s %s)".formatted(decimal(model), Words.SURE, interval(model));
    if (best == null || !quality.meanMacroF1(best).exists()) {
      return said + ".";
    }
    double more = model.orThrow() - quality.meanMacroF1(best).orThrow();
    return "%s, %s %s %s, the best baseline%s."
        .formatted(
            said,
            Words.decimal(Math.abs(more)),
            more < 0 ? "below" : "above",
            best,
            quality
                .predictor(QualityReport.MODEL)
                .map(PredictorQuality::againstBaseline)
                .map(QualitySection::certainty)
                .orElse(""));
  }

  /** Whether a difference is more than chance. */
  private static String certainty(Difference difference) {
    Double low = difference.macroF1().low();
    Double high = difference.macroF1().high();
    if (low == null || high == null) {
      return "";
    }
    return String.format(
        Locale.ROOT,
        " (%s %+.3f to %+.3f): %s",
        Words.SURE,
        low,
        high,
        low > 0 ? "better" : high < 0 ? "worse" : "not certainly better");
  }

  private static void predictors(Html html, QualityReport quality) {
    html.openTable(
        "The model, its parts and baselines, mean over the questions",
        List.of("predictor", "#macro-F1", "#95 %", "#MCC", "#accuracy", "#ECE"));
    for (PredictorQuality of : quality.predictors()) {
      html.row(
          List.of(
              Html.Cell.text(of.name()),
              number(of.macroF1()),
              Html.Cell.number(interval(of.macroF1())),
              number(of.mcc()),
              number(of.accuracy()),
              number(of.reliability().calibrationError())),
          "class",
          of.baseline() ? "baseline" : of.name().equals(QualityReport.MODEL) ? "model" : "part");
    }
    html.closeTable();
  }

  private static void questions(Html html, QualityReport quality) {
    String best = quality.bestBaseline();
    html.openTable(
        "The model on each question",
        List.of(
            "question",
            "#macro-F1",
            "#95 %",
            "#best baseline",
            "#F1 agree",
            "#F1 disagree",
            "#F1 discuss",
            "#F1 unrelated",
            "#ECE"));
    for (QualityReport.OfQuestion question : quality.questions()) {
      QuestionScores model = question.predictor(QualityReport.MODEL);
      List<Html.Cell> cells = new ArrayList<>();
      cells.add(Html.Cell.text(Words.id(question.question())));
      cells.add(number(model.macroF1()));
      cells.add(Html.Cell.number(interval(model.macroF1())));
      cells.add(
          best == null ? Html.Cell.number(Words.NONE) : number(question.predictor(best).macroF1()));
      stances()
          .forEach(
              stance ->
                  cells.add(
                      model.stances().containsKey(stance)
                          ? number(model.stances().get(stance).f1())
                          : Html.Cell.number(Words.NONE)));
      cells.add(number(model.calibrationError()));
      html.row(cells, "data-question", question.question());
    }
    html.closeTable();
  }

  private static void calibration(
      Html html, PredictorQuality model, @Nullable QualityCurves curves) {
    html.element("h3", calibrationFinding(model.reliability()));
    html.paragraph(
        "Expected calibration error (ECE) %s: the mean distance of the share that is right from the confidence, 0 at best."
            .formatted(decimal(model.reliability().calibrationError())));
    html.open("div", "class", "chart", "data-chart", "reliability").close("div");
    html.openDetails("The figures of reliability");
    html.openTable(
        "Reliability of the model",
        List.of("confidence from", "#to", "#labels", "#mean confidence", "#share right"));
    for (Reliability.Bin bin : model.reliability().bins()) {
      html.row(
          List.of(
              Html.Cell.text(Words.decimal(bin.from())),
              Html.Cell.number(Words.decimal(bin.to())),
              Html.Cell.number(Words.whole(bin.examples())),
              Html.Cell.number(Words.decimal(bin.confidence())),
              Html.Cell.number(Words.decimal(bin.accuracy()))));
    }
    html.closeTable().close("details");
    html.element("h3", coverageFinding(model.riskCoverage()));
    html.open("div", "class", "chart", "data-chart", "coverage").close("div");
    coverageTables(html, model.riskCoverage(), curves);
  }

  /** Whether the confidence can be taken at its word. */
  static String calibrationFinding(Reliability reliability) {
    long all = reliability.bins().stream().mapToLong(Reliability.Bin::examples).sum();
    if (all == 0) {
      return "Whether it is right as often as it says is not known";
    }
    double more =
        reliability.bins().stream()
                .mapToDouble(bin -> bin.examples() * (bin.accuracy() - bin.confidence()))
                .sum()
            / all;
    if (Math.abs(more) < CLOSE) {
      return "It is right about as often as it says";
    }
    return String.format(
        Locale.ROOT,
        "It is right %s often than it says, by %.1f points on average",
        more > 0 ? "more" : "less",
        100 * Math.abs(more));
  }

  private static String coverageFinding(RiskCoverage curve) {
    return curve.coverages().stream()
        .filter(at -> at.coverage().exists())
        .findFirst()
        .map(
            at ->
                "%s of the labels can be kept with %s errors at the most"
                    .formatted(Words.percent(at.coverage().value()), Words.percent(at.risk())))
        .orElse("How much it can answer at how many errors is not known");
  }

  private static void curves(Html html, QualityCurves.OfQuestion question) {
    html.open("div", "class", "of-question", "data-question", question.question());
    html.element("h3", Words.id(question.question()) + ": what is taken for what");
    List<String> columns = new ArrayList<>(List.of("in truth"));
    stances().forEach(stance -> columns.add("#said " + stance));
    columns.add("#in all");
    html.openTable(
        "%s: confusion matrix, paragraphs; shades are shares of a row"
            .formatted(Words.id(question.question())),
        columns);
    for (int truth = 0; truth < Stance.COUNT; truth++) {
      List<Long> counts = question.confusion().get(truth);
      long all = counts.stream().mapToLong(Long::longValue).sum();
      List<Html.Cell> cells = new ArrayList<>(List.of(Html.Cell.text(Stance.at(truth).label())));
      for (Long count : counts) {
        int shade = all == 0 ? 0 : (int) Math.min(SHADES - 1, SHADES * count / all);
        cells.add(new Html.Cell(Words.whole(count), List.of("class", "n s" + shade)));
      }
      cells.add(Html.Cell.number(Words.whole(all)));
      html.row(cells);
    }
    html.closeTable();
    html.open(
            "div",
            "class",
            "chart",
            "data-chart",
            "precision",
            "data-question",
            question.question())
        .close("div");
    html.openDetails("The figures of precision and recall");
    html.openTable(
        Words.id(question.question()) + ": precision and recall",
        List.of("stance", "#probability from", "#recall", "#precision"));
    new TreeMap<>(question.precisionRecall())
        .forEach(
            (stance, curve) ->
                curve.points().forEach(point -> html.row(precisionRow(stance, point))));
    html.closeTable().close("details").close("div");
  }

  private static List<Html.Cell> precisionRow(String stance, PrecisionRecall.Point point) {
    return List.of(
        Html.Cell.text(stance),
        Html.Cell.number(Words.decimal(point.threshold())),
        Html.Cell.number(Words.percent(point.recall())),
        Html.Cell.number(Words.percent(point.precision())));
  }

  /** The curves behind the chart of coverage, and the three points that sum them up. */
  private static void coverageTables(
      Html html, RiskCoverage ofAll, @Nullable QualityCurves curves) {
    html.openDetails("The figures of coverage");
    html.openTable(
        "Labels that may be kept, the most confident first, all questions together",
        List.of("errors at the most", "#labels kept"));
    for (RiskCoverage.AtRisk at : ofAll.coverages()) {
      html.row(
          List.of(
              Html.Cell.text(Words.percent(at.risk())),
              Html.Cell.number(Words.percent(at.coverage().value()))));
    }
    html.closeTable();
    if (curves != null) {
      html.openTable(
          "Errors among the labels that are kept", List.of("question", "#labels kept", "#errors"));
      for (QualityCurves.OfQuestion question : curves.questions()) {
        for (RiskCoverage.Point point : question.riskCoverage()) {
          html.row(
              List.of(
                  Html.Cell.text(Words.id(question.question())),
                  Html.Cell.number(Words.percent(point.coverage())),
                  Html.Cell.number(Words.percent(point.risk()))),
              "data-question",
              question.question());
        }
      }
      html.closeTable();
    }
    html.close("details");
  }

  private static void slices(Html html, QualityReport quality, String by) {
    html.openDetails(
        by.equals(SOURCE)
            ? "By source measured on (none need be among the sources above), all questions"
            : "By %s, all questions".formatted(by));
    html.openTable(
        "The model by %s of the paragraphs it was measured on; no filter changes it".formatted(by),
        List.of(
            by, "#macro-F1", "#95 %", "#best baseline", "#accuracy", "#paragraphs", "#articles"));
    for (Slice slice : quality.slices()) {
      if (slice.by().equals(by)) {
        html.row(
            List.of(
                Html.Cell.text(slice.name()),
                number(slice.macroF1()),
                Html.Cell.number(interval(slice.macroF1())),
                number(slice.baselineMacroF1()),
                number(slice.accuracy()),
                Html.Cell.number(Words.whole(slice.paragraphs())),
                Html.Cell.number(Words.whole(slice.articles()))),
            "class",
            slice.paragraphs() < Words.FEW ? "unsure" : "");
      }
    }
    html.closeTable();
    html.paragraph(
        "Grey: fewer than %d paragraphs, mostly chance.".formatted(Words.FEW), "class", "hint");
    html.close("details");
  }

  private static Stream<String> stances() {
    return Stream.of(Stance.values()).map(Stance::label);
  }

  private static Html.Cell number(Metric metric) {
    return Html.Cell.number(decimal(metric));
  }

  private static String decimal(Metric metric) {
    return Words.decimal(metric.value());
  }

  private static String interval(Metric metric) {
    return metric.low() == null
        ? Words.NONE
        : Words.decimal(metric.low()) + "–" + Words.decimal(metric.high());
  }
}
