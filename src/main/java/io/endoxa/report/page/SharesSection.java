package io.endoxa.report.page;

import io.endoxa.codebook.Question;
import io.endoxa.codebook.Stance;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Shares of a question over time and by source, each as a chart and as the table behind it. */
final class SharesSection {
  private static final List<String> COLUMNS =
      List.of(
          "stance",
          "#share",
          "#95 % interval",
          "#counted",
          "#paragraphs",
          "#articles",
          "#by hand",
          "remark");

  private SharesSection() {}

  static void write(Html html, RunPage.Labelled labelled, Question question) {
    html.element("h3", "Share of paragraphs by month", "data-title", "time");
    chart(html, question, "time");
    html.paragraph(
        "Full marks are corrected, with their 95 %% interval; hollow ones are counted; grey ones stand for fewer than %d paragraphs. By source, the number of paragraphs is in brackets."
            .formatted(Words.FEW),
        "class",
        "hint");
    table(html, labelled, question, "month", RunPage.Share::month, RunPage.Share::source);
    html.element("h3", "Share of paragraphs by source", "data-title", "sources");
    chart(html, question, "sources");
    table(html, labelled, question, "source", RunPage.Share::source, RunPage.Share::month);
  }

  private static void chart(Html html, Question question, String kind) {
    html.open("div", "class", "chart", "data-chart", kind, "data-question", question.id())
        .close("div");
  }

  private interface Part {
    @Nullable String of(RunPage.Share share);
  }

  private static void table(
      Html html, RunPage.Labelled labelled, Question question, String by, Part named, Part over) {
    List<String> columns = new ArrayList<>(List.of(by));
    columns.addAll(COLUMNS);
    html.openDetails("The figures by " + by);
    html.openTable("Shares by %s: %s".formatted(by, question.id()), columns, "data-table", by);
    stances()
        .flatMap(stance -> labelled.sharesOf(question.id(), stance))
        .filter(share -> over.of(share) == null && named.of(share) != null)
        .sorted(order(labelled, by, named))
        .forEach(share -> row(html, share, named.of(share)));
    html.closeTable();
    if (by.equals("source") && labelled.corpus().sources() > labelled.sources().size()) {
      html.paragraph(
          "The %s sources with the most paragraphs of %s; the table shares has all."
              .formatted(
                  Words.whole(labelled.sources().size()),
                  Words.whole(labelled.corpus().sources())));
    }
    html.close("details");
  }

  private static Comparator<RunPage.Share> order(RunPage.Labelled labelled, String by, Part named) {
    return by.equals("source")
        ? Comparator.comparingInt(share -> labelled.sources().indexOf(named.of(share)))
        : Comparator.comparing(share -> Words.orAll(named.of(share)));
  }

  private static Stream<String> stances() {
    return Stream.of(Stance.values()).map(Stance::label);
  }

  private static void row(Html html, RunPage.Share share, @Nullable String name) {
    boolean own = share.isOwn();
    html.row(
        List.of(
            Html.Cell.text(Words.orAll(name)),
            Html.Cell.text(share.stance()),
            Html.Cell.number(own ? Words.percent(share.corrected()) : Words.NONE),
            Html.Cell.number(own ? Words.interval(share.low(), share.high()) : Words.NONE),
            Html.Cell.number(Words.percent(share.naive())),
            Html.Cell.number(Words.whole(share.paragraphs())),
            Html.Cell.number(Words.whole(share.articles())),
            Html.Cell.number(Words.whole(share.labelled())),
            Html.Cell.text(remark(share))),
        "data-stance",
        share.stance(),
        "data-source",
        share.source() == null ? "" : share.source());
  }

  private static String remark(RunPage.Share share) {
    String reason = share.reason();
    return reason == null ? "" : reason;
  }
}
