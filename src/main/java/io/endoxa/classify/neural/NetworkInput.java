package io.endoxa.classify.neural;

import io.endoxa.classify.Idf;
import io.endoxa.classify.SparseTerms;
import io.endoxa.codebook.Stance;
import java.util.List;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A batch as the network's arrays: features {@code [batch][vector dimension + terms]}, and for each
 * question labels {@code [batch][stance]}, which hold the example's weight at its stance.
 *
 * <p>The weights are not given as a label mask, because Deeplearning4j multiplies the logits by it
 * as well as the loss.
 *
 * @param labels one per question
 */
record NetworkInput(INDArray features, List<INDArray> labels) {
  /**
   * Vectors, weighted words and weighted pairs have length 1, of which a network that begins with
   * small weights learns slowly. Factors from 1 to 6 differ little on the shipped dataset.
   */
  private static final float VECTOR_SCALE = 2;

  private static final float TERM_SCALE = 3;

  static NetworkInput of(List<NeuralExample> batch, Idf idf) {
    int vector = batch.get(0).features().vector().length;
    int inputs = vector + idf.size();
    float[] features = new float[batch.size() * inputs];
    for (int i = 0; i < batch.size(); i++) {
      put(batch.get(i), idf, features, i * inputs);
    }
    return new NetworkInput(
        Nd4j.create(features, new int[] {batch.size(), inputs}, 'c'),
        IntStream.range(0, batch.get(0).questions()).mapToObj(q -> labels(batch, q)).toList());
  }

  private static void put(NeuralExample example, Idf idf, float[] target, int offset) {
    float[] vector = example.features().vector();
    for (int i = 0; i < vector.length; i++) {
      target[offset + i] = VECTOR_SCALE * vector[i];
    }
    SparseTerms weighed = idf.weigh(example.features().terms());
    for (int i = 0; i < weighed.size(); i++) {
      target[offset + vector.length + weighed.indices()[i]] = TERM_SCALE * weighed.values()[i];
    }
  }

  private static INDArray labels(List<NeuralExample> batch, int question) {
    float[] labels = new float[batch.size() * Stance.COUNT];
    for (int i = 0; i < batch.size(); i++) {
      NeuralExample example = batch.get(i);
      labels[i * Stance.COUNT + example.stance(question)] = example.weight(question);
    }
    return Nd4j.create(labels, new int[] {batch.size(), Stance.COUNT}, 'c');
  }

  /** Turns weights over scaled features into weights over features as they are, in place. */
  static void unscale(float[] weights, int vectorDimension) {
    for (int i = 0; i < weights.length; i++) {
      weights[i] *= i < vectorDimension ? VECTOR_SCALE : TERM_SCALE;
    }
  }

  INDArray[] featureArrays() {
    return new INDArray[] {features};
  }

  INDArray[] labelArrays() {
    return labels.toArray(INDArray[]::new);
  }
}
