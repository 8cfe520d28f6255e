package io.endoxa.report;

import io.endoxa.evaluate.Metric;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Which settings were tried and which were taken.
 *
 * @param tried by head, in the order of the grid
 */
public record SearchReport(List<Tried> tried) {
  /** What a reader of the table must know. */
  public static final String CAUTION =
      "Settings of heads were chosen on the folds, and those of a judge on the development part, that measure the model: on other articles expect a little less.";

  /** The file's name inside a model directory. */
  public static final String FILE = "search.json";

  /**
   * A setting of one head.
   *
   * @param setting in the words of a job file
   * @param macroF1 mean over the questions, of what folds say that were not trained on; of a judge,
   *     on paragraphs of the development part, with the shift of unrelated that suits it best
   * @param byFold the same of each fold by itself; empty for a judge
   */
  public record Tried(
      String head, String setting, Metric macroF1, List<Metric> byFold, boolean chosen) {
    public Tried {
      byFold = List.copyOf(byFold);
    }
  }

  public SearchReport {
    tried = List.copyOf(tried);
  }

  /** The position of the highest score, the first of equals; 0 if there is none. */
  public static int best(List<Metric> scores) {
    int best = 0;
    for (int i = 1; i < scores.size(); i++) {
      Metric score = scores.get(i);
      Metric before = scores.get(best);
      if (score.exists() && (!before.exists() || score.orThrow() > before.orThrow())) {
        best = i;
      }
    }
    return best;
  }

  /** For people: what was tried, how far folds lie apart, what was taken. */
  public NamedTable table() {
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("head, setting", "macro-F1", "lowest fold", "highest fold", "taken"));
    for (Tried of : tried) {
      Comparator<Metric> byValue = Comparator.comparing(Metric::orThrow);
      rows.add(
          List.of(
              of.head() + ", " + of.setting(),
              Figures.decimal(of.macroF1()),
              of.byFold().stream()
                  .filter(Metric::exists)
                  .min(byValue)
                  .map(Figures::decimal)
                  .orElse(Figures.NONE),
              of.byFold().stream()
                  .filter(Metric::exists)
                  .max(byValue)
                  .map(Figures::decimal)
                  .orElse(Figures.NONE),
              of.chosen() ? "yes" : ""));
    }
    return new NamedTable(
        "Search among settings: mean macro-F1 of heads in cross-validation, of a judge on the development part",
        rows);
  }
}
