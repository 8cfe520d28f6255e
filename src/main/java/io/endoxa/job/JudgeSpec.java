package io.endoxa.job;

import io.endoxa.classify.neural.bert.JudgeSettings;
import io.endoxa.error.UserException;
import io.endoxa.yaml.YamlMap;
import org.jspecify.annotations.Nullable;

/**
 * How a job trains a judge.
 *
 * @param start what the judge of a codebook starts from: {@value #ENCODER}, or where another judge
 *     lies; null where no codebook has one
 * @param epochs how often it sees a training set; 0 leaves the judge that it starts from as it is
 * @param maxTokens of a pair; a longer paragraph keeps the sentences nearest to the question
 * @param paraphrased share of a codebook's pairs that ask in a paraphrase
 * @param negated share of a codebook's pairs that ask for the opposite
 */
record JudgeSpec(
    @Nullable String start,
    int epochs,
    int maxTokens,
    int batchSize,
    double learningRate,
    int frozenLayers,
    int threads,
    double paraphrased,
    double negated) {
  /** The start that is no judge yet. */
  static final String ENCODER = "encoder";

  static final int MOST_EPOCHS = 100;
  static final int MOST_LAYERS = 64;
  static final double LEAST_LEARNING_RATE = 1e-7;
  static final double MOST_LEARNING_RATE = 1e-2;

  static JudgeSpec read(YamlMap map) {
    String start = map.stringOrNull(JobKey.JUDGE.word());
    boolean asItIs = start != null && !start.equals(ENCODER);
    double paraphrased = share(map, JobKey.JUDGE_PARAPHRASED);
    double negated = share(map, JobKey.JUDGE_NEGATED);
    if (paraphrased + negated > 1) {
      throw new UserException(
          "%s: judge-negated is %s and judge-paraphrased %s, expected shares that make at most 1."
              .formatted(map.placeOf(JobKey.JUDGE_NEGATED.word()), negated, paraphrased));
    }
    return new JudgeSpec(
        start,
        map.integer(JobKey.JUDGE_EPOCHS.word(), asItIs ? 0 : 1, MOST_EPOCHS),
        map.integer(JobKey.JUDGE_MAX_TOKENS.word(), 16, 512),
        map.integer(JobKey.JUDGE_BATCH_SIZE.word(), 1, 1024),
        map.number(JobKey.JUDGE_LEARNING_RATE.word(), LEAST_LEARNING_RATE, MOST_LEARNING_RATE),
        map.integer(JobKey.JUDGE_FROZEN_LAYERS.word(), 0, MOST_LAYERS),
        map.integer(JobKey.JUDGE_THREADS.word(), 1, 256),
        paraphrased,
        negated);
  }

  private static double share(YamlMap map, JobKey key) {
    return map.has(key.word()) ? map.number(key.word(), 0, 1) : 0;
  }

  JudgeSettings settings(long seed) {
    return JudgeSettings.standard(seed, batchSize, learningRate, frozenLayers, threads);
  }

  /** These settings with others in the place of some. */
  JudgeSpec with(int epochs, double learningRate, int frozenLayers) {
    return new JudgeSpec(
        start,
        epochs,
        maxTokens,
        batchSize,
        learningRate,
        frozenLayers,
        threads,
        paraphrased,
        negated);
  }

  /** Those of its settings that are searched, in the words of a job file. */
  String searched() {
    return "%s %d, %s %s, %s %d"
        .formatted(
            JobKey.JUDGE_EPOCHS.word(),
            epochs,
            JobKey.JUDGE_LEARNING_RATE.word(),
            learningRate,
            JobKey.JUDGE_FROZEN_LAYERS.word(),
            frozenLayers);
  }
}
