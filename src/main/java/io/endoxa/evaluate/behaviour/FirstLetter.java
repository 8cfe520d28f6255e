package io.endoxa.evaluate.behaviour;

import java.util.Optional;
import java.util.SplittableRandom;

/** Writes the first letter in the other case. */
final class FirstLetter implements TextChange {
  @Override
  public Optional<String> apply(String text, SplittableRandom random) {
    int at = 0;
    while (at < text.length() && !Character.isLetter(text.charAt(at))) {
      at++;
    }
    if (at == text.length()) {
      return Optional.empty();
    }
    char letter = text.charAt(at);
    char other =
        Character.isUpperCase(letter)
            ? Character.toLowerCase(letter)
            : Character.toUpperCase(letter);
    return other == letter
        ? Optional.empty()
        : Optional.of(text.substring(0, at) + other + text.substring(at + 1));
  }
}
