package io.endoxa.job;

import io.endoxa.annotate.ParagraphLabels;
import io.endoxa.evaluate.ClusterBootstrap;
import io.endoxa.evaluate.NamedPredictions;
import io.endoxa.evaluate.ParagraphLength;
import io.endoxa.report.Slice;
import io.endoxa.text.Voice;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Parts the paragraphs of a set by voice, length, what makes them hard, and source. */
final class Slices {
  private static final String NO_PHENOMENON = "none";

  private final TrainingSet set;

  Slices(TrainingSet set) {
    this.set = set;
  }

  /** The scores of each slice, slices of a kind by name; lengths in ascending order. */
  List<Slice> of(
      NamedPredictions model, @Nullable NamedPredictions best, ClusterBootstrap bootstrap) {
    List<Slice> slices = new ArrayList<>();
    positions()
        .forEach(
            (by, names) ->
                names.forEach(
                    (name, positions) -> {
                      int[] rows = positions.stream().mapToInt(Integer::intValue).toArray();
                      slices.add(Slice.of(by, name, rows, model, best, bootstrap));
                    }));
    return slices;
  }

  private Map<String, Map<String, List<Integer>>> positions() {
    Map<String, Map<String, List<Integer>>> positions = new LinkedHashMap<>();
    positions.put("voice", by(row -> voice(set.labels().get(row))));
    positions.put("length", lengths());
    positions.put("phenomenon", by(row -> phenomena(set.labels().get(row))));
    positions.put("source", by(row -> nullable(set.sources().get(row))));
    return positions;
  }

  /** Paragraphs by each of their names; one without a name is in no slice. */
  private Map<String, List<Integer>> by(IntFunction<List<String>> names) {
    Map<String, List<Integer>> positions = new TreeMap<>();
    IntStream.of(set.allRows())
        .forEach(
            row ->
                names
                    .apply(row)
                    .forEach(
                        name -> positions.computeIfAbsent(name, n -> new ArrayList<>()).add(row)));
    return positions;
  }

  private Map<String, List<Integer>> lengths() {
    Map<String, List<Integer>> found =
        by(row -> List.of(ParagraphLength.of(set.texts().get(row)).label()));
    Map<String, List<Integer>> ascending = new LinkedHashMap<>();
    for (ParagraphLength length : ParagraphLength.values()) {
      List<Integer> rows = found.get(length.label());
      if (rows != null) {
        ascending.put(length.label(), rows);
      }
    }
    return ascending;
  }

  private static List<String> voice(ParagraphLabels labels) {
    Voice voice = labels.voice();
    return voice == null ? List.of() : List.of(voice.label());
  }

  private static List<String> phenomena(ParagraphLabels labels) {
    return labels.phenomena().isEmpty()
        ? List.of(NO_PHENOMENON)
        : labels.phenomena().stream().distinct().toList();
  }

  private static List<String> nullable(@Nullable String name) {
    return name == null ? List.of() : List.of(name);
  }
}
