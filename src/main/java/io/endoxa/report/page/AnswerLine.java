package io.endoxa.report.page;

import io.endoxa.codebook.Question;
import io.endoxa.codebook.Stance;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the run says of a question, in words: how much, how sure, since when, who most. */
final class AnswerLine {
  static final String UNCORRECTED = "counted, not corrected";
  static final String CORRECTED = "corrected";

  private AnswerLine() {}

  static void write(Html html, RunPage.Labelled labelled, Question question) {
    html.paragraph(sentence(labelled, question), "class", "answer");
    List<String> more = new ArrayList<>();
    firstSeen(labelled, question).ifPresent(more::add);
    leader(labelled, question).ifPresent(more::add);
    if (!more.isEmpty()) {
      html.paragraph(String.join(" ", more), "class", "more");
    }
    ExamplesSection.firsts(html, labelled, question);
  }

  /** Such as "Of 900 paragraphs in 80 articles 4.2 % agree (95 % 3.1 to 5.4 %; the model …". */
  static String sentence(RunPage.Labelled labelled, Question question) {
    RunPage.Share agree = labelled.total(question.id(), Stance.AGREE.label()).orElse(null);
    if (agree == null) {
      return "No paragraph was counted.";
    }
    return "Of %s paragraphs in %s articles %s, %s, %s, %s."
        .formatted(
            Words.whole(agree.paragraphs()),
            Words.whole(agree.articles()),
            share("agree", agree),
            share("disagree", total(labelled, question, Stance.DISAGREE)),
            share("discuss it", total(labelled, question, Stance.DISCUSS)),
            method(agree));
  }

  private static String method(RunPage.Share share) {
    if (share.isCorrected()) {
      return "corrected with %s paragraphs labelled by hand"
          .formatted(Words.whole(share.labelled()));
    }
    return "going by the model's labels"
        + (share.labelled() > 0 && share.reason() != null ? "; " + share.reason() : "");
  }

  /** Whether the answer is corrected, as a word that stands beside it. */
  static String badge(RunPage.Labelled labelled, Question question) {
    return labelled
            .total(question.id(), Stance.AGREE.label())
            .map(RunPage.Share::isCorrected)
            .orElse(false)
        ? CORRECTED
        : UNCORRECTED;
  }

  private static RunPage.@Nullable Share total(
      RunPage.Labelled labelled, Question question, Stance stance) {
    return labelled.total(question.id(), stance.label()).orElse(null);
  }

  private static String share(String verb, RunPage.@Nullable Share share) {
    if (share == null || !share.isCorrected()) {
      return "%s %s".formatted(Words.percent(share == null ? null : share.naive()), verb);
    }
    return "%s %s (%s %s; the model counts %s)"
        .formatted(
            Words.percent(share.corrected()),
            verb,
            Words.SURE,
            Words.interval(share.low(), share.high()),
            Words.percent(share.naive()));
  }

  /** What people confirmed, beside what the model alone says: one label of it may be wrong. */
  static Optional<String> firstSeen(RunPage.Labelled labelled, Question question) {
    List<RunPage.Example> firsts = ExamplesSection.of(labelled, question, RunPage.Kind.FIRST);
    Optional<String> confirmed =
        firsts.stream().filter(first -> first.byHand() != null).findFirst().map(AnswerLine::place);
    Optional<String> alone =
        firsts.stream()
            .filter(first -> first.byHand() == null)
            .findFirst()
            .map(
                first -> String.format(Locale.ROOT, "%s (%.2f)", place(first), first.confidence()));
    if (confirmed.isPresent()) {
      return Optional.of(
          "Earliest agreement confirmed by hand: %s%s."
              .formatted(
                  confirmed.get(),
                  alone.map(of -> "; earliest by the model alone: " + of).orElse("")));
    }
    return alone.map(
        "Earliest agreement by the model alone: %s – one machine label, read it first."::formatted);
  }

  private static String place(RunPage.Example first) {
    return first.source() == null
        ? String.valueOf(first.day())
        : "%s, %s".formatted(first.day(), Words.name(first.source()));
  }

  /**
   * Of shares that are corrected, if there are any: counted ones are higher where a stance is rare.
   */
  private static Optional<String> leader(RunPage.Labelled labelled, Question question) {
    List<RunPage.Share> enough =
        labelled
            .sharesOf(question.id(), Stance.AGREE.label())
            .filter(
                share ->
                    share.source() != null
                        && share.month() == null
                        && share.paragraphs() >= Words.FEW
                        && share.naive() > 0)
            .toList();
    boolean corrected = enough.stream().anyMatch(RunPage.Share::isOwn);
    return enough.stream()
        .filter(share -> share.isOwn() || !corrected)
        .max(Comparator.comparingDouble(AnswerLine::best))
        .map(
            share ->
                "Of the sources below with %s, %s agrees most: %s of %s paragraphs%s."
                    .formatted(
                        corrected
                            ? "labels by hand enough"
                            : "%d paragraphs or more".formatted(Words.FEW),
                        Words.name(Words.orAll(share.source())),
                        Words.percent(best(share)),
                        Words.whole(share.paragraphs()),
                        share.isOwn()
                            ? ", %s %s"
                                .formatted(Words.SURE, Words.interval(share.low(), share.high()))
                            : ", counted"));
  }

  private static double best(RunPage.Share share) {
    Double corrected = share.corrected();
    return share.isOwn() && corrected != null ? corrected : share.naive();
  }
}
