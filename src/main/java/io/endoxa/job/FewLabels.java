package io.endoxa.job;

import io.endoxa.codebook.Stance;
import io.endoxa.provenance.Fingerprint;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The paragraphs that somebody has labelled for a new question, drawn from a training set.
 *
 * @param question its position in the codebook
 * @param rows positions in the set, ascending
 */
record FewLabels(int question, List<Integer> rows) {
  FewLabels {
    rows = List.copyOf(rows);
  }

  /**
   * Draws paragraphs: of each stance as many as of any other, as long as there are some, and from
   * as many articles as possible. Which ones depends on the seed, the number of the draw and the
   * ids of question and paragraphs, and not on their order.
   *
   * @param count how many; all of them if there are not so many
   */
  static FewLabels draw(TrainingSet set, int question, int count, long seed, int draw) {
    Pool pool = new Pool(set, question, "%d %d ".formatted(seed, draw));
    List<Integer> rows = new ArrayList<>();
    while (rows.size() < count) {
      Optional<Integer> next = pool.next();
      if (next.isEmpty()) {
        break;
      }
      rows.add(next.get());
    }
    return new FewLabels(question, rows.stream().sorted().toList());
  }

  int[] rowArray() {
    return rows.stream().mapToInt(Integer::intValue).toArray();
  }

  /** The articles that they are taken from. */
  Set<String> articles(TrainingSet set) {
    return rows.stream().map(set.articles()::get).collect(Collectors.toSet());
  }

  /** The paragraphs that are not drawn yet, and how often each stance and article has been. */
  private static final class Pool {
    private final TrainingSet set;
    private final List<List<Integer>> left = new ArrayList<>();
    private final int[] drawn = new int[Stance.COUNT];
    private final Map<String, Integer> drawnOfArticle = new HashMap<>();

    Pool(TrainingSet set, int question, String salt) {
      this.set = set;
      String beginning = salt + set.codebook().questionIds().get(question) + " ";
      Map<Integer, String> keys =
          IntStream.of(set.allRows())
              .boxed()
              .collect(Collectors.toMap(row -> row, row -> key(beginning + set.ids().get(row))));
      for (int stance = 0; stance < Stance.COUNT; stance++) {
        Stance of = Stance.at(stance);
        left.add(
            IntStream.of(set.allRows())
                .filter(row -> set.stance(row, question) == of)
                .boxed()
                .sorted(Comparator.comparing(keys::get))
                .collect(Collectors.toCollection(ArrayList::new)));
      }
    }

    private static String key(String text) {
      return Fingerprint.of(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Of the stance drawn least, the rarer one among equals; first from articles drawn least. */
    Optional<Integer> next() {
      return IntStream.range(0, Stance.COUNT)
          .boxed()
          .filter(stance -> !left.get(stance).isEmpty())
          .min(
              Comparator.comparing((Integer stance) -> drawn[stance])
                  .thenComparing(stance -> left.get(stance).size()))
          .map(this::take);
    }

    private Integer take(int stance) {
      Integer row =
          left.get(stance).stream()
              .min(Comparator.comparing(of -> drawnOfArticle.getOrDefault(article(of), 0)))
              .orElseThrow();
      left.get(stance).remove(row);
      drawn[stance]++;
      drawnOfArticle.merge(article(row), 1, Integer::sum);
      return row;
    }

    private String article(int row) {
      return set.articles().get(row);
    }
  }
}
