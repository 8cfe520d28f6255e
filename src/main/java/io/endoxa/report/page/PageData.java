package io.endoxa.report.page;

import io.endoxa.codebook.Frame;
import io.endoxa.codebook.Question;
import io.endoxa.codebook.Stance;
import io.endoxa.evaluate.Reliability;
import io.endoxa.report.PredictorQuality;
import io.endoxa.report.QualityCurves;
import io.endoxa.report.QualityReport;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the page's scripts draw. Rows are lists, and names are positions, so that a hundred months
 * of thirty sources stay small.
 *
 * @param stances in the order of the codebook
 * @param months ascending, without the unknown one
 * @param sources with the most paragraphs, most first
 * @param shares by question: stance, source (-1: all), month (-1: all), counted, corrected, low,
 *     high, paragraphs, those labelled by hand, their articles, articles, paragraphs of the stance
 * @param frames by question: stance, source (-1: those that are not listed), frame (-1: all
 *     paragraphs of the stance), paragraphs
 */
record PageData(
    Map<String, String> questions,
    List<String> stances,
    List<String> months,
    List<String> sources,
    List<String> frameIds,
    Map<String, List<List<@Nullable Object>>> shares,
    Map<String, List<List<Integer>>> frames,
    @Nullable Quality quality) {

  /** What is drawn of the model's quality. */
  record Quality(List<Reliability.Bin> reliability, @Nullable QualityCurves curves) {}

  static PageData of(RunPage page) {
    Measured measured = page.measured();
    RunPage.Labelled labelled = page.labelled();
    List<String> stances = Stream.of(Stance.values()).map(Stance::label).toList();
    Quality quality = measured == null ? null : quality(measured);
    if (labelled == null) {
      return new PageData(
          Map.of(), stances, List.of(), List.of(), List.of(), Map.of(), Map.of(), quality);
    }
    Map<String, String> questions = new LinkedHashMap<>();
    for (Question question : labelled.codebook().questions()) {
      questions.put(question.id(), question.proposition());
    }
    List<String> frameIds = labelled.codebook().frames().stream().map(Frame::id).toList();
    List<String> months = months(labelled);
    Positions positions = new Positions(stances, labelled.sources(), months, frameIds);
    Map<String, List<List<@Nullable Object>>> shares = new LinkedHashMap<>();
    Map<String, List<List<Integer>>> frames = new LinkedHashMap<>();
    for (String question : questions.keySet()) {
      shares.put(question, positions.shares(labelled, question));
      frames.put(question, positions.frames(labelled, question));
    }
    return new PageData(
        questions,
        stances,
        months,
        labelled.sources().stream().map(Html::visible).toList(),
        frameIds,
        shares,
        frames,
        quality);
  }

  private static Quality quality(Measured measured) {
    return new Quality(
        measured
            .quality()
            .predictor(QualityReport.MODEL)
            .map(PredictorQuality::reliability)
            .map(Reliability::bins)
            .orElse(List.of()),
        measured.curves());
  }

  /** Those of the shares. */
  private static List<String> months(RunPage.Labelled labelled) {
    TreeSet<String> known = new TreeSet<>();
    for (RunPage.Share share : labelled.shares()) {
      String month = share.month();
      if (month != null && Character.isDigit(month.charAt(0))) {
        known.add(month);
      }
    }
    return List.copyOf(known);
  }

  /** Names to positions. */
  private record Positions(
      List<String> stances, List<String> sources, List<String> months, List<String> frameIds) {

    List<List<@Nullable Object>> shares(RunPage.Labelled labelled, String question) {
      List<List<@Nullable Object>> rows = new ArrayList<>();
      for (RunPage.Share share : labelled.shares()) {
        boolean undated = share.month() != null && !months.contains(share.month());
        if (share.question().equals(question) && !undated) {
          boolean own = share.isOwn();
          rows.add(
              Arrays.asList(
                  stances.indexOf(share.stance()),
                  position(sources, share.source()),
                  position(months, share.month()),
                  rounded(share.naive()),
                  own ? rounded(share.corrected()) : null,
                  own ? rounded(share.low()) : null,
                  own ? rounded(share.high()) : null,
                  share.paragraphs(),
                  share.labelled(),
                  share.labelledArticles(),
                  share.articles(),
                  Math.round(share.naive() * share.paragraphs())));
        }
      }
      return rows;
    }

    List<List<Integer>> frames(RunPage.Labelled labelled, String question) {
      return labelled.frames().stream()
          .filter(count -> count.question().equals(question))
          .map(
              count ->
                  List.of(
                      stances.indexOf(count.stance()),
                      position(sources, count.source()),
                      position(frameIds, count.frame()),
                      (int) count.paragraphs()))
          .toList();
    }

    private static int position(List<String> names, @Nullable String name) {
      return name == null ? -1 : names.indexOf(name);
    }

    private static @Nullable Double rounded(@Nullable Double share) {
      return share == null ? null : Math.rint(share * 1e4) / 1e4;
    }
  }
}
