package io.endoxa.text;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Tells pull quotes, sentences of the body that a designer set again in large letters, from the
 * body itself.
 */
final class PullQuotes {
  static final String REASON = "pull quote";

  /** Shorter sentences recur by chance, in dialogue above all. */
  private static final int LEAST_WORDS = 6;

  /** Longer blocks are nobody's pull quote. */
  private static final int MOST_CHARACTERS = 400;

  private static final Pattern NOT_WORD = Pattern.compile("[^\\p{L}\\p{N}]+");
  private static final SentenceSplitter SENTENCES = new SentenceSplitter();

  private PullQuotes() {}

  /** Whether each paragraph is one whole sentence that also stands inside another paragraph. */
  static boolean[] find(List<String> paragraphs) {
    List<List<String>> sentences = new ArrayList<>(paragraphs.size());
    Set<String> insideOthers = new HashSet<>();
    for (String paragraph : paragraphs) {
      List<String> own =
          SENTENCES.split(paragraph).stream()
              .map(span -> normalised(span.of(paragraph)))
              .filter(sentence -> !sentence.isEmpty())
              .toList();
      sentences.add(own);
      if (own.size() > 1) {
        insideOthers.addAll(own);
      }
    }
    boolean[] quotes = new boolean[paragraphs.size()];
    for (int i = 0; i < quotes.length; i++) {
      quotes[i] =
          sentences.get(i).size() == 1
              && paragraphs.get(i).length() <= MOST_CHARACTERS
              && words(sentences.get(i).get(0)) >= LEAST_WORDS
              && insideOthers.contains(sentences.get(i).get(0));
    }
    return quotes;
  }

  private static String normalised(String sentence) {
    return NOT_WORD.matcher(sentence.toLowerCase(Locale.ROOT)).replaceAll(" ").strip();
  }

  private static int words(String normalised) {
    return normalised.split(" ").length;
  }
}
