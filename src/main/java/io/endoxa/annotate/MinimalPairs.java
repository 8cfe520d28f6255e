package io.endoxa.annotate;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Checks minimal pairs: two paragraphs of one part that share at least half of their words, and
 * differ in exactly one of their stances and their voice. Their frames may differ.
 */
public final class MinimalPairs {
  private static final double LEAST_SHARED = 0.5;

  private MinimalPairs() {}

  /** How many pairs are sound, and which are not. */
  public static List<CheckResult> check(
      List<DatasetParagraph> paragraphs, DatasetExpectations expected) {
    Map<String, List<DatasetParagraph>> pairs = new TreeMap<>();
    for (DatasetParagraph paragraph : paragraphs) {
      String pair = paragraph.pairId();
      if (pair != null) {
        pairs.computeIfAbsent(pair, id -> new ArrayList<>()).add(paragraph);
      }
    }
    List<String> unsound = new ArrayList<>();
    pairs.forEach(
        (id, members) -> {
          String problem = problem(members);
          if (!problem.isEmpty()) {
            unsound.add(
                "%s (%s): %s"
                    .formatted(
                        id,
                        members.stream()
                            .map(DatasetParagraph::place)
                            .collect(Collectors.joining(", ")),
                        problem));
          }
        });
    return List.of(
        CheckResult.atLeast("minimal pairs", pairs.size() - unsound.size(), expected.pairs()),
        CheckResult.none("unsound pairs", unsound));
  }

  private static String problem(List<DatasetParagraph> members) {
    if (members.size() != 2) {
      return "%d paragraphs, expected 2".formatted(members.size());
    }
    DatasetParagraph one = members.get(0);
    DatasetParagraph other = members.get(1);
    if (!one.part().equals(other.part())) {
      return "stands in %s and in %s".formatted(one.part(), other.part());
    }
    double shared = sharedWords(one.words(), other.words());
    if (shared < LEAST_SHARED) {
      return "the texts share %s of their words, expected %s or more"
          .formatted(CheckResult.decimal(shared), CheckResult.decimal(LEAST_SHARED));
    }
    List<String> different =
        one.namedLabels().keySet().stream()
            .filter(
                label ->
                    !Objects.equals(one.namedLabels().get(label), other.namedLabels().get(label)))
            .sorted()
            .toList();
    return different.size() == 1
        ? ""
        : "%d labels differ %s, expected one".formatted(different.size(), different);
  }

  /** Twice the common words over all words, a word as often as it stands (Dice 1945); 0 to 1. */
  private static double sharedWords(List<String> one, List<String> other) {
    List<String> left = new ArrayList<>(other);
    long common = one.stream().filter(left::remove).count();
    return one.isEmpty() && other.isEmpty() ? 0 : 2.0 * common / (one.size() + other.size());
  }
}
