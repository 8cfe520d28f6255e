package io.endoxa.evaluate.behaviour;

import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** Puts one to five invisible characters into words, as web pages and editors do. */
final class InvisibleCharacters implements TextChange {
  private static final int MOST = 5;

  /** Zero-width space, zero-width joiner, word joiner, byte order mark, soft hyphen. */
  private static final String CHARACTERS = "\u200b\u200d\u2060\ufeff\u00ad";

  @Override
  public Optional<String> apply(String text, SplittableRandom random) {
    int[] insideWords =
        IntStream.range(1, text.length())
            .filter(i -> Character.isLetter(text.charAt(i - 1)))
            .filter(i -> Character.isLetter(text.charAt(i)))
            .toArray();
    if (insideWords.length == 0) {
      return Optional.empty();
    }
    int[] places =
        random
            .ints(1L + random.nextInt(MOST), 0, insideWords.length)
            .map(i -> insideWords[i])
            .sorted()
            .toArray();
    StringBuilder changed = new StringBuilder(text);
    for (int i = places.length - 1; i >= 0; i--) {
      changed.insert(places[i], CHARACTERS.charAt(random.nextInt(CHARACTERS.length())));
    }
    return Optional.of(changed.toString());
  }
}
