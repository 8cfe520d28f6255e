package io.endoxa.annotate;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The texts of some pairs, to be recognised among others whatever their case and punctuation.
 * Public data sets repeat texts: more than a third of Perspectrum's development pairs have a text
 * that its training part holds too, usually with the same stance.
 *
 * <p>Not thread-safe.
 */
public final class PairTexts {
  private static final Pattern BETWEEN_WORDS = Pattern.compile("[^\\p{L}\\p{N}]+");

  private final Set<String> texts = new HashSet<>();

  /** Many pairs share a long text. */
  private final Map<String, String> barest = new HashMap<>();

  private PairTexts() {}

  public static PairTexts of(Collection<StancePair> pairs) {
    PairTexts known = new PairTexts();
    pairs.forEach(pair -> known.texts.add(known.bare(pair)));
    return known;
  }

  /** Whether the text of this pair is one of the texts. */
  public boolean contains(StancePair pair) {
    return texts.contains(bare(pair));
  }

  /** The pairs with other texts, in their order. */
  public List<StancePair> missingFrom(List<StancePair> pairs) {
    return pairs.stream().filter(pair -> !contains(pair)).toList();
  }

  private String bare(StancePair pair) {
    return barest.computeIfAbsent(
        pair.text(),
        text -> BETWEEN_WORDS.matcher(text).replaceAll(" ").strip().toLowerCase(Locale.ROOT));
  }
}
