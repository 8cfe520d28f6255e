package io.endoxa.annotate;

import io.endoxa.codebook.Stance;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * What a general judge is trained on: so many pairs of each stance from each data set.
 *
 * @param parts the data sets
 * @param development the share of groups, or of stories, kept for choosing settings, from 0 to
 *     below 1; they give that share of each number too
 * @param seed of the draws
 */
public record StanceMix(List<StanceMixPart> parts, double development, long seed) {
  public StanceMix {
    parts = List.copyOf(parts);
    if (!(development >= 0 && development < 1)) {
      throw new IllegalArgumentException("development " + development);
    }
  }

  /**
   * Reads the data sets and draws. Ids and groups begin with the data set's name and a slash. The
   * same files and seed give the same pairs in the same order.
   *
   * @throws io.endoxa.error.UserException if a file is not what it should be
   */
  public StanceMixDraw draw() {
    List<StancePair> train = new ArrayList<>();
    List<StancePair> held = new ArrayList<>();
    List<StanceMixDraw.PartCounts> counts = new ArrayList<>();
    for (StanceMixPart part : parts) {
      counts.add(draw(part, train, held));
    }
    return new StanceMixDraw(train, held, counts);
  }

  private StanceMixDraw.PartCounts draw(
      StanceMixPart part, List<StancePair> train, List<StancePair> held) {
    List<StancePair> read = StancePairs.read(part.pairs(), part.texts());
    Sifted sifted = Sifted.of(read);
    List<StancePair> free = withoutBenchmark(part, read, sifted.pairs);
    List<StancePair> forDevelopment = new ArrayList<>();
    List<StancePair> others = new ArrayList<>();
    cut(part, read, free, forDevelopment, others);
    List<StancePair> forTraining = PairTexts.of(forDevelopment).missingFrom(others);
    return new StanceMixDraw.PartCounts(
        part.name(),
        read.size(),
        sifted.repeated,
        sifted.contradicting,
        sifted.pairs.size() - free.size(),
        draw(part, forTraining, 1, part.repeat(), train),
        draw(part, forDevelopment, development, 1, held));
  }

  /**
   * Those of {@code pairs} that no benchmark scores, nor a text of theirs. The stories are those of
   * all pairs that are read, as the benchmark sees them: a pair that training leaves out, because
   * its labels contradict each other, still joins two stories.
   */
  private static List<StancePair> withoutBenchmark(
      StanceMixPart part, List<StancePair> read, List<StancePair> pairs) {
    List<StancePair> scored = new ArrayList<>();
    part.benchmarks().forEach(file -> scored.addAll(StancePairs.read(file, part.texts())));
    List<StancePair> free = pairs;
    if (part.heldOut()) {
      Stories stories = Stories.of(read);
      free = pairs.stream().filter(pair -> HeldOutGroups.mayTrain(pair, stories)).toList();
      read.stream().filter(pair -> HeldOutGroups.isScored(pair, stories)).forEach(scored::add);
    }
    return PairTexts.of(scored).missingFrom(free);
  }

  /**
   * By the stories of texts where the benchmark has new ones, else by groups. An unrelated pair of
   * development may have a question that is trained on: both stories new would leave next to none.
   */
  private void cut(
      StanceMixPart part,
      List<StancePair> read,
      List<StancePair> pairs,
      List<StancePair> forDevelopment,
      List<StancePair> others) {
    Stories stories = Stories.of(part.heldOut() ? read : List.of());
    Predicate<String> drawn =
        name -> HeldOutGroups.forDevelopment(part.name() + "/" + name, development);
    for (StancePair pair : pairs) {
      if (drawn.test(part.heldOut() ? stories.ofText(pair) : pair.group())) {
        forDevelopment.add(pair);
      } else if (!part.heldOut() || !stories.touches(pair, drawn)) {
        others.add(pair);
      }
    }
  }

  /** Adds so many pairs of each kind, times {@code share}, or all there are, to {@code target}. */
  private StanceMixDraw.Drawn draw(
      StanceMixPart part,
      List<StancePair> pairs,
      double share,
      int repeat,
      List<StancePair> target) {
    List<StancePair> shuffled = new ArrayList<>(pairs);
    Collections.shuffle(shuffled, new Random(seed));
    List<StancePair> taken = new ArrayList<>();
    part.take()
        .forEach(
            (stance, most) -> {
              List<StancePair> some =
                  shuffled.stream().filter(pair -> pair.stance() == stance).toList();
              Stream.generate(some::stream)
                  .limit(repeat)
                  .flatMap(Function.identity())
                  .limit(Math.round(most * share))
                  .forEach(taken::add);
            });
    List<StancePair> unrelated =
        MadeUnrelated.of(pairs, (int) Math.round(part.madeUnrelated() * share), seed);
    List<StancePair> negated =
        MadeNegated.of(pairs, (int) Math.round(part.madeNegated() * share), seed);
    Stream.of(taken, unrelated, negated)
        .flatMap(List::stream)
        .map(pair -> named(part, pair))
        .forEach(target::add);
    return new StanceMixDraw.Drawn(count(taken), unrelated.size(), negated.size());
  }

  private static StancePair named(StanceMixPart part, StancePair pair) {
    return new StancePair(
        part.name() + "/" + pair.id(),
        part.name() + "/" + pair.group(),
        pair.question(),
        pair.text(),
        pair.stance(),
        pair.seen());
  }

  private static Map<Stance, Long> count(List<StancePair> pairs) {
    Map<Stance, Long> counts = new EnumMap<>(Stance.class);
    pairs.forEach(pair -> counts.merge(pair.stance(), 1L, Long::sum));
    return counts;
  }

  /** Each question and text once; none where the labels contradict each other. */
  private record Sifted(List<StancePair> pairs, long repeated, long contradicting) {
    private record Key(String question, String text) {}

    static Sifted of(List<StancePair> pairs) {
      Map<Key, List<StancePair>> byKey = new LinkedHashMap<>();
      for (StancePair pair : pairs) {
        byKey
            .computeIfAbsent(new Key(pair.question(), pair.text()), key -> new ArrayList<>())
            .add(pair);
      }
      List<StancePair> kept = new ArrayList<>();
      long contradicting = 0;
      for (List<StancePair> same : byKey.values()) {
        if (same.stream().map(StancePair::stance).distinct().count() == 1) {
          kept.add(same.get(0));
        } else {
          contradicting += same.size();
        }
      }
      return new Sifted(kept, pairs.size() - kept.size() - contradicting, contradicting);
    }
  }
}
