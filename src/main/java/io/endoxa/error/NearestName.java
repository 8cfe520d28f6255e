package io.endoxa.error;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import org.apache.commons.text.similarity.DamerauLevenshteinDistance;

/** Guesses which known name a mistyped one stands for. */
public final class NearestName {
  private static final DamerauLevenshteinDistance DISTANCE = new DamerauLevenshteinDistance();

  private NearestName() {}

  /**
   * The known name that needs the fewest edits, or empty when none is near: at most a third of the
   * typed letters, and at least one, may differ. Two neighbours in the wrong order are one edit.
   */
  public static Optional<String> of(String typed, Collection<String> known) {
    String lower = typed.toLowerCase(Locale.ROOT);
    int allowed = Math.max(1, typed.length() / 3);
    return known.stream()
        .min(
            Comparator.comparingInt((String name) -> DISTANCE.apply(lower, name))
                .thenComparing(Comparator.naturalOrder()))
        .filter(name -> DISTANCE.apply(lower, name) <= allowed);
  }

  /** A sentence for an error message: {@code " Did you mean 'output'?"}, or the empty string. */
  public static String hint(String typed, Collection<String> known) {
    return of(typed, known).map(name -> " Did you mean '" + name + "'?").orElse("");
  }
}
