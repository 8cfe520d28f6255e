package io.endoxa.annotate;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Finds runs of words that stand in two paragraphs, which hint at templates and copies. */
public final class SharedWordRuns {
  private SharedWordRuns() {}

  /**
   * Compares each paragraph with the first one that has a run of {@code length} words which it has
   * too: one row for the two, with the first of their runs. The two of a minimal pair may share
   * some.
   */
  public static CheckResult check(List<DatasetParagraph> paragraphs, int length) {
    Map<String, DatasetParagraph> firstWith = new HashMap<>();
    List<String> rows = new ArrayList<>();
    for (DatasetParagraph paragraph : paragraphs) {
      List<String> words = paragraph.words();
      Set<String> reported = new HashSet<>();
      for (int from = 0; from + length <= words.size(); from++) {
        String run = String.join(" ", words.subList(from, from + length));
        DatasetParagraph first = firstWith.putIfAbsent(run, paragraph);
        if (first != null
            && !first.equals(paragraph)
            && !arePair(first, paragraph)
            && reported.add(first.place())) {
          rows.add("%s and %s: %s".formatted(first.place(), paragraph.place(), run));
        }
      }
    }
    return CheckResult.none("runs of %d words in two paragraphs".formatted(length), rows);
  }

  private static boolean arePair(DatasetParagraph one, DatasetParagraph other) {
    return one.pairId() != null && one.pairId().equals(other.pairId());
  }
}
