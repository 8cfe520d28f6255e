package io.endoxa.annotate;

import io.endoxa.codebook.Stance;
import io.endoxa.error.UserException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Makes one out of the labels that several people gave to the same paragraphs.
 *
 * <p>Stances are those of the adjudication if there is one, else per question the stance that most
 * annotators gave. Frames and voice are the adjudication's if it has them, else those of the
 * annotator who shares most of the final stances, the first by name among equals. Phenomena are all
 * that anybody named.
 */
final class FinalLabels {
  private FinalLabels() {}

  /**
   * One label per paragraph, in ascending order of the position.
   *
   * @param individual by position, each in the order of the annotators' names
   * @param adjudicated by position
   * @throws UserException naming the rows of paragraphs that no stance has most votes for
   */
  static Map<Integer, ParagraphLabels> of(
      Map<Integer, List<ParagraphLabels>> individual, Map<Integer, ParagraphLabels> adjudicated) {
    Set<Integer> positions = new TreeSet<>(individual.keySet());
    positions.addAll(adjudicated.keySet());
    List<String> ties = new ArrayList<>();
    Map<Integer, ParagraphLabels> merged = new LinkedHashMap<>();
    for (int position : positions) {
      List<ParagraphLabels> rows = individual.getOrDefault(position, List.of());
      ParagraphLabels adjudication = adjudicated.get(position);
      List<String> tied = adjudication == null ? tiedQuestions(rows) : List.of();
      if (tied.isEmpty()) {
        merged.put(position, merge(rows, adjudication));
      } else {
        ties.add(describe(rows, tied));
      }
    }
    if (!ties.isEmpty()) {
      throw new UserException(
          "%d paragraphs have no majority on some question:%n%s%nAdd a line for each to adjudication/."
              .formatted(ties.size(), FirstFew.of(ties, "%n".formatted())));
    }
    return merged;
  }

  private static ParagraphLabels merge(
      List<ParagraphLabels> rows, @Nullable ParagraphLabels adjudication) {
    if (adjudication == null && rows.size() == 1) {
      return rows.get(0);
    }
    Map<String, Stance> stances = adjudication == null ? majority(rows) : adjudication.stances();
    // The sort is stable: annotators stay in the order of their names.
    List<ParagraphLabels> byWeight =
        Stream.concat(
                Stream.ofNullable(adjudication),
                rows.stream()
                    .sorted(Comparator.comparingLong(row -> -shared(row.stances(), stances))))
            .toList();
    ParagraphLabels first = byWeight.get(0);
    return new ParagraphLabels(
        first.place(),
        first.articleId(),
        first.starts(),
        stances,
        firstOf(byWeight, ParagraphLabels::frames),
        adjudication == null ? "" : adjudication.annotator(),
        firstOf(byWeight, ParagraphLabels::voice),
        byWeight.stream().map(ParagraphLabels::phenomena).flatMap(List::stream).distinct().toList(),
        firstOf(byWeight, ParagraphLabels::pairId));
  }

  private static <T> @Nullable T firstOf(
      List<ParagraphLabels> rows, Function<ParagraphLabels, @Nullable T> field) {
    for (ParagraphLabels row : rows) {
      T value = field.apply(row);
      if (value != null) {
        return value;
      }
    }
    return null;
  }

  private static long shared(Map<String, Stance> one, Map<String, Stance> other) {
    return one.entrySet().stream()
        .filter(entry -> entry.getValue() == other.get(entry.getKey()))
        .count();
  }

  private static Map<String, Stance> majority(List<ParagraphLabels> rows) {
    Map<String, Stance> stances = new LinkedHashMap<>();
    for (String question : questions(rows)) {
      stances.put(question, mostVoted(rows, question).get(0));
    }
    return stances;
  }

  private static List<String> tiedQuestions(List<ParagraphLabels> rows) {
    return questions(rows).stream()
        .filter(question -> mostVoted(rows, question).size() > 1)
        .toList();
  }

  private static Collection<String> questions(List<ParagraphLabels> rows) {
    return rows.stream()
        .flatMap(row -> row.stances().keySet().stream())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** The stances that no other has more votes than: one, unless there is a tie. */
  private static List<Stance> mostVoted(List<ParagraphLabels> rows, String question) {
    int[] votes = new int[Stance.COUNT];
    for (ParagraphLabels row : rows) {
      Stance stance = row.stances().get(question);
      if (stance != null) {
        votes[stance.position()]++;
      }
    }
    int most = IntStream.of(votes).max().orElse(0);
    return IntStream.range(0, votes.length)
        .filter(position -> votes[position] == most)
        .mapToObj(Stance::at)
        .toList();
  }

  private static String describe(List<ParagraphLabels> rows, List<String> tied) {
    String places = rows.stream().map(ParagraphLabels::place).collect(Collectors.joining(", "));
    String questions =
        tied.stream()
            .map(
                question ->
                    rows.stream()
                        .map(row -> row.stances().get(question))
                        .filter(Objects::nonNull)
                        .map(Stance::label)
                        .collect(Collectors.joining(", ", question + " is ", "")))
            .collect(Collectors.joining("; "));
    return places + ": " + questions;
  }
}
