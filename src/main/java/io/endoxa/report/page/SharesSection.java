package io.endoxa.report.page;

import io.endoxa.codebook.Question;
import io.endoxa.codebook.Stance;
import io.endoxa.estimate.CellEstimate;
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
          "#95\u00a0% interval",
          "#counted",
          "#paragraphs",
          "#articles",
          "#by hand");

  private SharesSection() {}

  static void write(Html html, RunPage.Labelled labelled, Question question) {
    html.element("h3", "Share of paragraphs by month", "data-title", "time");
    chart(html, question, "time");
    table(html, labelled, question, "month", RunPage.Share::month, RunPage.Share::source);
    html.element("h3", "Share of paragraphs by source", "data-title", "sources");
    chart(html, question, "sources");
    table(html, labelled, question, "source", RunPage.Share::source, RunPage.Share::month);
  }

  private static void chart(Html html, Question question, String kind) {
    html.open("div", "class", "chart", "data-chart", kind, "data-question", question.id())
        .close("div");
    html.paragraph("", "class", "hint");
  }

  private interface Part {
    @Nullable String of(RunPage.Share share);
  }

  private static void table(
      Html html, RunPage.Labelled labelled, Question question, String by, Part named, Part over) {
    List<String> columns = new ArrayList<>(List.of(by));
    columns.addAll(COLUMNS);
    html.openDetails("The figures by " + by);
    html.openTable(
        "Shares by %s: %s".formatted(by, Words.id(question.id())), columns, "data-table", by);
    stances()
        .flatMap(stance -> labelled.sharesOf(question.id(), stance))
        .filter(share -> over.of(share) == null && named.of(share) != null)
        .sorted(order(labelled, by, named))
        .forEach(share -> row(html, share, named.of(share)));
    html.closeTable();
    html.paragraph(corrections(labelled, question), "class", "hint");
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
            Html.Cell.number(byHand(share))),
        "data-stance",
        share.stance(),
        "data-source",
        share.source() == null ? "" : share.source());
  }

  private static String byHand(RunPage.Share share) {
    return share.labelled() == 0
        ? "0"
        : "%s in %s"
            .formatted(Words.whole(share.labelled()), Words.whole(share.labelledArticles()));
  }

  /** Why there are dashes. */
  private static String corrections(RunPage.Labelled labelled, Question question) {
    boolean byHand =
        labelled
            .total(question.id(), Stance.AGREE.label())
            .filter(share -> share.labelled() > 0)
            .isPresent();
    return byHand
        ? "By hand: paragraphs in articles; a corrected share needs %d in %d. The table shares has the reason of every dash."
            .formatted(CellEstimate.LEAST_LABELLED, CellEstimate.LEAST_ARTICLES)
        : "No share is corrected: there are no labels by hand.";
  }
}
