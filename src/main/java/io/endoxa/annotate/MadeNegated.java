package io.endoxa.annotate;

import io.endoxa.codebook.Stance;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Makes pairs that nobody labelled: a question is asked for the opposite, and agree and disagree
 * change places. Without them a judge learns what texts say and hardly reads what it is asked.
 *
 * <p>The first such verb is taken, and it may be that of a clause: of 5,469 Perspectrum pairs whose
 * claim can be negated, 20 or so get a claim that is not the opposite.
 */
final class MadeNegated {
  private static final Pattern VERB =
      Pattern.compile(
          "\\b(should|must|can|could|will|would|is|are|was|were)\\b(\\s+not\\b)?(?=\\s)",
          Pattern.CASE_INSENSITIVE);

  /** Of these one more "not" may not make the opposite. */
  private static final Pattern OTHER_NEGATION =
      Pattern.compile(
          "\\b(cannot|never|no|nor|none|nothing|neither|not)\\b|n['’]t\\b|\\?",
          Pattern.CASE_INSENSITIVE);

  private MadeNegated() {}

  /**
   * At most {@code count} pairs, made of pairs that take a side on a claim with a verb that "not"
   * can follow. Id and group are those of the pair; the id ends in {@code /negated}.
   */
  static List<StancePair> of(List<StancePair> pairs, int count, long seed) {
    List<StancePair> shuffled = new ArrayList<>(pairs);
    Collections.shuffle(shuffled, new Random(seed));
    return shuffled.stream()
        .filter(pair -> pair.stance() != pair.stance().onTheOpposite())
        .flatMap(pair -> of(pair).stream())
        .limit(count)
        .toList();
  }

  private static Optional<StancePair> of(StancePair pair) {
    Stance opposite = pair.stance().onTheOpposite();
    return opposite(pair.question())
        .map(
            question ->
                new StancePair(
                    pair.id() + "/negated", pair.group(), question, pair.text(), opposite, null));
  }

  /** The claim with its first such verb negated, or not negated any more. */
  static Optional<String> opposite(String claim) {
    Matcher verb = VERB.matcher(claim);
    if (!verb.find()) {
      return Optional.empty();
    }
    String before = claim.substring(0, verb.start());
    String after = claim.substring(verb.end());
    if (OTHER_NEGATION.matcher(before + " " + after).find()) {
      return Optional.empty();
    }
    String negation = verb.group(2) == null ? " not" : "";
    return Optional.of(before + verb.group(1) + negation + after);
  }
}
