package io.endoxa.annotate;

import io.endoxa.codebook.Stance;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/**
 * Makes pairs that nobody labelled: a text beside a question of another group, called unrelated.
 * Argument collections know agree and disagree alone; a judge trained on them would never learn to
 * say that a text is about something else.
 *
 * <p>Two groups that share a text are about one matter and are not crossed. That some other two are
 * near to each other is left to chance: of 50 pairs made from Perspectrum and 50 from IBM's
 * arguments, one might be called related.
 */
final class MadeUnrelated {
  /** Where so many draws find no question, the set has none for this text. */
  private static final int DRAWS = 20;

  private final List<StancePair> pairs;
  private final Map<String, Set<String>> groupsOfText = new HashMap<>();
  private final Map<String, Set<String>> textsOfGroup = new HashMap<>();
  private final Map<String, Set<String>> groupsOfQuestion = new HashMap<>();
  private final Random random;

  private MadeUnrelated(List<StancePair> pairs, long seed) {
    this.pairs = pairs;
    this.random = new Random(seed);
    for (StancePair pair : pairs) {
      add(groupsOfText, pair.text(), pair.group());
      add(textsOfGroup, pair.group(), pair.text());
      add(groupsOfQuestion, pair.question(), pair.group());
    }
  }

  private static void add(Map<String, Set<String>> sets, String key, String value) {
    sets.computeIfAbsent(key, absent -> new HashSet<>()).add(value);
  }

  /**
   * At most {@code count} pairs, no text twice. Id and group are those of the text's first pair, so
   * that the text stays on its side of every cut by groups; the id ends in {@code /unrelated}.
   */
  static List<StancePair> of(List<StancePair> pairs, int count, long seed) {
    return new MadeUnrelated(pairs, seed).make(count);
  }

  private List<StancePair> make(int count) {
    List<StancePair> shuffled = new ArrayList<>(pairs);
    Collections.shuffle(shuffled, random);
    Set<String> used = new HashSet<>();
    List<StancePair> made = new ArrayList<>();
    for (StancePair pair : shuffled) {
      if (made.size() == count) {
        break;
      }
      if (used.add(pair.text())) {
        Set<String> near = near(pair);
        for (int draw = 0; draw < DRAWS; draw++) {
          String question = pairs.get(random.nextInt(pairs.size())).question();
          if (Collections.disjoint(setOf(groupsOfQuestion, question), near)) {
            made.add(
                new StancePair(
                    pair.id() + "/unrelated",
                    pair.group(),
                    question,
                    pair.text(),
                    Stance.UNRELATED,
                    null));
            break;
          }
        }
      }
    }
    return made;
  }

  /** The groups of the text and all that share a text with one of them. */
  private Set<String> near(StancePair pair) {
    Set<String> near = new HashSet<>();
    for (String group : setOf(groupsOfText, pair.text())) {
      for (String text : setOf(textsOfGroup, group)) {
        near.addAll(setOf(groupsOfText, text));
      }
    }
    return near;
  }

  private static Set<String> setOf(Map<String, Set<String>> sets, String key) {
    return sets.getOrDefault(key, Set.of());
  }
}
