package io.endoxa.job;

import io.endoxa.codebook.Codebook;
import io.endoxa.codebook.Question;
import io.endoxa.encode.EncoderSpec;
import io.endoxa.encode.SentenceEncoder;
import io.endoxa.encode.SharedEncoders;
import io.endoxa.spark.NeuralTraining;
import java.util.Arrays;

/** What neural heads are trained on. */
final class NeuralHeads {
  private NeuralHeads() {}

  /** The proposition's vector stands for its question, {@code [question][dim]}. */
  static float[][] questionVectors(Codebook codebook, EncoderSpec encoderSpec) {
    SentenceEncoder encoder = SharedEncoders.of(encoderSpec);
    return codebook.questions().stream()
        .map(Question::proposition)
        .map(proposition -> encoder.encode(proposition, new int[] {0}).vector())
        .toArray(float[][]::new);
  }

  /**
   * Some paragraphs of a set.
   *
   * @param rows the paragraphs
   * @param foldOf the fold of each of them
   */
  static NeuralTraining.Examples examples(
      TrainingSet set, int[] rows, int[] foldOf, float[][] questionVectors) {
    int questions = questionVectors.length;
    int[][] stances = new int[rows.length][questions];
    for (int i = 0; i < rows.length; i++) {
      for (int question = 0; question < questions; question++) {
        stances[i][question] = set.stance(rows[i], question).position();
      }
    }
    float[][][] steps =
        Arrays.stream(rows)
            .mapToObj(row -> set.features().get(row).steps())
            .toArray(float[][][]::new);
    return new NeuralTraining.Examples(steps, stances, foldOf, questionVectors);
  }
}
