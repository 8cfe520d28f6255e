package io.endoxa.job;

import io.endoxa.annotate.CheckResult;
import io.endoxa.annotate.DatasetParagraph;
import io.endoxa.classify.HashedTerms;
import io.endoxa.classify.LinearStanceHead;
import io.endoxa.classify.ParagraphFeatures;
import io.endoxa.codebook.Codebook;
import io.endoxa.codebook.Stance;
import io.endoxa.evaluate.GroupedFolds;
import io.endoxa.evaluate.MajorityBaseline;
import io.endoxa.evaluate.Metric;
import io.endoxa.evaluate.StanceScores;
import io.endoxa.spark.LinearHeadTrainer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * What a classifier learns about stances without reading the paragraph: from its outlet, its length
 * or its first words alone. Each probe is the TF-IDF baseline, with balanced classes, on a text
 * that says just that, cross-validated: over articles for the outlet, over outlets for the others,
 * since an outlet that a probe has not seen tells it nothing.
 */
final class LeakageProbes {
  private static final int FOLDS = 3;
  private static final int LENGTH_STEP = 10;
  private static final int FIRST_WORDS = 3;

  private final LinearHeadTrainer trainer;
  private final Codebook codebook;
  private final List<DatasetParagraph> paragraphs;
  private final double margin;

  LeakageProbes(
      LinearHeadTrainer trainer,
      Codebook codebook,
      List<DatasetParagraph> paragraphs,
      double margin) {
    this.trainer = trainer;
    this.codebook = codebook;
    this.paragraphs = List.copyOf(paragraphs);
    this.margin = margin;
  }

  /** One outcome per probe and question; one per probe that has too few groups for its folds. */
  List<CheckResult> check() {
    List<CheckResult> results = new ArrayList<>();
    results.addAll(
        probe("outlet alone", p -> asOneWord(p.source()), DatasetParagraph::articleId, "articles"));
    results.addAll(
        probe(
            "length alone",
            p -> "length" + p.wordCount() / LENGTH_STEP,
            DatasetParagraph::source,
            "sources"));
    results.addAll(
        probe(
            "first three words alone",
            LeakageProbes::firstWords,
            DatasetParagraph::source,
            "sources"));
    return results;
  }

  private static String asOneWord(String source) {
    return source.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}]", "");
  }

  private static String firstWords(DatasetParagraph paragraph) {
    List<String> words = paragraph.words();
    return String.join(" ", words.subList(0, Math.min(FIRST_WORDS, words.size())));
  }

  private List<CheckResult> probe(
      String name,
      Function<DatasetParagraph, String> text,
      Function<DatasetParagraph, String> group,
      String groupName) {
    List<String> groups = paragraphs.stream().map(group).toList();
    long distinct = groups.stream().distinct().count();
    if (distinct < FOLDS) {
      return List.of(
          CheckResult.notRun(
              name + ": macro-F1",
              "%d %s, cross-validation needs %d".formatted(distinct, groupName, FOLDS)));
    }
    TrainingSet set = set(text);
    int[] foldOf = GroupedFolds.assign(groups, FOLDS);
    Stance[][] predicted = new Stance[codebook.questions().size()][set.size()];
    Stance[][] majority = new Stance[codebook.questions().size()][set.size()];
    for (int fold = 0; fold < FOLDS; fold++) {
      int heldOut = fold;
      int[] training = IntStream.of(set.allRows()).filter(i -> foldOf[i] != heldOut).toArray();
      LinearStanceHead head =
          LinearHeads.trainBaseline(trainer, set, training, HashedTerms.DEFAULT_DIMENSION)
              .stances();
      for (int question = 0; question < predicted.length; question++) {
        Stance mostFrequent = MajorityBaseline.fit(set.stances(training, question)).stance();
        for (int row = 0; row < set.size(); row++) {
          if (foldOf[row] == fold) {
            float[] logits = head.logits(set.features().get(row), question);
            predicted[question][row] = Stance.mostLikely(logits);
            majority[question][row] = mostFrequent;
          }
        }
      }
    }
    List<CheckResult> results = new ArrayList<>();
    for (int question = 0; question < predicted.length; question++) {
      List<Stance> truth = set.stances(set.allRows(), question);
      String check = "%s: macro-F1 of %s".formatted(name, codebook.questionIds().get(question));
      Metric found = StanceScores.of(truth, List.of(predicted[question])).macroF1();
      Metric ofMajority = StanceScores.of(truth, List.of(majority[question])).macroF1();
      results.add(
          found.exists()
              ? CheckResult.atMost(check, found.orThrow(), ofMajority.orThrow() + margin)
              : CheckResult.notRun(check, String.valueOf(found.reason())));
    }
    return results;
  }

  private TrainingSet set(Function<DatasetParagraph, String> text) {
    HashedTerms terms = new HashedTerms();
    return new TrainingSet(
        codebook,
        paragraphs.stream().map(DatasetParagraph::place).toList(),
        paragraphs.stream().map(DatasetParagraph::text).toList(),
        paragraphs.stream()
            .map(p -> new ParagraphFeatures(new float[0], terms.count(text.apply(p))))
            .toList(),
        paragraphs.stream().map(DatasetParagraph::articleId).toList(),
        paragraphs.stream().map(DatasetParagraph::source).toList(),
        paragraphs.stream().map(DatasetParagraph::labels).toList());
  }
}
