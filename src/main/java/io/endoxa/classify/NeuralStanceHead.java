package io.endoxa.classify;

import io.endoxa.codebook.Stance;
import java.util.Arrays;
import java.util.Map;

/**
 * Scores with the network that {@code classify.neural} trains, in plain Java. Immutable.
 *
 * <p>With p the paragraph's vector, s the vector of each sentence, q that of the question, and
 * {@code [x; y]} for one after the other:
 *
 * <pre>
 *   paragraph  a = tanh(Wp [p; p·q] + bp)
 *   sentences  h = tanh(Ws [s; s·q] + bs),  g = h ⊙ sigmoid(Wr h + br)
 *   joint      j = [a; mean g; max g] ⊙ gate of the question
 *   logits     Wo relu(Wj j + bj) + bo
 * </pre>
 *
 * <p>The sigmoid lets a sentence speak or stay silent, as in gated attention pooling (Ilse et al.
 * 2018, equation 9, without its softmax); the gate ties all questions to one network, as in
 * low-rank bilinear pooling (Kim et al. 2017). A paragraph without sentences is its own sentence.
 */
public final class NeuralStanceHead implements StanceHead {
  /** The id of every neural stance head. */
  public static final String ID = "neural";

  private final Map<String, Tensor> tensors;
  private final DenseLayer paragraph;
  private final DenseLayer sentence;
  private final DenseLayer relevance;
  private final DenseLayer joint;
  private final DenseLayer stance;
  private final float[][] questions;
  private final float[][] gates;

  private NeuralStanceHead(String file, Map<String, Tensor> tensors, int questionCount) {
    Tensor vectors = Tensors.expect(file, tensors, "questions", questionCount, Tensors.ANY);
    int inputs = vectors.shape()[1] + 1;
    this.tensors = Map.copyOf(tensors);
    this.paragraph = layer(file, "paragraph", Tensors.ANY, inputs);
    int hidden = paragraph.outputs();
    this.sentence = layer(file, "sentence", hidden, inputs);
    this.relevance = layer(file, "relevance", hidden, hidden);
    this.joint = layer(file, "joint", Tensors.ANY, 3 * hidden);
    this.stance = layer(file, "stance", Stance.COUNT, joint.outputs());
    Tensor gate = Tensors.expect(file, tensors, "gate", questionCount, 3 * hidden);
    this.questions = rows(vectors);
    this.gates = rows(gate);
  }

  /**
   * Reads a trained network; throws {@link io.endoxa.error.UserException} naming file and tensor.
   */
  public static NeuralStanceHead read(String file, Map<String, Tensor> tensors, int questions) {
    return new NeuralStanceHead(file, tensors, questions);
  }

  private DenseLayer layer(String file, String name, int outputs, int inputs) {
    Tensor weights = Tensors.expect(file, tensors, name + ".weight", outputs, inputs);
    int rows = weights.shape()[0];
    return new DenseLayer(weights, Tensors.expect(file, tensors, name + ".bias", rows));
  }

  private static float[][] rows(Tensor matrix) {
    float[][] rows = new float[matrix.shape()[0]][];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = matrix.row(i);
    }
    return rows;
  }

  /** What {@link #read} reads. */
  public Map<String, Tensor> tensors() {
    return tensors;
  }

  /** The length of the vectors that this head scores. */
  public int vectorDimension() {
    return questions[0].length;
  }

  @Override
  public String id() {
    return ID;
  }

  @Override
  public float[] logits(ParagraphFeatures features, int question) {
    return logits(features.steps(), question);
  }

  /** As {@link #logits(ParagraphFeatures, int)}, for the steps of a paragraph. */
  float[] logits(float[][] steps, int question) {
    float[] q = questions[question];
    int hidden = paragraph.outputs();
    float[] joined = new float[3 * hidden];
    System.arraycopy(tanh(paragraph.apply(beside(steps[0], q))), 0, joined, 0, hidden);
    pool(steps, q, joined);
    for (int i = 0; i < joined.length; i++) {
      joined[i] *= gates[question][i];
    }
    float[] last = joint.apply(joined);
    for (int i = 0; i < last.length; i++) {
      last[i] = Math.max(0, last[i]);
    }
    return stance.apply(last);
  }

  /** Puts mean and maximum of the gated sentences behind the paragraph in {@code joined}. */
  private void pool(float[][] steps, float[] q, float[] joined) {
    int hidden = sentence.outputs();
    int first = firstSentence(steps);
    int count = steps.length - first;
    for (int step = first; step < steps.length; step++) {
      float[] h = tanh(sentence.apply(beside(steps[step], q)));
      float[] r = relevance.apply(h);
      for (int i = 0; i < hidden; i++) {
        float gated = (float) (h[i] / (1 + Math.exp(-r[i])));
        float highest = joined[2 * hidden + i];
        joined[hidden + i] += gated / count;
        joined[2 * hidden + i] = step == first ? gated : Math.max(highest, gated);
      }
    }
  }

  /** Where the sentences begin: behind the paragraph, unless it stands alone. */
  public static int firstSentence(float[][] steps) {
    return steps.length == 1 ? 0 : 1;
  }

  private static float[] beside(float[] vector, float[] question) {
    float[] input = Arrays.copyOf(vector, vector.length + 1);
    input[vector.length] = similarity(vector, question);
    return input;
  }

  /** The product of two vectors of one length: their cosine, since encoders give length 1. */
  public static float similarity(float[] vector, float[] question) {
    if (vector.length != question.length) {
      throw new IllegalArgumentException(
          "vector of length %d, question vector of length %d"
              .formatted(vector.length, question.length));
    }
    return (float) DenseLayer.dot(vector, 0, question);
  }

  private static float[] tanh(float[] values) {
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) Math.tanh(values[i]);
    }
    return values;
  }
}
