package io.endoxa.classify;

import io.endoxa.codebook.Stance;

/** Weights that make every stance of a question count alike in training. */
public final class ClassWeights {
  private ClassWeights() {}

  /**
   * A weight per example: the question's examples, divided by its examples of that stance and by
   * the number of stances it has. The weights of one question average 1.
   *
   * @param questions the question of each example, from 0
   * @param stances the stance of each example, as a position of {@link Stance}
   */
  public static float[] balanced(int[] questions, int[] stances, int questionCount) {
    int[][] counts = new int[questionCount][Stance.COUNT];
    for (int i = 0; i < questions.length; i++) {
      counts[questions[i]][stances[i]]++;
    }
    float[] weights = new float[questions.length];
    for (int i = 0; i < weights.length; i++) {
      int total = 0;
      int present = 0;
      for (int count : counts[questions[i]]) {
        total += count;
        present += count > 0 ? 1 : 0;
      }
      weights[i] = (float) total / (present * counts[questions[i]][stances[i]]);
    }
    return weights;
  }
}
