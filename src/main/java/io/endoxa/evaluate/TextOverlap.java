package io.endoxa.evaluate;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How much of an expected text was found, and how much of what was found was expected. All from 0
 * to 1; two texts without words agree wholly.
 *
 * @param precision the share of what was found that was expected
 * @param recall the share of what was expected that was found
 */
public record TextOverlap(double precision, double recall) {
  private static final int SHINGLE = 4;

  /** A word in lower case; in scripts without spaces every character is one. */
  private static final Pattern TOKEN =
      Pattern.compile(
          "[\\p{IsHan}\\p{IsHiragana}\\p{IsKatakana}]"
              + "|[\\p{L}\\p{M}\\p{N}&&[^\\p{IsHan}\\p{IsHiragana}\\p{IsKatakana}]]+");

  /** Compares bags of words: every word counts as often as it stands in both texts. */
  public static TextOverlap ofWords(String expected, String found) {
    return of(words(expected), words(found));
  }

  /** Compares bags of four words in a row, so that order counts too. */
  public static TextOverlap ofShingles(String expected, String found) {
    return of(shingles(words(expected)), shingles(words(found)));
  }

  /** The harmonic mean of precision and recall; 0 if both are. */
  public double f1() {
    return precision + recall == 0 ? 0 : 2 * precision * recall / (precision + recall);
  }

  private static TextOverlap of(List<String> expected, List<String> found) {
    if (expected.isEmpty() && found.isEmpty()) {
      return new TextOverlap(1, 1);
    }
    Map<String, Integer> left = new HashMap<>();
    expected.forEach(token -> left.merge(token, 1, Integer::sum));
    int common = 0;
    for (String token : found) {
      Integer count = left.get(token);
      if (count != null && count > 0) {
        left.put(token, count - 1);
        common++;
      }
    }
    return new TextOverlap(share(common, found.size()), share(common, expected.size()));
  }

  private static double share(int part, int all) {
    return all == 0 ? 0 : (double) part / all;
  }

  private static List<String> words(String text) {
    List<String> words = new ArrayList<>();
    Matcher token = TOKEN.matcher(text.toLowerCase(Locale.ROOT));
    while (token.find()) {
      words.add(token.group());
    }
    return words;
  }

  private static List<String> shingles(List<String> words) {
    List<String> shingles = new ArrayList<>();
    int last = Math.max(words.isEmpty() ? -1 : 0, words.size() - SHINGLE);
    for (int i = 0; i <= last; i++) {
      shingles.add(String.join(" ", words.subList(i, Math.min(words.size(), i + SHINGLE))));
    }
    return shingles;
  }
}
