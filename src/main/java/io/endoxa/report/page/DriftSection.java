package io.endoxa.report.page;

import io.endoxa.evaluate.Drift;
import java.util.List;
import java.util.Locale;

/**
 * How far the articles are from those that the model was trained on: its figures hold for those.
 */
final class DriftSection {
  private DriftSection() {}

  static void write(Html html, List<Drift> drift) {
    if (drift.isEmpty()) {
      return;
    }
    html.open("section", "id", "drift");
    html.element("h2", finding(drift));
    html.paragraph(
        "The population stability index (PSI) compares paragraphs with those that the model was trained on: below %s none, up to %s some, above it much. What chance explains counts as none. The more drift, the less the model's figures say of these labels."
            .formatted(Drift.SOME, Drift.MUCH));
    html.openTable(
        "Distance from the training corpus, by measure",
        List.of("measure", "question", "drift", "#PSI", "#by chance below"));
    for (Drift of : drift) {
      html.row(
          List.of(
              Html.Cell.text(measure(of)),
              Html.Cell.text(of.question() == null ? Words.NONE : Words.id(of.question())),
              Html.Cell.text(of.reading().label()),
              Html.Cell.number(Words.decimal(of.stabilityIndex())),
              Html.Cell.number(Words.decimal(of.byChance()))));
    }
    html.closeTable();
    html.openDetails("The shares behind it");
    drift.forEach(of -> bins(html, of));
    html.close("details").close("section");
  }

  private static String finding(List<Drift> drift) {
    long much = drift.stream().filter(of -> of.reading() == Drift.Reading.MUCH).count();
    long some = drift.stream().filter(of -> of.reading() == Drift.Reading.SOME).count();
    if (much + some == 0) {
      return "These articles are like those that the model was trained on";
    }
    return String.format(
        Locale.ROOT,
        "These articles differ from those that the model was trained on: %s",
        much == 0 ? "somewhat" : "much, in %d of %d measures".formatted(much, drift.size()));
  }

  private static void bins(Html html, Drift of) {
    double training = Drift.total(of.training());
    double run = Drift.total(of.run());
    html.openTable(
        of.question() == null
            ? measure(of)
            : "%s: %s".formatted(measure(of), Words.id(of.question())),
        List.of("value", "#training corpus", "#these articles"));
    for (int bin = 0; bin < of.bins().size(); bin++) {
      html.row(
          List.of(
              Html.Cell.text(of.bins().get(bin)),
              Html.Cell.number(Words.percent(of.training().get(bin) / training)),
              Html.Cell.number(Words.percent(of.run().get(bin) / run))));
    }
    html.closeTable();
  }

  private static String measure(Drift of) {
    return Words.id(of.measure());
  }
}
