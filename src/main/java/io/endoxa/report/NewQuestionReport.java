package io.endoxa.report;

import io.endoxa.evaluate.Metric;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * How well a question is answered for which a few paragraphs are labelled: means over questions
 * that are new one after the other, and over draws of such paragraphs.
 *
 * @param benchmark the job's name
 * @param note what a reader must know; null for nothing
 * @param part of the dataset that is scored
 * @param paragraphs how many are labelled
 * @param draws of such paragraphs for each question
 * @param questions in codebook order
 * @param scores baselines first
 * @param expected each expectation beside what was found
 */
public record NewQuestionReport(
    String benchmark,
    @Nullable String note,
    String part,
    int paragraphs,
    int draws,
    List<Drawn> questions,
    List<Score> scores,
    List<BenchmarkReport.Expected> expected) {
  /** The file's name inside a run. */
  public static final String FILE = "new-question.json";

  public NewQuestionReport {
    questions = List.copyOf(questions);
    scores = List.copyOf(scores);
    expected = List.copyOf(expected);
  }

  /**
   * What the draws of a question hold.
   *
   * @param question its id
   * @param paragraphs of a draw, by the label of their stance
   * @param fewestArticles that a draw is taken from
   */
  public record Drawn(String question, Map<String, Long> paragraphs, long fewestArticles) {
    public Drawn {
      paragraphs = Map.copyOf(paragraphs);
    }
  }

  /**
   * The macro-F1 of one predictor.
   *
   * @param of the predictor's name
   * @param mean over questions and draws, with its 95 % interval, articles resampled
   * @param deviation standard deviation over draws of the mean over questions
   * @param questions the mean over draws of each question, in codebook order
   */
  public record Score(String of, Metric mean, Metric deviation, List<Metric> questions) {
    public Score {
      questions = List.copyOf(questions);
    }
  }

  /** The tables for a summary. */
  public List<NamedTable> tables() {
    List<NamedTable> tables = new ArrayList<>(List.of(scoreTable(), drawnTable()));
    if (!expected.isEmpty()) {
      tables.add(BenchmarkReport.Expected.table(expected));
    }
    return tables;
  }

  private NamedTable scoreTable() {
    List<List<String>> rows = new ArrayList<>();
    List<String> head = new ArrayList<>(List.of("macro-F1", "mean", "95 %", "draws differ by"));
    questions.forEach(drawn -> head.add(drawn.question));
    rows.add(head);
    for (Score score : scores) {
      List<String> row =
          new ArrayList<>(
              List.of(
                  score.of,
                  Figures.decimal(score.mean),
                  Figures.interval(score.mean),
                  Figures.decimal(score.deviation)));
      score.questions.forEach(metric -> row.add(Figures.decimal(metric)));
      rows.add(row);
    }
    return new NamedTable(
        String.format(
            Locale.ROOT,
            "A new question with %,d labelled paragraphs, scored on part %s: mean of %d questions, %d draws each (95 %%, articles resampled; standard deviation over draws)",
            paragraphs,
            part,
            questions.size(),
            draws),
        rows);
  }

  private NamedTable drawnTable() {
    List<List<String>> rows = new ArrayList<>();
    List<String> stances =
        questions.stream()
            .flatMap(drawn -> new TreeMap<>(drawn.paragraphs).keySet().stream())
            .distinct()
            .toList();
    List<String> head = new ArrayList<>(List.of("labelled for"));
    head.addAll(stances);
    head.add("articles at least");
    rows.add(head);
    for (Drawn drawn : questions) {
      List<String> row = new ArrayList<>(List.of(drawn.question));
      stances.forEach(stance -> row.add(Figures.whole(drawn.paragraphs.getOrDefault(stance, 0L))));
      row.add(Figures.whole(drawn.fewestArticles));
      rows.add(row);
    }
    return new NamedTable("Labelled paragraphs of a draw", rows);
  }
}
