package io.endoxa.annotate;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Finds runs of words that stand in two paragraphs, which hint at templates and copies. */
public final class SharedWordRuns {
  private SharedWordRuns() {}

  /**
   * One row per pair of paragraphs that share a run of {@code length} words; the two paragraphs of
   * a minimal pair may.
   */
  public static CheckResult check(List<DatasetParagraph> paragraphs, int length) {
    Map<String, DatasetParagraph> firstWith = new HashMap<>();
    List<String> rows = new ArrayList<>();
    for (DatasetParagraph paragraph : paragraphs) {
      List<String> words = paragraph.words();
      String reported = "";
      for (int from = 0; from + length <= words.size(); from++) {
        String run = String.join(" ", words.subList(from, from + length));
        DatasetParagraph first = firstWith.putIfAbsent(run, paragraph);
        if (first != null && !first.equals(paragraph) && !arePair(first, paragraph)) {
          if (!first.place().equals(reported)) {
            rows.add("%s and %s: %s".formatted(first.place(), paragraph.place(), run));
          }
          reported = first.place();
        }
      }
    }
    return CheckResult.none("runs of %d words in two paragraphs".formatted(length), rows);
  }

  private static boolean arePair(DatasetParagraph one, DatasetParagraph other) {
    return one.pairId() != null && one.pairId().equals(other.pairId());
  }
}
