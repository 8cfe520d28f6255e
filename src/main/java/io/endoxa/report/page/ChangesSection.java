package io.endoxa.report.page;

import io.endoxa.codebook.Question;
import io.endoxa.codebook.Stance;
import io.endoxa.estimate.CellEstimate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Whose share rose or fell between two periods, and whether that is more than chance. */
final class ChangesSection {
  /** Changes with a higher adjusted p value are not called real. */
  private static final double SURE = 0.05;

  /** Said once on a page. */
  static final String BY_CHANCE =
      "About one in 20 comparisons that did not change will look changed.";

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
      table(
          html,
          "Changes of shares in percentage points: " + Words.id(question.id()),
          corrected,
          /* withReasons= */ false);
    }
    List<RunPage.Change> counted =
        changes.stream().filter(change -> change.corrected() == null).toList();
    if (!counted.isEmpty()) {
      html.openDetails(
          "Changes that are counted only, so nothing can be said of them: %s"
              .formatted(Words.whole(counted.size())),
          "class",
          "changes");
      table(
          html,
          "Counted changes in percentage points: " + Words.id(question.id()),
          counted,
          /* withReasons= */ true);
      html.close("details");
    }
  }

  private static void table(
      Html html, String caption, List<RunPage.Change> changes, boolean withReasons) {
    List<String> columns =
        new ArrayList<>(
            List.of(
                "source",
                "stance",
                "#change",
                "#95\u00a0% interval",
                "#p, adjusted",
                "verdict",
                "from",
                "to",
                "#counted",
                "#paragraphs",
                "#by hand"));
    if (withReasons) {
      columns.add("why not corrected");
    }
    html.openTable(caption, columns);
    changes.forEach(change -> row(html, change, withReasons));
    html.closeTable();
  }

  /** Whether agreement changed, whose other shares did, and whether that is known of outlets. */
  static String finding(List<RunPage.Change> changes) {
    List<RunPage.Change> tested = changes.stream().filter(change -> change.p() != null).toList();
    if (tested.isEmpty()) {
      return "The changes are counted only, so nothing can be said of them: each period needs labels by hand.";
    }
    List<String> said = new ArrayList<>();
    Optional<RunPage.Change> agree = ofAgreement(tested);
    said.add(agree.map(ChangesSection::named).orElse("Agree, all sources: cannot be said."));
    List<RunPage.Change> real =
        tested.stream()
            .filter(change -> isReal(change) && agree.filter(change::equals).isEmpty())
            .sorted(
                Comparator.comparing((RunPage.Change change) -> change.source() != null)
                    .thenComparing(change -> change.stance().equals(Stance.UNRELATED.label()))
                    .thenComparing(change -> -Math.abs(size(change))))
            .toList();
    real.stream().limit(MOST_NAMED).map(ChangesSection::named).forEach(said::add);
    if (real.size() > MOST_NAMED) {
      said.add("The table has %s more.".formatted(Words.whole(real.size() - MOST_NAMED)));
    }
    ofOutlets(changes).ifPresent(said::add);
    return String.join(" ", said);
  }

  /** Of all sources, between the periods with the most paragraphs. */
  private static Optional<RunPage.Change> ofAgreement(List<RunPage.Change> tested) {
    return tested.stream()
        .filter(change -> change.source() == null && change.stance().equals(Stance.AGREE.label()))
        .max(Comparator.comparingLong(change -> change.paragraphsFrom() + change.paragraphsTo()));
  }

  /** What cannot be said of single sources; empty if one changed for certain, or none is shown. */
  private static Optional<String> ofOutlets(List<RunPage.Change> changes) {
    List<RunPage.Change> single =
        changes.stream().filter(change -> change.source() != null).toList();
    if (single.isEmpty() || single.stream().anyMatch(ChangesSection::isReal)) {
      return Optional.empty();
    }
    return Optional.of(
        single.stream().anyMatch(change -> change.p() != null)
            ? "Single outlets: no certain change."
            : "Single outlets: cannot be said: %d hand-labelled articles are needed in each period, and none has them."
                .formatted(CellEstimate.LEAST_ARTICLES));
  }

  /** Such as "Disagree rose 6.4 points (1.4 to 11.5), 2024 against 2023." */
  private static String named(RunPage.Change change) {
    String source = change.source();
    String stance = change.stance();
    String who =
        source == null
            ? stance.substring(0, 1).toUpperCase(Locale.ROOT) + stance.substring(1)
            : "%s: %s".formatted(Words.name(source), stance);
    String periods = "%s against %s".formatted(period(change.to()), period(change.from()));
    if (!isReal(change)) {
      return "%s: no certain change, %s (%s, %s)."
          .formatted(
              who,
              periods,
              Words.points(change.corrected()),
              interval(change.low(), change.high()));
    }
    return "%s %s %s points (%s), %s."
        .formatted(
            who,
            verdict(change),
            String.format(Locale.ROOT, "%.1f", 100 * Math.abs(size(change))),
            amounts(change),
            periods);
  }

  /** The interval without the sign that "fell" says already. */
  private static String amounts(RunPage.Change change) {
    double low = Objects.requireNonNull(change.low());
    double high = Objects.requireNonNull(change.high());
    boolean fell = size(change) < 0;
    return String.format(
        Locale.ROOT, "%.1f to %.1f", 100 * (fell ? -high : low), 100 * (fell ? -low : high));
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

  private static void row(Html html, RunPage.Change change, boolean withReason) {
    List<Html.Cell> cells =
        new ArrayList<>(
            List.of(
                Html.Cell.text(change.source() == null ? "all sources" : change.source()),
                Html.Cell.text(change.stance()),
                Html.Cell.number(Words.points(change.corrected())),
                Html.Cell.number(interval(change.low(), change.high())),
                Html.Cell.number(Words.chance(change.adjusted())),
                Html.Cell.text(verdict(change)),
                Html.Cell.unbroken(period(change.from())),
                Html.Cell.unbroken(period(change.to())),
                Html.Cell.number(Words.points(change.naiveChange())),
                Html.Cell.number(arrow(change.paragraphsFrom(), change.paragraphsTo())),
                Html.Cell.number(arrow(change.labelledFrom(), change.labelledTo()))));
    if (withReason) {
      cells.add(
          new Html.Cell(
              Optional.ofNullable(change.reason()).orElse(Words.NONE), List.of("class", "why")));
    }
    html.row(
        cells,
        "data-stance",
        change.stance(),
        "data-source",
        change.source() == null ? "" : change.source(),
        "class",
        isReal(change) ? "real" : "unsure");
  }

  private static String arrow(long from, long to) {
    return Words.whole(from) + " → " + Words.whole(to);
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
