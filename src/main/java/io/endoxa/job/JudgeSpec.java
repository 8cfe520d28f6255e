package io.endoxa.job;

import io.endoxa.classify.neural.bert.JudgeSettings;
import io.endoxa.yaml.YamlMap;

/**
 * How a job trains a judge.
 *
 * @param epochs how often it sees a training set
 * @param maxTokens of a pair; a longer paragraph keeps the sentences nearest to the question
 */
record JudgeSpec(
    int epochs, int maxTokens, int batchSize, double learningRate, int frozenLayers, int threads) {

  static JudgeSpec read(YamlMap map) {
    return new JudgeSpec(
        map.integer(JobKey.JUDGE_EPOCHS.word(), 1, 100),
        map.integer(JobKey.JUDGE_MAX_TOKENS.word(), 16, 512),
        map.integer(JobKey.JUDGE_BATCH_SIZE.word(), 1, 1024),
        map.number(JobKey.JUDGE_LEARNING_RATE.word(), 1e-7, 1e-2),
        map.integer(JobKey.JUDGE_FROZEN_LAYERS.word(), 0, 64),
        map.integer(JobKey.JUDGE_THREADS.word(), 1, 256));
  }

  JudgeSettings settings(long seed) {
    return JudgeSettings.standard(seed, batchSize, learningRate, frozenLayers, threads);
  }
}
