package io.endoxa.annotate;

import io.endoxa.codebook.Stance;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

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
   * @param train taken, by stance
   * @param madeTrain made unrelated, for train
   * @param development taken, by stance
   * @param madeDevelopment made unrelated, for development
   */
  public record PartCounts(
      String name,
      long read,
      long repeated,
      long contradicting,
      long benchmark,
      Map<Stance, Long> train,
      long madeTrain,
      Map<Stance, Long> development,
      long madeDevelopment) {
    public PartCounts {
      train = copy(train);
      development = copy(development);
    }

    private static Map<Stance, Long> copy(Map<Stance, Long> counts) {
      Map<Stance, Long> copy = new EnumMap<>(Stance.class);
      copy.putAll(counts);
      return Collections.unmodifiableMap(copy);
    }

    private static long total(Map<Stance, Long> counts) {
      return counts.values().stream().mapToLong(Long::longValue).sum();
    }
  }

  /** What a card has to say beside the counts. */
  public String note() {
    List<String> made =
        counts.stream().filter(part -> part.madeTrain > 0).map(PartCounts::name).toList();
    String labels =
        "Stances are those of the data sets; nothing is trained on a text that a benchmark scores.";
    return made.isEmpty()
        ? labels
        : labels
            + " Nobody labelled the made pairs (%s): a text stands beside a question of another"
                .formatted(String.join(", ", made))
            + " group and is called unrelated.";
  }

  /** The counts for a card or a summary; the first row is the head. */
  public List<List<String>> table() {
    List<String> head =
        new ArrayList<>(
            List.of("data set", "pairs", "repeated", "contradicting", "left to benchmark"));
    for (int i = 0; i < Stance.COUNT; i++) {
      head.add(Stance.at(i).label());
    }
    head.addAll(List.of("made unrelated", "development"));
    List<List<String>> rows = new ArrayList<>();
    rows.add(head);
    for (PartCounts part : counts) {
      List<String> row = new ArrayList<>();
      row.add(part.name);
      for (long count : new long[] {part.read, part.repeated, part.contradicting, part.benchmark}) {
        row.add(String.valueOf(count));
      }
      for (int i = 0; i < Stance.COUNT; i++) {
        row.add(String.valueOf(part.train.getOrDefault(Stance.at(i), 0L)));
      }
      row.add(String.valueOf(part.madeTrain));
      row.add(String.valueOf(PartCounts.total(part.development) + part.madeDevelopment));
      rows.add(row);
    }
    return rows;
  }
}
