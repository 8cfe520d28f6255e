package io.endoxa.spark;

import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Paragraphs that are drawn from some words, so that none is nearly another. */
public final class MadeTexts {
  private static final List<String> WHO =
      List.of(
          "The mayor",
          "A fisherman",
          "The harbour board",
          "Our neighbour",
          "The old engineer",
          "A ministry",
          "The union",
          "One teacher",
          "The ferry company",
          "A visitor");
  private static final List<String> DOES =
      List.of(
          "praised",
          "rejected",
          "described",
          "forgot",
          "measured",
          "repaired",
          "discussed",
          "feared",
          "promised",
          "ignored");
  private static final List<String> WHAT =
      List.of(
          "the new bridge",
          "a trade deal",
          "the winter timetable",
          "every broken lamp",
          "the border road",
          "an early peace",
          "the price of bread",
          "two closed schools",
          "the last convoy",
          "a quiet bargain");
  private static final List<String> WHEN =
      List.of(
          "on Monday",
          "before the vote",
          "after a long silence",
          "in spite of the rain",
          "for the third time",
          "without a word",
          "at the town hall",
          "with some doubts",
          "in a hurry",
          "as people had expected");

  private MadeTexts() {}

  /** Texts of four sentences, each different from the others. */
  public static List<String> of(int count, long seed) {
    Random random = new Random(seed);
    return Stream.generate(() -> paragraph(random)).distinct().limit(count).toList();
  }

  private static String paragraph(Random random) {
    return IntStream.range(0, 4)
        .mapToObj(
            sentence ->
                Stream.of(WHO, DOES, WHAT, WHEN)
                    .map(words -> words.get(random.nextInt(words.size())))
                    .collect(Collectors.joining(" ", "", ".")))
        .collect(Collectors.joining(" "));
  }
}
