package io.endoxa.annotate;

import io.endoxa.codebook.Stance;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;

/**
 * The pairs of a mixture, in the order of its data sets and not shuffled.
 *
 * @param train what is trained on
 * @param development what settings are chosen by; it shares no group or story and no text with
 *     train
 * @param counts what became of the pairs of each data set
 */
public record StanceMixDraw(
    List<StancePair> train, List<StancePair> development, List<PartCounts> counts) {
  public StanceMixDraw {
    train = List.copyOf(train);
    development = List.copyOf(development);
    counts = List.copyOf(counts);
  }

  /**
   * What became of the pairs of a data set.
   *
   * @param read how many it has
   * @param repeated left out: question, text and stance stand there once more
   * @param contradicting left out: question and text stand there with another stance, too
   * @param benchmark left out: a benchmark scores text, group or story
   */
  public record PartCounts(
      String name,
      long read,
      long repeated,
      long contradicting,
      long benchmark,
      Drawn train,
      Drawn development) {}

  /**
   * How many pairs were drawn.
   *
   * @param taken as they are, by stance; a pair that is repeated counts each time
   * @param unrelated made by {@link MadeUnrelated}
   * @param negated made by {@link MadeNegated}
   */
  public record Drawn(Map<Stance, Long> taken, long unrelated, long negated) {
    public Drawn {
      Map<Stance, Long> copy = new EnumMap<>(Stance.class);
      copy.putAll(taken);
      taken = Collections.unmodifiableMap(copy);
    }

    long all() {
      return taken.values().stream().mapToLong(Long::longValue).sum() + unrelated + negated;
    }
  }

  /** What a card has to say beside the counts. */
  public String note() {
    return "Stances are those of the data sets; nothing is trained on a text that a benchmark scores."
        + made(
            Drawn::unrelated,
            " Nobody labelled the pairs made unrelated (%s): a text stands beside a question of another"
                + " group.")
        + made(
            Drawn::negated,
            " Nobody labelled the pairs made negated (%s): a claim stands there with 'not' or without"
                + " its 'not', and agree and disagree change places.");
  }

  private String made(ToLongFunction<Drawn> count, String sentence) {
    String names =
        counts.stream()
            .filter(part -> count.applyAsLong(part.train) > 0)
            .map(PartCounts::name)
            .collect(Collectors.joining(", "));
    return names.isEmpty() ? "" : sentence.formatted(names);
  }

  /** The counts for a card or a summary; the first row is the head. */
  public List<List<String>> table() {
    List<String> head =
        new ArrayList<>(
            List.of("data set", "pairs", "repeated", "contradicting", "left to benchmark"));
    for (int i = 0; i < Stance.COUNT; i++) {
      head.add(Stance.at(i).label());
    }
    head.addAll(List.of("made unrelated", "made negated", "development"));
    List<List<String>> rows = new ArrayList<>();
    rows.add(head);
    for (PartCounts part : counts) {
      List<String> row = new ArrayList<>();
      row.add(part.name);
      for (long count : new long[] {part.read, part.repeated, part.contradicting, part.benchmark}) {
        row.add(String.valueOf(count));
      }
      for (int i = 0; i < Stance.COUNT; i++) {
        row.add(String.valueOf(part.train.taken().getOrDefault(Stance.at(i), 0L)));
      }
      row.add(String.valueOf(part.train.unrelated()));
      row.add(String.valueOf(part.train.negated()));
      row.add(String.valueOf(part.development.all()));
      rows.add(row);
    }
    return rows;
  }
}
