package io.endoxa.evaluate.behaviour;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * Misspells one to three words: two letters change places, or one is missing. Leaves names, short
 * words and negations alone, and the first two letters of every word, where a negating prefix
 * stands. A misspelling is never another word of the texts.
 */
final class Typos implements TextChange {
  private static final int MOST = 3;
  private static final int LEAST_LETTERS = 5;

  /** In lower case throughout, and not part of a compound or a contraction. */
  private static final Pattern WORD =
      Pattern.compile("(?<![\\p{L}\\p{N}'’-])\\p{Ll}{" + LEAST_LETTERS + ",}(?![\\p{L}\\p{N}'’-])");

  private static final Set<String> NEGATIONS =
      Set.of(
          "cannot",
          "never",
          "neither",
          "nobody",
          "nothing",
          "nowhere",
          "without",
          "hardly",
          "scarcely",
          "barely",
          "seldom",
          "unless",
          "instead",
          "rather",
          "refuse",
          "refused",
          "refuses",
          "denied",
          "denies",
          "failed",
          "fails",
          "lacked",
          "lacks",
          "false",
          "wrong");

  private final Vocabulary vocabulary;

  Typos(Vocabulary vocabulary) {
    this.vocabulary = vocabulary;
  }

  @Override
  public Optional<String> apply(String text, SplittableRandom random) {
    List<MatchResult> words =
        new ArrayList<>(
            WORD.matcher(text)
                .results()
                .filter(word -> !NEGATIONS.contains(word.group()))
                .toList());
    int left = 1 + random.nextInt(MOST);
    // From the end on, so that the places before stay.
    NavigableMap<Integer, String> typos = new TreeMap<>(Comparator.reverseOrder());
    while (left > 0 && !words.isEmpty()) {
      MatchResult word = words.remove(random.nextInt(words.size()));
      Optional<String> typo = misspell(word.group(), random);
      if (typo.isPresent()) {
        typos.put(word.start(), typo.get());
        left--;
      }
    }
    StringBuilder changed = new StringBuilder(text);
    typos.forEach((start, typo) -> changed.replace(start, endOfWord(text, start), typo));
    return typos.isEmpty() ? Optional.empty() : Optional.of(changed.toString());
  }

  private static int endOfWord(String text, int start) {
    int end = start;
    while (end < text.length() && Character.isLowerCase(text.charAt(end))) {
      end++;
    }
    return end;
  }

  private Optional<String> misspell(String word, SplittableRandom random) {
    int at = 2 + random.nextInt(word.length() - 3);
    StringBuilder typo = new StringBuilder(word);
    if (random.nextBoolean() && word.charAt(at) != word.charAt(at + 1)) {
      typo.setCharAt(at, word.charAt(at + 1));
      typo.setCharAt(at + 1, word.charAt(at));
    } else {
      typo.deleteCharAt(at);
    }
    String result = typo.toString();
    return vocabulary.contains(result) ? Optional.empty() : Optional.of(result);
  }
}
