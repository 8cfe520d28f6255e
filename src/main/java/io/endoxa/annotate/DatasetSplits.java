package io.endoxa.annotate;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** Checks that no source stands in two parts of a split. */
public final class DatasetSplits {
  private DatasetSplits() {}

  /** Whether any paragraph has a part. */
  public static boolean exist(List<DatasetParagraph> paragraphs) {
    return paragraphs.stream().anyMatch(paragraph -> !paragraph.part().isEmpty());
  }

  /** Sources in two parts, paragraphs in none; nothing of a dataset without parts. */
  public static List<CheckResult> check(List<DatasetParagraph> paragraphs) {
    if (!exist(paragraphs)) {
      return List.of();
    }
    Map<String, TreeSet<String>> parts = new TreeMap<>();
    List<String> nowhere = new ArrayList<>();
    for (DatasetParagraph paragraph : paragraphs) {
      parts.computeIfAbsent(paragraph.source(), source -> new TreeSet<>()).add(paragraph.part());
      if (paragraph.part().isEmpty()) {
        nowhere.add(paragraph.place());
      }
    }
    return List.of(
        CheckResult.none(
            "sources in two parts",
            parts.entrySet().stream()
                .filter(source -> source.getValue().size() > 1)
                .map(source -> source.getKey() + ": " + String.join(", ", source.getValue()))
                .toList()),
        CheckResult.none("paragraphs in no part", nowhere));
  }
}
