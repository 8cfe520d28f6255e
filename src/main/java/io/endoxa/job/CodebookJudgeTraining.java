package io.endoxa.job;

import io.endoxa.classify.JudgeFiles;
import io.endoxa.classify.Tensor;
import io.endoxa.classify.neural.bert.HeldOutPairs;
import io.endoxa.classify.neural.bert.JudgeExample;
import io.endoxa.codebook.Stance;
import io.endoxa.encode.EncoderSpec;
import io.endoxa.encode.PairTokenizer;
import io.endoxa.encode.SharedEncoders;
import io.endoxa.error.UserException;
import io.endoxa.spark.JudgePairs;
import java.util.List;
import java.util.SortedMap;
import java.util.stream.IntStream;

/** Trains the judge of a codebook on labelled paragraphs. */
final class CodebookJudgeTraining {
  private static final int SCORES_PER_EPOCH = 2;

  /** More paragraphs cost more minutes than they tell. */
  private static final int MOST_SCORED = 250;

  private CodebookJudgeTraining() {}

  /**
   * The judge as it will be served.
   *
   * @param train what it learns from
   * @param development of which some paragraphs choose the moment to stop
   */
  static JudgeFiles train(
      RunContext run,
      JudgeStart start,
      TrainingSet train,
      TrainingSet development,
      EncoderSpec encoder) {
    JudgeSpec settings = start.settings();
    List<List<JudgeExample>> epochs;
    HeldOutPairs heldOut;
    try (PairTokenizer tokenizer = PairTokenizer.open(encoder, settings.maxTokens())) {
      CodebookPairs pairs =
          new CodebookPairs(
              train.codebook(),
              new JudgePairs(tokenizer, SharedEncoders.of(encoder)),
              settings.paraphrased(),
              settings.negated());
      run.say("cutting the pairs of %d epochs into tokens".formatted(settings.epochs()));
      epochs = pairs.epochs(train, settings.epochs(), run.spec().seed());
      int steps = epochs.get(0).size() / settings.batchSize();
      int[] scored = spread(development.size());
      List<List<Stance>> truth =
          IntStream.range(0, train.codebook().questions().size())
              .mapToObj(question -> development.stances(scored, question))
              .toList();
      heldOut =
          new HeldOutPairs(
              pairs.asked(development, scored),
              logits -> ShiftedScore.of(logits, truth),
              Math.max(1, steps / SCORES_PER_EPOCH));
    }
    if (epochs.get(0).isEmpty()) {
      throw new UserException(
          "%s: a judge is asked for, and every labelled paragraph of part '%s' is unrelated to every question. Label some that take a stance, or remove 'judge'."
              .formatted(run.spec().datasetOrThrow(), run.spec().part().word()));
    }
    run.counts.put("pairs for training the judge", epochs.stream().mapToLong(List::size).sum());
    SortedMap<String, Tensor> weights =
        new JudgeTraining(
                run,
                settings.settings(run.spec().seed()),
                settings.maxTokens(),
                JudgeTraining.CHECKPOINT_EVERY)
            .train(start.weights(encoder), epochs, heldOut);
    return JudgeWeights.files(encoder, weights, encoder.precision(), settings.maxTokens());
  }

  /** Some of so many rows, evenly spread. */
  private static int[] spread(int size) {
    int some = Math.min(size, MOST_SCORED);
    return IntStream.range(0, some).map(i -> (int) ((long) i * size / some)).toArray();
  }
}
