package io.endoxa.job;

import io.endoxa.annotate.HeldOutGroups;
import io.endoxa.annotate.PairTexts;
import io.endoxa.annotate.StancePair;
import io.endoxa.annotate.StancePairs;
import io.endoxa.codebook.Stance;
import io.endoxa.error.UserException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * The pairs of a benchmark.
 *
 * @param scored all of them, repeats too, so that figures can be compared with published ones
 * @param train what baselines learn from; no text of theirs is scored
 * @param counts what became of the pairs, for people
 */
record BenchmarkData(List<StancePair> scored, List<StancePair> train, Map<String, Long> counts) {
  BenchmarkData {
    scored = List.copyOf(scored);
    train = List.copyOf(train);
    counts = Collections.unmodifiableMap(new LinkedHashMap<>(counts));
  }

  static BenchmarkData read(BenchmarkSpec spec, long seed) {
    List<StancePair> all = StancePairs.read(spec.pairs(), spec.texts());
    List<StancePair> scored = all;
    List<StancePair> others;
    if (spec.trainPairs() == null) {
      scored = all.stream().filter(pair -> HeldOutGroups.forBenchmark(pair.group())).toList();
      others = all.stream().filter(pair -> !HeldOutGroups.forBenchmark(pair.group())).toList();
    } else {
      others = StancePairs.read(spec.trainPairs(), spec.texts());
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
    counts.put("of these with a text that is scored, left out", others.size() - (long) unshared.size());
    counts.put("of the rest drawn and trained on", (long) train.size());
    return new BenchmarkData(scored, train, counts);
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

  /** The positions of the scored pairs by part: all, and zero-shot and few-shot if the set tells. */
  Map<String, int[]> parts() {
    Map<String, int[]> parts = new LinkedHashMap<>();
    int[] all = IntStream.range(0, scored.size()).toArray();
    parts.put(ExpectedFigure.ALL, all);
    putIfAny(parts, ExpectedFigure.ZERO_SHOT, false);
    putIfAny(parts, ExpectedFigure.FEW_SHOT, true);
    return parts;
  }

  private void putIfAny(Map<String, int[]> parts, String name, boolean seen) {
    int[] rows =
        IntStream.range(0, scored.size())
            .filter(i -> Boolean.valueOf(seen).equals(scored.get(i).seen()))
            .toArray();
    if (rows.length > 0) {
      parts.put(name, rows);
    }
  }
}
