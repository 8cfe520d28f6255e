package io.endoxa.text.clean;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Tells pull quotes, words of the body that a designer set again in large letters, from the body
 * itself.
 */
final class PullQuotes {
  static final String REASON = "pull quote";

  /** Fewer words recur by chance, in dialogue above all. */
  private static final int LEAST_WORDS = 6;

  /** Longer blocks are nobody's pull quote. */
  private static final int MOST_CHARACTERS = 400;

  /** Of quotes with equal first words only so many are told apart, so that no text costs much. */
  private static final int MOST_ALIKE = 8;

  private static final Pattern NOT_WORD = Pattern.compile("[^\\p{L}\\p{N}]+");

  private PullQuotes() {}

  /** Whether the words of each paragraph also stand, in one run, inside a longer paragraph. */
  static boolean[] find(List<String> paragraphs) {
    boolean[] quotes = new boolean[paragraphs.size()];
    List<List<String>> words = new ArrayList<>(paragraphs.size());
    Map<List<String>, List<Integer>> candidates = new HashMap<>();
    for (int i = 0; i < quotes.length; i++) {
      List<String> own = words(paragraphs.get(i));
      words.add(own);
      if (own.size() >= LEAST_WORDS && paragraphs.get(i).length() <= MOST_CHARACTERS) {
        List<Integer> alike =
            candidates.computeIfAbsent(own.subList(0, LEAST_WORDS), first -> new ArrayList<>());
        if (alike.size() < MOST_ALIKE) {
          alike.add(i);
        }
      }
    }
    for (List<String> body : words) {
      for (int from = 0; from + LEAST_WORDS <= body.size(); from++) {
        for (int quote :
            candidates.getOrDefault(body.subList(from, from + LEAST_WORDS), List.of())) {
          quotes[quote] |= isInside(words.get(quote), body, from);
        }
      }
    }
    return quotes;
  }

  private static boolean isInside(List<String> quote, List<String> body, int from) {
    return quote.size() < body.size()
        && from + quote.size() <= body.size()
        && body.subList(from, from + quote.size()).equals(quote);
  }

  private static List<String> words(String paragraph) {
    return Arrays.stream(NOT_WORD.split(paragraph.toLowerCase(Locale.ROOT)))
        .filter(word -> !word.isEmpty())
        .toList();
  }
}
