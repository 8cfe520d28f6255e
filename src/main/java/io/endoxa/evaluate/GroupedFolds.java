package io.endoxa.evaluate;

import io.endoxa.error.UserException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** Cuts examples into folds for cross-validation, so that no group stands in two. */
public final class GroupedFolds {
  private GroupedFolds() {}

  /**
   * The fold of each example, from 0. The largest group goes first, each into the fold with the
   * fewest examples; among equals the first by name and the first fold.
   *
   * @param groups the group of each example, usually its article
   * @param folds at least 2
   * @throws UserException if there are fewer groups than folds
   */
  public static int[] assign(List<String> groups, int folds) {
    if (folds < 2) {
      throw new IllegalArgumentException("folds " + folds + " is below 2");
    }
    Map<String, Integer> sizes = new TreeMap<>();
    groups.forEach(group -> sizes.merge(group, 1, Integer::sum));
    if (sizes.size() < folds) {
      throw new UserException(
          "found %d sources with labels, expected at least %d. Label more sources or set fewer folds."
              .formatted(sizes.size(), folds));
    }
    List<Map.Entry<String, Integer>> largestFirst = new ArrayList<>(sizes.entrySet());
    largestFirst.sort(Map.Entry.comparingByValue(Comparator.reverseOrder()));
    int[] examples = new int[folds];
    Map<String, Integer> foldOf = new HashMap<>();
    for (Map.Entry<String, Integer> group : largestFirst) {
      int emptiest = 0;
      for (int fold = 1; fold < folds; fold++) {
        emptiest = examples[fold] < examples[emptiest] ? fold : emptiest;
      }
      examples[emptiest] += group.getValue();
      foldOf.put(group.getKey(), emptiest);
    }
    return groups.stream().map(foldOf::get).mapToInt(Integer::intValue).toArray();
  }

  /**
   * The fold of each example, from 0, drawn without regard to groups: what {@link #assign} is held
   * against. Sizes differ by one at the most.
   *
   * @param folds at least 2
   */
  public static int[] ungrouped(int examples, int folds, long seed) {
    List<Integer> order = new ArrayList<>(IntStream.range(0, examples).boxed().toList());
    Collections.shuffle(order, new Random(seed));
    int[] foldOf = new int[examples];
    for (int i = 0; i < examples; i++) {
      foldOf[order.get(i)] = i % folds;
    }
    return foldOf;
  }
}
