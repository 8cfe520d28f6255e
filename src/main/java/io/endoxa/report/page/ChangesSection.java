package io.endoxa.report.page;

import io.endoxa.codebook.Question;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Whose share rose or fell between two periods, and whether that is more than chance. */
final class ChangesSection {
  /** Changes with a higher adjusted p value are not called real. */
  private static final double SURE = 0.05;

  private static final String ADJUSTED =
      "p below 0.05, adjusted for the number of sources alone: of 20 stances and periods that do not change, one seems to";

  private static final int MOST_NAMED = 5;

  private ChangesSection() {}

  /** What changed, for the top of the page; empty for a run that compares no periods. */
  static Optional<String> shortly(RunPage.Labelled labelled, Question question) {
    List<RunPage.Change> tested =
        of(labelled, question).stream().filter(change -> change.p() != null).toList();
    return tested.isEmpty() ? Optional.empty() : Optional.of(finding(tested));
  }

  private static List<RunPage.Change> of(RunPage.Labelled labelled, Question question) {
    return labelled.changes().stream()
        .filter(change -> change.question().equals(question.id()))
        .sorted(
            Comparator.comparing((RunPage.Change change) -> change.from() + change.to())
                .thenComparing(RunPage.Change::stance)
                .thenComparing(change -> change.source() != null)
                .thenComparing(change -> -Math.abs(size(change)))
                .thenComparing(change -> Words.orAll(change.source())))
        .toList();
  }

  static void write(Html html, RunPage.Labelled labelled, Question question) {
    List<RunPage.Change> changes = of(labelled, question);
    if (changes.isEmpty()) {
      return;
    }
    html.element("h3", "What changed between periods");
    html.paragraph(finding(changes));
    List<RunPage.Change> corrected =
        changes.stream().filter(change -> change.corrected() != null).toList();
    if (!corrected.isEmpty()) {
      table(html, "Changes of shares in percentage points: " + question.id(), corrected);
    }
    List<RunPage.Change> counted =
        changes.stream().filter(change -> change.corrected() == null).toList();
    if (!counted.isEmpty()) {
      html.openDetails(
          "%s changes that are counted only, so nothing can be said of them"
              .formatted(Words.whole(counted.size())));
      table(html, "Counted changes in percentage points: " + question.id(), counted);
      html.close("details");
    }
  }

  private static void table(Html html, String caption, List<RunPage.Change> changes) {
    html.openTable(
        caption,
        List.of(
            "source",
            "stance",
            "#change",
            "#95 % interval",
            "#p, adjusted",
            "verdict",
            "from",
            "to",
            "#counted",
            "#paragraphs",
            "#by hand",
            "why not corrected"));
    changes.forEach(change -> row(html, change));
    html.closeTable();
  }

  /** Whose share rose and whose fell, and for how many no more than chance can be said. */
  static String finding(List<RunPage.Change> changes) {
    long tested = changes.stream().filter(change -> change.p() != null).count();
    if (tested == 0) {
      return "The changes are counted only, so nothing can be said of them: each period needs labels by hand.";
    }
    List<RunPage.Change> real = changes.stream().filter(ChangesSection::isReal).toList();
    if (real.isEmpty()) {
      return "None of the %s changes that have labels enough is certainly more than chance (%s)."
          .formatted(Words.whole(tested), ADJUSTED);
    }
    String named =
        real.stream()
            .sorted(Comparator.comparing(change -> -Math.abs(size(change))))
            .limit(MOST_NAMED)
            .map(ChangesSection::named)
            .collect(Collectors.joining("; "));
    return "%s of %s changes that have labels enough are more than chance (%s): %s%s."
        .formatted(
            Words.whole(real.size()),
            Words.whole(tested),
            ADJUSTED,
            named,
            real.size() > MOST_NAMED ? "; and others" : "");
  }

  private static String named(RunPage.Change change) {
    return "%s: %s %s %s points (%s), %s against %s"
        .formatted(
            Words.name(change.source() == null ? "all sources" : change.source()),
            change.stance(),
            verdict(change),
            Words.points(change.corrected()),
            interval(change.low(), change.high()),
            period(change.to()),
            period(change.from()));
  }

  private static double size(RunPage.Change change) {
    Double corrected = change.corrected();
    return corrected == null ? change.naiveChange() : corrected;
  }

  static boolean isReal(RunPage.Change change) {
    Double adjusted = change.adjusted();
    return adjusted != null && adjusted < SURE && change.corrected() != null;
  }

  /** What to make of a change, in a word or two. */
  static String verdict(RunPage.Change change) {
    Double corrected = change.corrected();
    if (corrected == null) {
      return "not corrected";
    }
    if (!isReal(change)) {
      return "may be chance";
    }
    return corrected > 0 ? "rose" : "fell";
  }

  private static void row(Html html, RunPage.Change change) {
    boolean real = isReal(change);
    html.row(
        List.of(
            Html.Cell.text(change.source() == null ? "all sources" : change.source()),
            Html.Cell.text(change.stance()),
            Html.Cell.number(Words.points(change.corrected())),
            Html.Cell.number(interval(change.low(), change.high())),
            Html.Cell.number(Words.decimal(change.adjusted())),
            Html.Cell.text(verdict(change)),
            Html.Cell.unbroken(period(change.from())),
            Html.Cell.unbroken(period(change.to())),
            Html.Cell.number(Words.points(change.naiveChange())),
            Html.Cell.number(
                Words.whole(change.paragraphsFrom()) + " → " + Words.whole(change.paragraphsTo())),
            Html.Cell.number(
                Words.whole(change.labelledFrom()) + " → " + Words.whole(change.labelledTo())),
            new Html.Cell(
                Optional.ofNullable(change.reason()).orElse(Words.NONE), List.of("class", "why"))),
        "data-stance",
        change.stance(),
        "data-source",
        change.source() == null ? "" : change.source(),
        "class",
        real ? "real" : "unsure");
  }

  /** Such as {@code 2024} for a whole year, {@code 2024-01 to 2024-06} for other months. */
  private static String period(String months) {
    return months.replaceAll("^(\\d+)-01/\\1-12$", "$1").replace("/", " to ");
  }

  private static String interval(@Nullable Double low, @Nullable Double high) {
    return low == null || high == null
        ? Words.NONE
        : String.format(Locale.ROOT, "%+.1f to %+.1f", 100 * low, 100 * high);
  }
}
