package io.endoxa.job;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What a job does. */
public enum JobKind {
  PIPELINE("runs the kinds that 'steps' lists, one after the other, as one run"),
  TRAIN("trains a model on a labelled dataset and reports its cross-validated quality"),
  LABEL("labels articles with a model"),
  EVALUATE("scores a model against a labelled dataset"),
  CHECK_DATASET("holds a labelled dataset to what its checks.yaml promises"),
  LEARNING_CURVE("trains on growing shares of a dataset and scores its development part"),
  TRAIN_JUDGE_BASE("trains a judge of any question on public stance data"),
  BENCHMARK("scores baselines and a judge on a public data set of stances"),
  BENCHMARK_INGEST("measures how well articles are read and cut"),
  NEW_QUESTION("measures how well a question with a few labelled paragraphs is answered"),
  CHECK_BEHAVIOUR("checks how a model answers when labelled paragraphs are changed"),
  DESCRIBE_MODEL("gives a model a card and a profile of its training corpus, without training it");

  private final String purpose;

  JobKind(String purpose) {
    this.purpose = purpose;
  }

  /** The word in job files. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** One line for people. */
  public String purpose() {
    return purpose;
  }

  /** Whether the step leaves a model in its run. */
  boolean leavesModel() {
    return this == TRAIN || this == TRAIN_JUDGE_BASE;
  }

  /** Whether a run with these keys had a step that leaves a model in it. */
  static boolean leftModel(Map<String, String> spec) {
    String kind = spec.getOrDefault(JobKey.KIND.word(), "");
    List<String> steps =
        kind.equals(PIPELINE.word())
            ? List.of(spec.getOrDefault(JobKey.STEPS.word(), "").split(", ", -1))
            : List.of(kind);
    return Arrays.stream(values())
        .filter(JobKind::leavesModel)
        .map(JobKind::word)
        .anyMatch(steps::contains);
  }

  static List<String> words() {
    return Arrays.stream(values()).map(JobKind::word).toList();
  }

  static JobKind ofWord(String word) {
    return valueOf(word.toUpperCase(Locale.ROOT).replace('-', '_'));
  }
}
