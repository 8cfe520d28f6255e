package io.endoxa.annotate;

import io.endoxa.codebook.Codebook;
import io.endoxa.codebook.Stance;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Checks what a dataset is made of, where it promises: size, balance, lengths, hard cases. */
public final class DatasetComposition {
  /** Stances for or against from which a source must show both sides of a question. */
  private static final int SIDES_TO_JUDGE = 8;

  private final Codebook codebook;
  private final List<DatasetParagraph> paragraphs;
  private final DatasetExpectations expected;
  private final List<CheckResult> results = new ArrayList<>();

  private DatasetComposition(
      Codebook codebook, List<DatasetParagraph> paragraphs, DatasetExpectations expected) {
    this.codebook = codebook;
    this.paragraphs = paragraphs;
    this.expected = expected;
  }

  /** The outcomes, in a fixed order. */
  public static List<CheckResult> check(
      Codebook codebook, List<DatasetParagraph> paragraphs, DatasetExpectations expected) {
    DatasetComposition composition = new DatasetComposition(codebook, paragraphs, expected);
    composition.size();
    composition.balance();
    composition.phenomena();
    composition.lengths();
    return List.copyOf(composition.results);
  }

  private void size() {
    Map<String, List<DatasetParagraph>> articles =
        paragraphs.stream()
            .collect(
                Collectors.groupingBy(
                    DatasetParagraph::articleId, TreeMap::new, Collectors.toList()));
    atLeast("articles", articles.size(), expected.articles());
    atLeast("labelled paragraphs", paragraphs.size(), expected.paragraphs());
    atLeast(
        "sources",
        paragraphs.stream().map(DatasetParagraph::source).distinct().count(),
        expected.sources());
    Integer most = expected.maxParagraphs();
    Integer fewest = expected.minParagraphs();
    if (fewest != null) {
      results.add(sizes("fewer than " + fewest, articles, size -> size < fewest));
    }
    if (most != null) {
      results.add(sizes("more than " + most, articles, size -> size > most));
    }
    long pairs = 0;
    long unrelated = 0;
    for (List<DatasetParagraph> article : articles.values()) {
      if (!article.stream().allMatch(DatasetParagraph::unrelatedToAll)) {
        for (DatasetParagraph paragraph : article) {
          pairs += codebook.questions().size();
          unrelated += count(paragraph, Stance.UNRELATED);
        }
      }
    }
    atLeast(
        "share of unrelated paragraph-question pairs in articles on the topic",
        pairs == 0 ? 0 : (double) unrelated / pairs,
        expected.unrelatedShare());
  }

  private static CheckResult sizes(
      String which, Map<String, List<DatasetParagraph>> articles, IntPredicate wrong) {
    return CheckResult.none(
        "articles with %s paragraphs".formatted(which),
        articles.entrySet().stream()
            .filter(article -> wrong.test(article.getValue().size()))
            .map(article -> "%s: %d".formatted(article.getKey(), article.getValue().size()))
            .toList());
  }

  private void atLeast(String check, long found, @Nullable Integer least) {
    if (least != null) {
      results.add(CheckResult.atLeast(check, found, least));
    }
  }

  private void atLeast(String check, double found, @Nullable Double least) {
    if (least != null) {
      results.add(CheckResult.atLeast(check, found, least));
    }
  }

  private long count(DatasetParagraph paragraph, Stance stance) {
    return paragraph.labels().stances().values().stream().filter(stance::equals).count();
  }

  private void balance() {
    for (String question : codebook.questionIds()) {
      balance(question, Stance.AGREE, expected.agree());
      balance(question, Stance.DISAGREE, expected.disagree());
      balance(question, Stance.DISCUSS, expected.discuss());
    }
    atLeast(
        "unrelated to every question",
        paragraphs.stream().filter(DatasetParagraph::unrelatedToAll).count(),
        expected.unrelatedToAll());
    if (expected.leakage() != null) {
      results.add(
          CheckResult.none(
              "sources that print one side of a question (%d stances or more)"
                  .formatted(SIDES_TO_JUDGE),
              oneSided()));
    }
  }

  private void balance(String question, Stance stance, @Nullable Integer least) {
    atLeast(
        question + " " + stance.label(),
        paragraphs.stream().filter(paragraph -> paragraph.stance(question) == stance).count(),
        least);
  }

  private List<String> oneSided() {
    Map<String, long[]> sides = new TreeMap<>();
    for (DatasetParagraph paragraph : paragraphs) {
      for (String question : codebook.questionIds()) {
        Stance stance = paragraph.stance(question);
        long[] counts =
            sides.computeIfAbsent(paragraph.source() + ": " + question, key -> new long[2]);
        counts[0] += stance == Stance.AGREE ? 1 : 0;
        counts[1] += stance == Stance.DISAGREE ? 1 : 0;
      }
    }
    return sides.entrySet().stream()
        .filter(side -> Arrays.stream(side.getValue()).sum() >= SIDES_TO_JUDGE)
        .filter(side -> Arrays.stream(side.getValue()).min().orElse(0) == 0)
        .map(
            side ->
                "%s: %d agree, %d disagree"
                    .formatted(side.getKey(), side.getValue()[0], side.getValue()[1]))
        .toList();
  }

  private void phenomena() {
    if (expected.phenomena().isEmpty()) {
      return;
    }
    for (String phenomenon : expected.phenomena()) {
      atLeast(
          phenomenon,
          paragraphs.stream().filter(p -> p.labels().phenomena().contains(phenomenon)).count(),
          expected.perPhenomenon());
    }
    TreeSet<String> unknown = new TreeSet<>();
    paragraphs.forEach(paragraph -> unknown.addAll(paragraph.labels().phenomena()));
    unknown.removeAll(expected.phenomena());
    results.add(CheckResult.none("unknown phenomena", List.copyOf(unknown)));
  }

  private void lengths() {
    int[] words = paragraphs.stream().mapToInt(DatasetParagraph::wordCount).sorted().toArray();
    if (words.length == 0) {
      return;
    }
    int median = words[words.length / 2];
    atLeast("words of a paragraph, median", median, expected.minMedianWords());
    Integer most = expected.maxMedianWords();
    if (most != null) {
      results.add(CheckResult.atMost("words of a paragraph, median", median, most));
    }
    atLeast(
        "share over %d words".formatted(DatasetExpectations.LONG_WORDS),
        Arrays.stream(words).filter(n -> n > DatasetExpectations.LONG_WORDS).count()
            / (double) words.length,
        expected.longShare());
    atLeast(
        "share under %d words".formatted(DatasetExpectations.SHORT_WORDS),
        Arrays.stream(words).filter(n -> n < DatasetExpectations.SHORT_WORDS).count()
            / (double) words.length,
        expected.shortShare());
  }
}
