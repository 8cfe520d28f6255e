package io.endoxa.evaluate.behaviour;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds persons in news prose by a title or by an ending that surnames of the region have. Misses
 * many and takes few things for persons. Statesmen whose name stands for a government are not
 * found: without their names a text says something else.
 */
final class Persons {
  private static final Pattern CAPITALISED =
      Pattern.compile(
          "(?<![\\p{L}\\p{N}])\\p{Lu}\\p{Ll}+(?:-\\p{Lu}\\p{Ll}+)*"
              + "(?: \\p{Lu}\\p{Ll}+(?:-\\p{Lu}\\p{Ll}+)*){1,4}(?![\\p{L}\\p{N}-])");

  private static final Set<String> TITLES =
      Set.of("Mr", "Mrs", "Ms", "Miss", "Dr", "Professor", "Colonel", "Major", "Captain", "Father");

  private static final Pattern SURNAME =
      Pattern.compile(
          ".+(?:yan|ian|yants|iants|ents|unts|zade|zadeh|[oe]va?|li|lı|lu|lü|o[gğ]lu|shvili|dze"
              + "|sk[iy]|skaya|enko|chuk|bey|qizi)");

  private static final Set<String> NO_SURNAMES =
      Set.of(
          "Armenian",
          "Austrian",
          "Asian",
          "Belarusian",
          "Bulgarian",
          "Canadian",
          "Caspian",
          "Caucasian",
          "Egyptian",
          "Estonian",
          "Eurasian",
          "Georgian",
          "Hungarian",
          "Indian",
          "Iranian",
          "Italian",
          "Kiev",
          "Norwegian",
          "Persian",
          "Romanian",
          "Russian",
          "Serbian",
          "Syrian",
          "Ukrainian");

  private static final Set<String> STATESMEN =
      Set.of(
          "Aliyev",
          "Aliyeva",
          "Biden",
          "Erdogan",
          "Erdoğan",
          "Lavrov",
          "Lenin",
          "Gorbachev",
          "Lukashenko",
          "Macron",
          "Medvedev",
          "Mirzoyan",
          "Pashinyan",
          "Putin",
          "Stalin",
          "Trump",
          "Vardanyan",
          "Volodin",
          "Yeltsin",
          "Zakharova",
          "Zelensky");

  private final Vocabulary vocabulary;

  /**
   * A finder.
   *
   * @param vocabulary of the texts: a word that stands there in lower case is no name
   */
  Persons(Vocabulary vocabulary) {
    this.vocabulary = vocabulary;
  }

  /** The given names of the persons a text names, by surname, in order; empty where none stands. */
  Map<String, String> find(String text) {
    Map<String, String> found = new LinkedHashMap<>();
    Matcher run = CAPITALISED.matcher(text);
    while (run.find()) {
      List<String> words = new ArrayList<>(Arrays.asList(run.group().split(" ")));
      boolean titled = false;
      while (!words.isEmpty() && isNoName(words.get(0))) {
        titled = TITLES.contains(words.remove(0));
      }
      if (isPerson(words, titled)) {
        String surname = words.get(words.size() - 1);
        String given = words.size() == 1 ? "" : words.get(0);
        found.merge(surname, given, (first, other) -> first.isEmpty() ? other : first);
      }
    }
    return found;
  }

  private boolean isNoName(String word) {
    return TITLES.contains(word) || vocabulary.isOrdinary(word);
  }

  private boolean isPerson(List<String> words, boolean titled) {
    if (words.isEmpty() || words.size() > 2 || words.stream().anyMatch(this::isNoName)) {
      return false;
    }
    String surname = words.get(words.size() - 1);
    return !STATESMEN.contains(surname)
        && !NO_SURNAMES.contains(surname)
        && (titled || (words.size() == 2 && SURNAME.matcher(surname).matches()));
  }

  /** The text with another name wherever a person is named, in full or by surname. */
  static String rename(String text, String given, String surname, Names.Name name) {
    String renamed = text;
    if (!given.isEmpty()) {
      renamed = replace(renamed, given + " " + surname, name.full());
    }
    return replace(renamed, surname, name.surname());
  }

  static String replace(String text, String word, String by) {
    return Pattern.compile("(?<![\\p{L}\\p{N}-])" + Pattern.quote(word) + "(?![\\p{L}\\p{N}-])")
        .matcher(text)
        .replaceAll(Matcher.quoteReplacement(by));
  }
}
