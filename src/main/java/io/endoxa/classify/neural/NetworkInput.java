package io.endoxa.classify.neural;

import io.endoxa.classify.NeuralStanceHead;
import io.endoxa.codebook.Stance;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A batch as the network's arrays: paragraph {@code [batch][dim + 1]}, sentences {@code [batch][dim
 * + 1][step]} with a mask {@code [batch][step]}, question as one-hot {@code [batch][question]},
 * labels {@code [batch][stance]}, which hold the example's weight at its stance.
 *
 * <p>The weights are not given as a label mask, because Deeplearning4j multiplies the logits by it
 * as well as the loss.
 */
record NetworkInput(
    INDArray paragraph,
    INDArray sentences,
    INDArray sentenceMask,
    INDArray question,
    INDArray labels) {

  static NetworkInput of(List<NeuralExample> batch, float[][] questionVectors) {
    int size = batch.size();
    int inputs = questionVectors[0].length + 1;
    // Deeplearning4j refuses the mask of a single step of a single example.
    int longest =
        Math.max(2, batch.stream().mapToInt(NetworkInput::sentenceCount).max().orElseThrow());
    float[] paragraph = new float[size * inputs];
    float[] sentences = new float[size * inputs * longest];
    float[] mask = new float[size * longest];
    float[] question = new float[size * questionVectors.length];
    float[] labels = new float[size * Stance.COUNT];
    for (int i = 0; i < size; i++) {
      NeuralExample example = batch.get(i);
      float[][] steps = example.steps();
      float[] q = questionVectors[example.question()];
      put(steps[0], q, paragraph, i, size);
      int first = NeuralStanceHead.firstSentence(steps);
      for (int t = 0; t < sentenceCount(example); t++) {
        put(steps[first + t], q, sentences, i + size * inputs * t, size);
        mask[i * longest + t] = 1;
      }
      question[i * questionVectors.length + example.question()] = 1;
      labels[i * Stance.COUNT + example.stance()] = example.weight();
    }
    return new NetworkInput(
        Nd4j.create(paragraph, new int[] {size, inputs}, 'f'),
        Nd4j.create(sentences, new int[] {size, inputs, longest}, 'f'),
        Nd4j.create(mask, new int[] {size, longest}, 'c'),
        Nd4j.create(question, new int[] {size, questionVectors.length}, 'c'),
        Nd4j.create(labels, new int[] {size, Stance.COUNT}, 'c'));
  }

  private static int sentenceCount(NeuralExample example) {
    return example.steps().length - NeuralStanceHead.firstSentence(example.steps());
  }

  /** Column-major, because Deeplearning4j copies row-major sequences before it uses them. */
  private static void put(float[] vector, float[] q, float[] target, int offset, int stride) {
    for (int i = 0; i < vector.length; i++) {
      target[offset + i * stride] = vector[i];
    }
    target[offset + vector.length * stride] = NeuralStanceHead.similarity(vector, q);
  }

  INDArray[] features() {
    return new INDArray[] {paragraph, sentences, question};
  }

  @Nullable INDArray[] featureMasks() {
    return new @Nullable INDArray[] {null, sentenceMask, null};
  }

  INDArray[] labelArrays() {
    return new INDArray[] {labels};
  }
}
