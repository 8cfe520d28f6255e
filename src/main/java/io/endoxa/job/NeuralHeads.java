package io.endoxa.job;

import io.endoxa.classify.ParagraphFeatures;
import io.endoxa.spark.NeuralTraining;
import java.util.Arrays;
import java.util.List;

/** What neural heads are trained on. */
final class NeuralHeads {
  private NeuralHeads() {}

  /**
   * Some paragraphs of a set.
   *
   * @param rows the paragraphs
   * @param foldOf the fold of each of them
   * @param terms the dimension of the set's terms
   */
  static NeuralTraining.Examples examples(TrainingSet set, int[] rows, int[] foldOf, int terms) {
    int questions = set.codebook().questions().size();
    int[][] stances = new int[rows.length][questions];
    for (int i = 0; i < rows.length; i++) {
      for (int question = 0; question < questions; question++) {
        stances[i][question] = set.stance(rows[i], question).position();
      }
    }
    List<ParagraphFeatures> features = Arrays.stream(rows).mapToObj(set.features()::get).toList();
    return new NeuralTraining.Examples(features, stances, foldOf, terms);
  }
}
