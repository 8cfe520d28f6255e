package io.endoxa.job;

import io.endoxa.classify.JudgeFiles;
import io.endoxa.classify.neural.bert.HeldOutPairs;
import io.endoxa.classify.neural.bert.JudgeExample;
import io.endoxa.codebook.Stance;
import io.endoxa.encode.EncoderSpec;
import io.endoxa.encode.PairTokenizer;
import io.endoxa.encode.SharedEncoders;
import io.endoxa.error.UserException;
import io.endoxa.evaluate.Metric;
import io.endoxa.report.QualityReport;
import io.endoxa.report.SearchReport;
import io.endoxa.spark.JudgePairs;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;

/** Trains the judge of a codebook on labelled paragraphs. */
final class CodebookJudgeTraining {
  private static final int SCORES_PER_EPOCH = 2;

  /** More paragraphs cost more minutes than they tell. */
  private static final int MOST_SCORED = 250;

  private CodebookJudgeTraining() {}

  /**
   * What was trained.
   *
   * @param files the judge as it will be served
   * @param tried all settings, if there were more than one
   */
  record Found(JudgeFiles files, List<SearchReport.Tried> tried) {}

  /**
   * Trains a judge with each of the settings that the job allows, and takes the best.
   *
   * @param train what it learns from
   * @param development of which some paragraphs choose the moment to stop, and the settings
   */
  static Found train(
      RunContext run,
      JudgeStart start,
      TrainingSet train,
      TrainingSet development,
      EncoderSpec encoder) {
    List<JudgeSpec> choices = choices(run.spec(), start);
    Pairs pairs = cut(run, start.settings(), mostEpochs(choices), train, development, encoder);
    List<Metric> scores = new ArrayList<>();
    JudgeTraining.Trained best = null;
    for (JudgeSpec settings : choices) {
      if (choices.size() > 1) {
        run.say(
            "judge %d of %d: %s".formatted(scores.size() + 1, choices.size(), settings.searched()));
      }
      JudgeTraining.Trained trained = train(run, start, settings, pairs, encoder);
      scores.add(score(trained));
      if (best == null || SearchReport.best(scores) == scores.size() - 1) {
        best = trained;
      }
    }
    int chosen = SearchReport.best(scores);
    List<SearchReport.Tried> tried =
        IntStream.range(0, choices.size() > 1 ? choices.size() : 0)
            .mapToObj(
                i ->
                    new SearchReport.Tried(
                        QualityReport.JUDGE,
                        choices.get(i).searched(),
                        scores.get(i),
                        List.of(),
                        i == chosen))
            .toList();
    JudgeFiles files =
        JudgeWeights.files(
            encoder,
            Objects.requireNonNull(best).weights(),
            encoder.precision(),
            start.settings().maxTokens());
    return new Found(files, tried);
  }

  private static List<JudgeSpec> choices(JobSpec spec, JudgeStart start) {
    SearchGrid grid = spec.search();
    return grid == null || grid.judges().isEmpty() ? List.of(start.settings()) : grid.judges();
  }

  private static Metric score(JudgeTraining.Trained trained) {
    return Double.isFinite(trained.score())
        ? Metric.of(trained.score())
        : Metric.none("no labels to score");
  }

  private static int mostEpochs(List<JudgeSpec> choices) {
    return choices.stream().mapToInt(JudgeSpec::epochs).max().orElseThrow();
  }

  /** What all settings learn from: fewer epochs are the first of more. */
  private record Pairs(List<List<JudgeExample>> epochs, HeldOutPairs heldOut) {}

  /** Settings that are searched differ in nothing that matters here but the number of epochs. */
  private static Pairs cut(
      RunContext run,
      JudgeSpec settings,
      int count,
      TrainingSet train,
      TrainingSet development,
      EncoderSpec encoder) {
    try (PairTokenizer tokenizer = PairTokenizer.open(encoder, settings.maxTokens())) {
      CodebookPairs pairs =
          new CodebookPairs(
              train.codebook(),
              new JudgePairs(tokenizer, SharedEncoders.of(encoder)),
              settings.paraphrased(),
              settings.negated());
      run.say("cutting the pairs of %d epochs into tokens".formatted(count));
      List<List<JudgeExample>> epochs = pairs.epochs(train, count, run.spec().seed());
      if (epochs.get(0).isEmpty()) {
        throw new UserException(
            "%s: a judge is asked for, and every labelled paragraph of part '%s' is unrelated to every question. Label some that take a stance, or remove 'judge'."
                .formatted(run.spec().datasetOrThrow(), run.spec().part().word()));
      }
      int steps = epochs.get(0).size() / settings.batchSize();
      int[] scored = spread(development.size());
      List<List<Stance>> truth =
          IntStream.range(0, train.codebook().questions().size())
              .mapToObj(question -> development.stances(scored, question))
              .toList();
      HeldOutPairs heldOut =
          new HeldOutPairs(
              pairs.asked(development, scored),
              logits -> ShiftedScore.of(logits, truth),
              Math.max(1, steps / SCORES_PER_EPOCH));
      return new Pairs(epochs, heldOut);
    }
  }

  private static JudgeTraining.Trained train(
      RunContext run, JudgeStart start, JudgeSpec settings, Pairs pairs, EncoderSpec encoder) {
    List<List<JudgeExample>> epochs = pairs.epochs().subList(0, settings.epochs());
    run.counts.merge(
        "pairs for training the judge", epochs.stream().mapToLong(List::size).sum(), Long::sum);
    return new JudgeTraining(
            run,
            settings.settings(run.spec().seed()),
            settings.maxTokens(),
            JudgeTraining.CHECKPOINT_EVERY)
        .train(start.weights(encoder), epochs, pairs.heldOut());
  }

  /** Some of so many rows, evenly spread. */
  private static int[] spread(int size) {
    int some = Math.min(size, MOST_SCORED);
    return IntStream.range(0, some).map(i -> (int) ((long) i * size / some)).toArray();
  }
}
