package io.endoxa.job;

import io.endoxa.annotate.HeldOutGroups;
import io.endoxa.annotate.PairTexts;
import io.endoxa.annotate.StancePair;
import io.endoxa.annotate.StancePairs;
import io.endoxa.annotate.Stories;
import io.endoxa.codebook.Stance;
import io.endoxa.error.UserException;
import io.endoxa.evaluate.MajorityBaseline;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/**
 * The pairs of a benchmark.
 *
 * @param scored all of them, repeats too, so that figures can be compared with published ones
 * @param parts of the scored pairs; a pair may be in several
 * @param train what baselines learn from; no text of theirs is scored
 * @param majority of all that might be learned from, before some are drawn
 * @param counts what became of the pairs, for people
 */
record BenchmarkData(
    List<StancePair> scored,
    List<Part> parts,
    List<StancePair> train,
    MajorityBaseline majority,
    Map<String, Long> counts) {
  BenchmarkData {
    scored = List.copyOf(scored);
    parts = List.copyOf(parts);
    train = List.copyOf(train);
    counts = Collections.unmodifiableMap(new LinkedHashMap<>(counts));
  }

  /**
   * Some of the scored pairs.
   *
   * @param rows their positions
   * @param groups what is resampled for intervals, one for each row
   */
  record Part(String name, List<Integer> rows, List<String> groups) {
    Part {
      rows = List.copyOf(rows);
      groups = List.copyOf(groups);
    }

    private static Part of(
        String name,
        List<StancePair> scored,
        Predicate<StancePair> has,
        Function<StancePair, String> group) {
      List<Integer> rows =
          IntStream.range(0, scored.size()).filter(i -> has.test(scored.get(i))).boxed().toList();
      return new Part(name, rows, rows.stream().map(i -> group.apply(scored.get(i))).toList());
    }
  }

  /** Reads the files; the seed draws what is trained on. */
  static BenchmarkData read(BenchmarkSpec spec, long seed) {
    List<StancePair> pairs = StancePairs.read(spec.pairs(), spec.texts());
    List<StancePair> scored = pairs;
    List<StancePair> others;
    List<Part> parts = new ArrayList<>();
    if (spec.trainPairs() == null) {
      Stories stories = Stories.of(pairs);
      Predicate<StancePair> isNew = pair -> HeldOutGroups.isOfNewStories(pair, stories);
      scored = pairs.stream().filter(pair -> HeldOutGroups.isScored(pair, stories)).toList();
      others = pairs.stream().filter(pair -> HeldOutGroups.mayTrain(pair, stories)).toList();
      parts.add(
          Part.of(ExpectedFigure.NEW_TEXTS, scored, HeldOutGroups::hasNewText, StancePair::group));
      parts.add(Part.of(ExpectedFigure.NEW_STORIES, scored, isNew, stories::ofText));
    } else {
      others = StancePairs.read(spec.trainPairs(), spec.texts());
      parts.add(Part.of(ExpectedFigure.ALL, scored, pair -> true, StancePair::group));
      parts.add(seen(ExpectedFigure.ZERO_SHOT, scored, false));
      parts.add(seen(ExpectedFigure.FEW_SHOT, scored, true));
    }
    List<StancePair> unshared = PairTexts.of(scored).missingFrom(others);
    if (scored.isEmpty() || unshared.isEmpty()) {
      throw new UserException(
          "%s: %d pairs to score and %d with other texts to train baselines on; both are needed."
              .formatted(spec.pairs(), scored.size(), unshared.size()));
    }
    List<StancePair> train = some(unshared, spec.trainPerStance(), seed);
    Map<String, Long> counts = new LinkedHashMap<>();
    counts.put("pairs scored", (long) scored.size());
    counts.put("pairs for training baselines", (long) others.size());
    counts.put("  with a text that is scored, left out", others.size() - (long) unshared.size());
    counts.put("  drawn of the rest and trained on", (long) train.size());
    return new BenchmarkData(
        scored,
        parts.stream().filter(part -> !part.rows.isEmpty()).toList(),
        train,
        MajorityBaseline.fit(unshared.stream().map(StancePair::stance).toList()),
        counts);
  }

  private static Part seen(String name, List<StancePair> scored, boolean seen) {
    return Part.of(
        name, scored, pair -> Boolean.valueOf(seen).equals(pair.seen()), StancePair::group);
  }

  /** So many of each stance, or all there are. */
  private static List<StancePair> some(List<StancePair> pairs, int most, long seed) {
    List<StancePair> shuffled = new ArrayList<>(pairs);
    Collections.shuffle(shuffled, new Random(seed));
    Map<Stance, Integer> taken = new EnumMap<>(Stance.class);
    return shuffled.stream()
        .filter(pair -> taken.merge(pair.stance(), 1, Integer::sum) <= most)
        .toList();
  }

  /** The stances that are scored, in their order. */
  List<Stance> stances() {
    return scored.stream().map(StancePair::stance).distinct().sorted().toList();
  }
}
