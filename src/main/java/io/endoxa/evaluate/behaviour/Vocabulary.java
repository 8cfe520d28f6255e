package io.endoxa.evaluate.behaviour;

import java.util.Collection;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The words of some texts: tells misspelt words from others, and names from ordinary words. */
final class Vocabulary {
  private static final Pattern WORD = Pattern.compile("\\p{L}+");

  private final Set<String> words = new HashSet<>();
  private final Set<String> ordinary = new HashSet<>();

  Vocabulary(Collection<String> texts) {
    for (String text : texts) {
      Matcher word = WORD.matcher(text);
      while (word.find()) {
        words.add(word.group().toLowerCase(Locale.ROOT));
        if (Character.isLowerCase(word.group().codePointAt(0))) {
          ordinary.add(word.group().toLowerCase(Locale.ROOT));
        }
      }
    }
  }

  /** Whether a text has the word, in any case. */
  boolean contains(String word) {
    return words.contains(word.toLowerCase(Locale.ROOT));
  }

  /** Whether a text has the word in lower case, so that it is no name. */
  boolean isOrdinary(String word) {
    return ordinary.contains(word.toLowerCase(Locale.ROOT));
  }
}
