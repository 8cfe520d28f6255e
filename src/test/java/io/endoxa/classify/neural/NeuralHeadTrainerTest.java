package io.endoxa.classify.neural;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.endoxa.classify.NeuralStanceHead;
import io.endoxa.classify.ParagraphFeatures;
import io.endoxa.classify.SparseTerms;
import io.endoxa.classify.Tensor;
import io.endoxa.classify.Tensors;
import io.endoxa.error.UserException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;

class NeuralHeadTrainerTest {
  private static final int DIM = 24;
  private static final NeuralSettings QUICK = new NeuralSettings(3, 2, 32, 1e-2, 1e-2, 0.2);

  /** Directions of the questions, and of each stance towards each of them. */
  private static final float[][] QUESTIONS = vectors(new Random(1), 2);

  private static final float[][] STANCES = vectors(new Random(2), 8);

  private static float[][] vectors(Random random, int count) {
    float[][] vectors = new float[count][];
    for (int i = 0; i < count; i++) {
      vectors[i] = unit(random, 1);
    }
    return vectors;
  }

  /** A vector of length 1: noise around the sum of the others. */
  private static float[] unit(Random random, double noise, float[]... parts) {
    float[] vector = new float[DIM];
    double squares = 0;
    for (int i = 0; i < DIM; i++) {
      double sum = random.nextGaussian() * noise / Math.sqrt(DIM);
      for (float[] part : parts) {
        sum += part[i];
      }
      vector[i] = (float) sum;
      squares += sum * sum;
    }
    for (int i = 0; i < DIM; i++) {
      vector[i] /= (float) Math.sqrt(squares);
    }
    return vector;
  }

  /** Paragraphs of 1 to 16 steps with one telling sentence, or none and the stance unrelated. */
  private static List<NeuralExample> examples(long seed, int count) {
    Random random = new Random(seed);
    List<NeuralExample> examples = new ArrayList<>();
    for (int n = 0; n < count; n++) {
      float[][] steps = new float[1 + random.nextInt(16)][];
      for (int t = 0; t < steps.length; t++) {
        steps[t] = unit(random, 1);
      }
      int question = random.nextInt(2);
      int stance = random.nextInt(4);
      if (stance < 3) {
        steps[steps.length - 1] =
            unit(random, 0.3, QUESTIONS[question], STANCES[4 * question + stance]);
      }
      examples.add(new NeuralExample(steps, question, stance, 0.5f + random.nextFloat()));
    }
    return examples;
  }

  private static float[] logits(NeuralStanceHead head, NeuralExample example) {
    float[][] steps = example.steps();
    float[][] sentences = Arrays.copyOfRange(steps, 1, steps.length);
    return head.logits(
        new ParagraphFeatures(steps[0], sentences, SparseTerms.NONE), example.question());
  }

  private static float[][] probabilities(ComputationGraph graph, List<NeuralExample> batch) {
    NetworkInput input = NetworkInput.of(batch, QUESTIONS);
    // Without this, output() takes the batch size from the labels of the last training step.
    graph.setLabels(input.labelArrays());
    INDArray[] output = graph.output(false, input.features(), input.featureMasks(), null);
    return output[0].toFloatMatrix();
  }

  private static NeuralStanceHead head(ComputationGraph graph) {
    return NeuralStanceHead.read("x", StanceNetwork.tensors(graph, QUESTIONS), 2);
  }

  @Test
  void plainJavaAgreesWithDeeplearning4j() {
    ComputationGraph graph =
        NeuralHeadTrainer.fit(examples(5, 200), QUESTIONS, QUICK, ProgressListener.SILENT);
    List<NeuralExample> batch = examples(6, 50);
    float[][] probabilities = probabilities(graph, batch);
    NeuralStanceHead head = head(graph);
    for (int i = 0; i < batch.size(); i++) {
      float[] logits = logits(head, batch.get(i));
      for (int s = 1; s < 4; s++) {
        // Softmax leaves the differences of logits as the logarithms of ratios.
        assertThat((double) logits[s] - logits[0])
            .isCloseTo(Math.log(probabilities[i][s] / probabilities[i][0]), within(1e-4));
      }
    }
    assertThat(probabilities[0]).isNotEqualTo(probabilities[1]);
  }

  @Test
  void paddingDoesNotChangeTheResult() {
    ComputationGraph graph =
        NeuralHeadTrainer.fit(examples(5, 200), QUESTIONS, QUICK, ProgressListener.SILENT);
    List<NeuralExample> batch = examples(6, 50);
    float[][] together = probabilities(graph, batch);
    for (int i = 0; i < batch.size(); i++) {
      float[] alone = probabilities(graph, List.of(batch.get(i)))[0];
      assertThat(alone).containsExactly(together[i], within(1e-6f));
    }
  }

  @Test
  void equalSeedsGiveEqualBitsAndOtherSeedsDoNot() {
    byte[] first = trained(QUICK);
    assertThat(trained(QUICK)).isEqualTo(first);
    assertThat(trained(new NeuralSettings(4, 2, 32, 1e-2, 1e-2, 0.2))).isNotEqualTo(first);
  }

  private static byte[] trained(NeuralSettings settings) {
    return Tensors.write(
        NeuralHeadTrainer.train(examples(5, 200), QUESTIONS, settings, ProgressListener.SILENT)
            .tensors());
  }

  @Test
  void itLearnsWhichSentenceTellsTheStance() {
    NeuralSettings settings = new NeuralSettings(3, 12, 64, 1e-2, 1e-2, 0.1);
    List<Double> losses = new ArrayList<>();
    NeuralStanceHead head =
        NeuralHeadTrainer.train(
            examples(5, 1_500), QUESTIONS, settings, (epoch, epochs, loss) -> losses.add(loss));
    List<NeuralExample> held = examples(6, 400);
    long right =
        held.stream().filter(example -> likeliest(head, example) == example.stance()).count();
    assertThat(right).as("of 400, where 100 are by chance").isGreaterThan(320);
    assertThat(losses).hasSize(12);
    assertThat(losses.get(0)).isBetween(0.9, 1.6);
    assertThat(losses.get(11)).isBetween(0.0, 0.6);
  }

  @Test
  void anExampleOfWeightThreePullsLikeThreeExamples() {
    float[][] one = examples(7, 1).get(0).steps();
    float[][] two = examples(8, 1).get(0).steps();
    NeuralExample plain = new NeuralExample(one, 0, 1, 1);
    NeuralExample other = new NeuralExample(two, 1, 2, 1);
    INDArray weighted = gradient(List.of(new NeuralExample(one, 0, 1, 3), other));
    INDArray repeated = gradient(List.of(plain, plain, plain, other));
    assertThat(weighted.norm2Number().doubleValue()).isGreaterThan(0.1);
    assertThat(weighted.distance2(repeated)).isLessThan(1e-5);
  }

  /** The sum of the gradients of examples, for a network before any training. */
  private static INDArray gradient(List<NeuralExample> batch) {
    NeuralSettings plain = new NeuralSettings(3, 1, 8, 1e-2, 0, 0);
    ComputationGraph graph = StanceNetwork.create(plain, DIM, 2, 1);
    NetworkInput input = NetworkInput.of(batch, QUESTIONS);
    graph.setInputs(input.features());
    graph.setLabels(input.labelArrays());
    graph.setLayerMaskArrays(input.featureMasks(), null);
    graph.computeGradientAndScore();
    return graph.gradient().gradient().dup();
  }

  private static int likeliest(NeuralStanceHead head, NeuralExample example) {
    float[] logits = logits(head, example);
    int best = 0;
    for (int i = 1; i < logits.length; i++) {
      best = logits[i] > logits[best] ? i : best;
    }
    return best;
  }

  @Test
  void aHeadSurvivesItsFile() {
    NeuralStanceHead head =
        NeuralHeadTrainer.train(examples(5, 50), QUESTIONS, QUICK, ProgressListener.SILENT);
    NeuralStanceHead read =
        NeuralStanceHead.read("x", Tensors.read("x", Tensors.write(head.tensors())), 2);
    NeuralExample example = examples(6, 1).get(0);
    assertThat(logits(read, example)).isEqualTo(logits(head, example));
  }

  @Test
  void anUnfitTensorIsNamed() {
    Map<String, Tensor> tensors =
        StanceNetwork.tensors(StanceNetwork.create(QUICK, DIM, 2, 1), QUESTIONS);
    assertThatThrownBy(() -> NeuralStanceHead.read("neural.safetensors", tensors, 3))
        .isInstanceOf(UserException.class)
        .hasMessageStartingWith(
            "neural.safetensors: tensor 'questions' has shape [2, 24], expected [3, any].");
    tensors.remove("joint.bias");
    assertThatThrownBy(() -> NeuralStanceHead.read("neural.safetensors", tensors, 2))
        .isInstanceOf(UserException.class)
        .hasMessageStartingWith("neural.safetensors: tensor 'joint.bias' is missing.");
  }

  @Test
  void everyEpochSeesEveryExampleOnceInAnotherOrder() {
    List<NeuralExample> examples = examples(5, 700);
    BatchPlan plan = new BatchPlan(examples, 32, 9);
    List<NeuralExample> first = plan.nextEpoch().stream().flatMap(List::stream).toList();
    List<List<NeuralExample>> second = plan.nextEpoch();
    assertThat(first).containsExactlyInAnyOrderElementsOf(examples);
    assertThat(second.stream().flatMap(List::stream).toList()).isNotEqualTo(first);
    assertThat(second).hasSize(plan.batchesPerEpoch());
  }

  @Test
  void noExamplesAreABug() {
    assertThatThrownBy(
            () -> NeuralHeadTrainer.train(List.of(), QUESTIONS, QUICK, ProgressListener.SILENT))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("no examples");
  }
}
