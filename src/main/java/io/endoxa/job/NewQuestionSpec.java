package io.endoxa.job;

import io.endoxa.annotate.DatasetPart;
import io.endoxa.error.UserException;
import io.endoxa.yaml.YamlMap;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.jspecify.annotations.Nullable;

/**
 * How a new question is tried.
 *
 * @param paragraphs how many are labelled for it
 * @param draws how often such paragraphs are drawn for each question
 * @param judge where a judge lies, which is taken as it is; null for none
 * @param note printed with the results
 */
record NewQuestionSpec(
    int paragraphs,
    int draws,
    @Nullable String judge,
    @Nullable String note,
    List<ExpectedFigure> expected) {
  private static final int FEWEST_PARAGRAPHS = 8;
  private static final int MOST_PARAGRAPHS = 10_000;
  private static final int MOST_DRAWS = 100;

  /** In the train part, what is not drawn: for choosing settings. */
  private static final List<DatasetPart> SCORED =
      List.of(DatasetPart.DEVELOPMENT, DatasetPart.TEST, DatasetPart.TRAIN);

  NewQuestionSpec {
    expected = List.copyOf(expected);
  }

  static NewQuestionSpec read(Path file, YamlMap map) {
    DatasetPart part = DatasetPart.ofWord(map.oneOf(JobKey.PART.word(), DatasetPart.words()));
    List<String> scored = SCORED.stream().map(DatasetPart::word).toList();
    if (!SCORED.contains(part)) {
      throw new UserException(
          "%s: part is '%s', expected the one to score, of %s: the labelled paragraphs are drawn from part '%s'. Set part=%s."
              .formatted(
                  file,
                  part.word(),
                  String.join(", ", scored),
                  DatasetPart.TRAIN.word(),
                  DatasetPart.DEVELOPMENT.word()));
    }
    return new NewQuestionSpec(
        map.integer(JobKey.PARAGRAPHS.word(), FEWEST_PARAGRAPHS, MOST_PARAGRAPHS),
        map.integer(JobKey.DRAWS.word(), 1, MOST_DRAWS),
        map.stringOrNull(JobKey.JUDGE.word()),
        map.stringOrNull(JobKey.NOTE.word()),
        map.has(JobKey.EXPECTED.word())
            ? ExpectedFigure.readAll(
                map.maps(JobKey.EXPECTED.word()),
                NewQuestionTrial.PREDICTORS,
                scored,
                List.of(ExpectedFigure.MACRO_F1))
            : List.of());
  }

  /**
   * The judge, if there is one, checked and not yet loaded.
   *
   * @throws UserException if it has been trained for a codebook, whose paragraphs it then knows
   */
  Optional<SavedJudge> savedJudge(Configuration hadoop) {
    if (judge == null) {
      return Optional.empty();
    }
    String otherwise = "leave '%s' out to score heads alone".formatted(JobKey.JUDGE.word());
    SavedJudge saved = SavedJudge.of(hadoop, JobKey.JUDGE, judge, otherwise);
    String codebook = saved.manifest().codebook();
    if (!codebook.equals(TrainJudgeBaseStep.ANY_QUESTION)) {
      throw new UserException(
          "%s '%s': belongs to a model of codebook %s, so it may know questions and paragraphs that are to be new. Give a run of kind %s or its model directory, or %s."
              .formatted(
                  JobKey.JUDGE.word(),
                  judge,
                  codebook,
                  JobKind.TRAIN_JUDGE_BASE.word(),
                  otherwise));
    }
    return Optional.of(saved);
  }
}
