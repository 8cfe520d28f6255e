package io.endoxa.classify.neural;

import io.endoxa.classify.Idf;
import io.endoxa.classify.NeuralStanceHead;
import io.endoxa.codebook.Stance;
import java.util.ArrayList;
import java.util.List;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.weights.WeightInit;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.lossfunctions.impl.LossMCXENT;

/**
 * The network of {@link NeuralStanceHead} as a Deeplearning4j graph, and back into a head. All
 * questions share the hidden layer, so that a paragraph goes through it once and not once per
 * question.
 */
final class StanceNetwork {
  private static final int HIDDEN = 64;

  private StanceNetwork() {}

  /**
   * An untrained network with weights drawn by the seed.
   *
   * @param inputs how many features a paragraph has
   * @param steps how many steps the optimiser will take, for the fall of the learning rate
   */
  static ComputationGraph create(NeuralSettings settings, int inputs, int questions, int steps) {
    ComputationGraph graph =
        new ComputationGraph(configuration(settings, inputs, questions, steps));
    graph.init();
    return graph;
  }

  private static ComputationGraphConfiguration configuration(
      NeuralSettings settings, int inputs, int questions, int steps) {
    LinearDecay rate = new LinearDecay(settings.learningRate(), steps);
    DropoutLayer.Builder dropout = new DropoutLayer.Builder();
    if (settings.dropout() > 0) {
      dropout.dropOut(1 - settings.dropout());
    }
    ComputationGraphConfiguration.GraphBuilder graph =
        new NeuralNetConfiguration.Builder()
            .seed(settings.seed())
            .weightInit(WeightInit.XAVIER)
            .updater(Adam.builder().learningRateSchedule(rate).build())
            .weightDecay(settings.weightDecay())
            .graphBuilder()
            .addInputs("paragraph")
            .addLayer(
                "hidden",
                new DenseLayer.Builder()
                    .nIn(inputs)
                    .nOut(HIDDEN)
                    .activation(Activation.RELU)
                    .build(),
                "paragraph")
            .addLayer("dropout", dropout.build(), "hidden");
    String[] outputs = new String[questions];
    for (int question = 0; question < questions; question++) {
      outputs[question] = output(question);
      // With weights of 1 per stance, the gradient of labels that do not sum to 1 is right.
      LossMCXENT loss = new LossMCXENT(Nd4j.ones(1, Stance.COUNT));
      graph.addLayer(
          outputs[question],
          new OutputLayer.Builder(loss)
              .nIn(HIDDEN)
              .nOut(Stance.COUNT)
              .activation(Activation.SOFTMAX)
              .build(),
          "dropout");
    }
    return graph.setOutputs(outputs).build();
  }

  private static String output(int question) {
    return "question" + question;
  }

  /** The network as a head. */
  static NeuralStanceHead head(ComputationGraph graph, Idf idf, int questions) {
    float[][] hidden = weights(graph, "hidden");
    for (float[] unit : hidden) {
      NetworkInput.unscale(unit, unit.length - idf.size());
    }
    List<float[]> stances = new ArrayList<>();
    float[] biases = new float[questions * Stance.COUNT];
    for (int question = 0; question < questions; question++) {
      stances.addAll(List.of(weights(graph, output(question))));
      float[] ofQuestion = biases(graph, output(question));
      System.arraycopy(ofQuestion, 0, biases, question * Stance.COUNT, Stance.COUNT);
    }
    return NeuralStanceHead.of(
        idf, hidden, biases(graph, "hidden"), stances.toArray(float[][]::new), biases);
  }

  /** {@code [out][in]}; Deeplearning4j keeps {@code [in][out]}. */
  private static float[][] weights(ComputationGraph graph, String layer) {
    return graph.getParam(layer + "_W").transpose().toFloatMatrix();
  }

  private static float[] biases(ComputationGraph graph, String layer) {
    return graph.getParam(layer + "_b").toFloatVector();
  }
}
