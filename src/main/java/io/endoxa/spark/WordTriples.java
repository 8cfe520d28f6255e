package io.endoxa.spark;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.apache.spark.ml.feature.HashingTF;

/**
 * A text as a set of three words in a row, which is what copies of a text have in common. Words are
 * in lower case and without marks.
 *
 * <p>MLlib's transformers do the same a column at a time, and take several times as long.
 */
final class WordTriples {
  /** Triples are numbers below this one; a few share theirs. */
  static final int DIMENSION = 1 << 18;

  private static final int WORDS_IN_A_ROW = 3;
  private static final Pattern BETWEEN_WORDS = Pattern.compile("[^\\p{L}\\p{N}]+");
  private static final HashingTF HASHING = new HashingTF().setNumFeatures(DIMENSION);

  private final List<String> words;
  private final int[] places;

  private WordTriples(List<String> words, int[] places) {
    this.words = words;
    this.places = places;
  }

  static WordTriples of(String text) {
    List<String> words =
        BETWEEN_WORDS
            .splitAsStream(text.toLowerCase(Locale.ROOT))
            .filter(word -> !word.isEmpty())
            .toList();
    int[] places =
        IntStream.rangeClosed(0, words.size() - WORDS_IN_A_ROW)
            .map(i -> HASHING.indexOf(String.join(" ", words.subList(i, i + WORDS_IN_A_ROW))))
            .toArray();
    return new WordTriples(words, ascending(places));
  }

  private static int[] ascending(int[] places) {
    Arrays.sort(places);
    int count = 0;
    for (int place : places) {
      if (count == 0 || places[count - 1] != place) {
        places[count++] = place;
      }
    }
    return Arrays.copyOf(places, count);
  }

  List<String> words() {
    return words;
  }

  /** The hashed triples, ascending; none if there are fewer than three words. Not to be changed. */
  int[] places() {
    return places;
  }
}
