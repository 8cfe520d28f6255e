package io.endoxa.report.page;

import io.endoxa.codebook.Question;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The top of the page: an answer per question, then what was read. */
final class OverviewSection {
  /** Counts of a run whose names are of its making. */
  private static final Map<String, String> IN_WORDS =
      Map.of(
          "paragraphs encoded", "paragraphs turned into vectors, with those trained on",
          "paragraphs taken from chunks", "paragraphs whose vectors an earlier run left",
          "pairs read by the judge", "pairs of paragraph and question that the judge read",
          "pairs taken from chunks", "pairs that it read in an earlier run",
          "evidence looked for", "stances whose sentence was looked for",
          "evidence taken from chunks", "stances whose sentence an earlier run left");

  private OverviewSection() {}

  static void write(Html html, RunPage page) {
    html.open("header").element("h1", "What the articles say");
    html.paragraph(
        "Run %s, job %s, begun %s."
            .formatted(page.manifest().runId(), page.manifest().job(), page.manifest().startedAt()),
        "class",
        "run");
    RunPage.Labelled labelled = page.labelled();
    if (labelled != null) {
      html.paragraph(read(labelled.corpus()), "class", "read");
      answers(html, labelled);
    }
    page.notes().forEach(note -> html.paragraph(note, "class", "note"));
    html.close("header");
    if (labelled != null) {
      corpus(html, labelled.corpus());
    }
  }

  /** What was read, in a sentence. */
  static String read(RunPage.Corpus corpus) {
    String period =
        corpus.from() == null
            ? "none has a date"
            : "from %s to %s".formatted(corpus.from(), corpus.to());
    return "%s paragraphs of %s articles from %s sources, %s%s. %s."
        .formatted(
            Words.whole(corpus.counts().getOrDefault("paragraphs", 0L)),
            Words.whole(corpus.counts().getOrDefault("articles accepted", 0L)),
            Words.whole(corpus.sources()),
            period,
            corpus.undated() > 0 && corpus.from() != null
                ? " (%s without a date)".formatted(Words.whole(corpus.undated()))
                : "",
            corpus.quarantined().isEmpty()
                ? "All articles could be used"
                : Words.whole(
                        corpus.quarantined().stream()
                            .mapToLong(RunPage.Quarantined::articles)
                            .sum())
                    + " articles could not be used");
  }

  private static void answers(Html html, RunPage.Labelled labelled) {
    boolean corrected = false;
    html.open("ul", "class", "answers");
    for (Question question : labelled.codebook().questions()) {
      String badge = AnswerLine.badge(labelled, question);
      boolean sure = badge.equals(AnswerLine.CORRECTED);
      corrected |= sure;
      html.open("li").element("a", question.proposition(), "href", "#question=" + question.id());
      html.text(" ").element("span", badge, "class", sure ? "badge sure" : "badge").open("br");
      html.text(AnswerLine.sentence(labelled, question));
      ChangesSection.shortly(labelled, question).ifPresent(said -> html.open("br").text(said));
      html.close("li");
    }
    html.close("ul");
    if (labelled.changes().stream().anyMatch(change -> change.p() != null)) {
      html.paragraph(ChangesSection.BY_CHANCE, "class", "hint");
    }
    if (!corrected) {
      html.paragraph(
          "These shares count the model's labels, and its errors are in them: a rare stance looks more frequent than it is. To correct them and to know how sure they are, let people label some hundred paragraphs drawn at random, and run again with annotated=FILE (README, Shares with intervals).",
          "class",
          "caution");
    }
  }

  private static void corpus(Html html, RunPage.Corpus corpus) {
    html.open("section", "id", "read").element("h2", "What was read");
    html.openDetails("All counts");
    html.openTable("Counts of the run", List.of("what", "#count"));
    for (Map.Entry<String, Long> count : corpus.counts().entrySet()) {
      html.row(
          List.of(
              Html.Cell.text(IN_WORDS.getOrDefault(count.getKey(), count.getKey())),
              Html.Cell.number(Words.whole(count.getValue()))));
    }
    html.closeTable().close("details");
    if (!corpus.dropped().isEmpty()) {
      html.paragraph(dropped(corpus.dropped()));
    }
    if (corpus.quarantined().isEmpty()) {
      html.paragraph("Nothing was quarantined: every article could be read.");
    } else {
      html.openTable(
          "What could not be used; the table quarantine has every line",
          List.of("reason", "#articles", "such as"));
      for (RunPage.Quarantined of : corpus.quarantined()) {
        List<Html.Cell> cells = new ArrayList<>();
        cells.add(Html.Cell.text(of.reason()));
        cells.add(Html.Cell.number(Words.whole(of.articles())));
        cells.add(Html.Cell.text(of.example()));
        html.row(cells);
      }
      html.closeTable();
    }
    html.close("section");
  }

  /** Such as "Lines left out of the articles: 40 skip link, 2 author box; …". */
  private static String dropped(Map<String, Long> reasons) {
    return "Lines left out of the articles: %s; the table dropped has them."
        .formatted(
            reasons.entrySet().stream()
                .map(reason -> Words.whole(reason.getValue()) + " " + reason.getKey())
                .collect(Collectors.joining(", ")));
  }
}
