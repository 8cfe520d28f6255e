package io.endoxa.classify.neural;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.endoxa.classify.Idf;
import io.endoxa.classify.NeuralStanceHead;
import io.endoxa.classify.ParagraphFeatures;
import io.endoxa.classify.SparseTerms;
import io.endoxa.classify.Tensor;
import io.endoxa.classify.Tensors;
import io.endoxa.error.UserException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;

class NeuralHeadTrainerTest {
  private static final int VECTOR = 4;
  private static final int TERMS = 20;
  private static final NeuralSettings QUICK = new NeuralSettings(3, 2, 32, 1e-2, 1e-2, 0.2);

  /**
   * Paragraphs of noise, with one of the words 0 to 3, which is the stance on question 0, and one
   * of the words 4 and 5. What question 1 has depends on both: words and vectors that say nothing
   * by themselves, so that no linear model could learn it.
   */
  private static List<NeuralExample> examples(long seed, int count) {
    Random random = new Random(seed);
    List<NeuralExample> examples = new ArrayList<>();
    for (int n = 0; n < count; n++) {
      float[] vector = new float[VECTOR];
      for (int i = 0; i < VECTOR; i++) {
        vector[i] = (float) random.nextGaussian() / 10;
      }
      int stance = random.nextInt(4);
      int other = random.nextInt(2);
      vector[0] = random.nextBoolean() ? 1 : -1;
      int[] stances = {stance, (vector[0] > 0) == (other == 0) ? 0 : 3};
      float[] weights = {0.5f + random.nextFloat(), 0.5f + random.nextFloat()};
      SparseTerms terms =
          new SparseTerms(
              new int[] {stance, 4 + other, 6 + random.nextInt(4), 10 + random.nextInt(9)},
              new float[] {1, 1, 1, 1});
      examples.add(new NeuralExample(new ParagraphFeatures(vector, terms), stances, weights));
    }
    return examples;
  }

  private static NeuralStanceHead train(
      List<NeuralExample> examples, NeuralSettings settings, ProgressListener listener) {
    return NeuralHeadTrainer.train(examples, TERMS, settings, listener);
  }

  @Test
  void plainJavaAgreesWithDeeplearning4j() {
    List<NeuralExample> training = examples(5, 200);
    Idf idf = NeuralHeadTrainer.idf(training, TERMS);
    ComputationGraph graph = NeuralHeadTrainer.fit(training, idf, QUICK, ProgressListener.SILENT);
    List<NeuralExample> batch = examples(6, 50);
    INDArray[] output = graph.output(false, NetworkInput.of(batch, idf).featureArrays());
    NeuralStanceHead head = StanceNetwork.head(graph, idf, 2);
    for (int question = 0; question < 2; question++) {
      float[][] probabilities = output[question].toFloatMatrix();
      for (int i = 0; i < batch.size(); i++) {
        float[] logits = head.logits(batch.get(i).features(), question);
        for (int s = 1; s < 4; s++) {
          // Softmax leaves the differences of logits as the logarithms of ratios.
          assertThat((double) logits[s] - logits[0])
              .isCloseTo(Math.log(probabilities[i][s] / probabilities[i][0]), within(1e-4));
        }
      }
      assertThat(probabilities[0]).isNotEqualTo(probabilities[1]);
    }
  }

  @Test
  void equalSeedsGiveEqualBitsAndOtherSeedsDoNot() {
    byte[] first = trained(QUICK);
    assertThat(trained(QUICK)).isEqualTo(first);
    assertThat(trained(new NeuralSettings(4, 2, 32, 1e-2, 1e-2, 0.2))).isNotEqualTo(first);
  }

  private static byte[] trained(NeuralSettings settings) {
    return Tensors.write(train(examples(5, 200), settings, ProgressListener.SILENT).tensors());
  }

  @Test
  void itLearnsWhatWordsSayAndWhatTheySayTogetherWithTheVector() {
    NeuralSettings settings = new NeuralSettings(3, 12, 64, 1e-2, 1e-2, 0.1);
    List<Double> losses = new ArrayList<>();
    NeuralStanceHead head =
        train(examples(5, 1_500), settings, (epoch, epochs, loss) -> losses.add(loss));
    List<NeuralExample> held = examples(6, 400);
    for (int question = 0; question < 2; question++) {
      int of = question;
      long right = held.stream().filter(e -> likeliest(head, e, of) == e.stance(of)).count();
      assertThat(right).as("question %d, of 400", question).isGreaterThan(380);
    }
    assertThat(losses).hasSize(12);
    assertThat(losses.get(0)).isBetween(1.0, 3.5);
    assertThat(losses.get(11)).isBetween(0.0, 0.5);
  }

  private static int likeliest(NeuralStanceHead head, NeuralExample example, int question) {
    float[] logits = head.logits(example.features(), question);
    int best = 0;
    for (int i = 1; i < logits.length; i++) {
      best = logits[i] > logits[best] ? i : best;
    }
    return best;
  }

  @Test
  void anExampleOfWeightThreePullsLikeThreeExamples() {
    NeuralExample plain = weighing(examples(7, 1).get(0), 1);
    NeuralExample other = weighing(examples(8, 1).get(0), 1);
    INDArray weighted = gradient(List.of(weighing(plain, 3), other));
    INDArray repeated = gradient(List.of(plain, plain, plain, other));
    assertThat(weighted.norm2Number().doubleValue()).isGreaterThan(0.1);
    assertThat(weighted.distance2(repeated)).isLessThan(1e-5);
  }

  private static NeuralExample weighing(NeuralExample example, float weight) {
    return new NeuralExample(
        example.features(),
        new int[] {example.stance(0), example.stance(1)},
        new float[] {weight, weight});
  }

  /** The sum of the gradients of examples, for a network before any training. */
  private static INDArray gradient(List<NeuralExample> batch) {
    float[] ones = new float[TERMS];
    ones[0] = 1;
    Idf idf = new Idf(ones);
    NeuralSettings plain = new NeuralSettings(3, 1, 8, 1e-2, 0, 0);
    ComputationGraph graph = StanceNetwork.create(plain, VECTOR + TERMS, 2, 1);
    NetworkInput input = NetworkInput.of(batch, idf);
    graph.setInputs(input.featureArrays());
    graph.setLabels(input.labelArrays());
    graph.computeGradientAndScore();
    return graph.gradient().gradient().dup();
  }

  @Test
  void theLearningRateFallsInALineToZero() {
    ComputationGraph graph =
        StanceNetwork.create(new NeuralSettings(3, 1, 8, 1e-2, 0, 0), VECTOR + TERMS, 2, 4);
    NetworkInput input = NetworkInput.of(examples(5, 8), new Idf(new float[TERMS]));
    List<Double> longestSteps = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      INDArray before = graph.params().dup();
      graph.fit(input.featureArrays(), input.labelArrays());
      longestSteps.add(graph.params().sub(before).amaxNumber().doubleValue());
    }
    // Adam's first step is as long as the rate, and later ones hardly longer if gradients stay.
    assertThat(longestSteps.get(0)).isCloseTo(1e-2, within(1e-5));
    assertThat(longestSteps.get(1)).isCloseTo(7.5e-3, within(3e-4));
    assertThat(longestSteps.get(2)).isCloseTo(5e-3, within(3e-4));
    assertThat(longestSteps.get(3)).isCloseTo(2.5e-3, within(3e-4));
    assertThat(new LinearDecay(1e-2, 4).valueAt(5, 0)).isZero();
  }

  @Test
  void aHeadSurvivesItsFile() {
    NeuralStanceHead head = train(examples(5, 50), QUICK, ProgressListener.SILENT);
    NeuralStanceHead read =
        NeuralStanceHead.read("x", Tensors.read("x", Tensors.write(head.tensors())), 2);
    ParagraphFeatures features = examples(6, 1).get(0).features();
    assertThat(read.logits(features, 1)).isEqualTo(head.logits(features, 1));
    assertThat(read.vectorDimension()).isEqualTo(VECTOR);
  }

  @Test
  void anUnfitTensorIsNamed() {
    Map<String, Tensor> tensors =
        new TreeMap<>(train(examples(5, 50), QUICK, ProgressListener.SILENT).tensors());
    assertThatThrownBy(() -> NeuralStanceHead.read("neural.safetensors", tensors, 3))
        .isInstanceOf(UserException.class)
        .hasMessageStartingWith(
            "neural.safetensors: tensor 'stance.weight' has shape [8, 64], expected [12, 64].");
    tensors.remove("hidden.bias");
    assertThatThrownBy(() -> NeuralStanceHead.read("neural.safetensors", tensors, 2))
        .isInstanceOf(UserException.class)
        .hasMessageStartingWith("neural.safetensors: tensor 'hidden.bias' is missing.");
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
    assertThatThrownBy(() -> train(List.of(), QUICK, ProgressListener.SILENT))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("no examples");
  }
}
