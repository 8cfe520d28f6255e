package io.endoxa.classify.neural;

import io.endoxa.classify.Tensor;
import io.endoxa.codebook.Stance;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.graph.MergeVertex;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.preprocessor.FeedForwardToRnnPreProcessor;
import org.deeplearning4j.nn.conf.preprocessor.RnnToFeedForwardPreProcessor;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.weights.WeightInit;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.lossfunctions.impl.LossMCXENT;
import org.nd4j.linalg.schedule.PolySchedule;
import org.nd4j.linalg.schedule.ScheduleType;

/**
 * The network of {@link io.endoxa.classify.NeuralStanceHead} as a Deeplearning4j graph, and back
 * into tensors.
 *
 * <p>Sentences are pooled by gates and not by self-attention: SelfAttentionLayer runs through
 * SameDiff, whose cost per batch is higher than that of everything else together.
 */
final class StanceNetwork {
  private static final int HIDDEN = 64;
  private static final int JOINT = 64;
  private static final List<String> LAYERS =
      List.of("paragraph", "sentence", "relevance", "joint", "stance");

  private StanceNetwork() {}

  /**
   * An untrained network with weights drawn by the seed.
   *
   * @param steps how many steps the optimiser will take, for the fall of the learning rate
   */
  static ComputationGraph create(
      NeuralSettings settings, int vectorDimension, int questions, int steps) {
    ComputationGraph graph =
        new ComputationGraph(configuration(settings, vectorDimension, questions, steps));
    graph.init();
    return graph;
  }

  private static ComputationGraphConfiguration configuration(
      NeuralSettings settings, int vectorDimension, int questions, int steps) {
    int inputs = vectorDimension + 1;
    PolySchedule rate = new PolySchedule(ScheduleType.ITERATION, settings.learningRate(), 1, steps);
    DenseLayer.Builder joint = dense(3 * HIDDEN, JOINT, Activation.RELU);
    if (settings.dropout() > 0) {
      joint.dropOut(1 - settings.dropout());
    }
    // With weights of 1 per stance, the gradient of labels that do not sum to 1 is right.
    LossMCXENT loss = new LossMCXENT(Nd4j.ones(1, Stance.COUNT));
    DenseLayer.Builder gate =
        // A gate that starts near 1 lets every question begin with the same network.
        dense(questions, 3 * HIDDEN, Activation.IDENTITY).biasInit(1);
    // Preprocessors and input sizes are given, not inferred from input types: inference takes a
    // pooled sequence for a sequence.
    return new NeuralNetConfiguration.Builder()
        .seed(settings.seed())
        .weightInit(WeightInit.XAVIER)
        .updater(Adam.builder().learningRateSchedule(rate).build())
        .weightDecay(settings.weightDecay())
        .graphBuilder()
        .addInputs("paragraphInput", "sentenceInput", "questionInput")
        .addLayer("paragraph", dense(inputs, HIDDEN, Activation.TANH).build(), "paragraphInput")
        .addLayer(
            "sentence",
            dense(inputs, HIDDEN, Activation.TANH).build(),
            new RnnToFeedForwardPreProcessor(),
            "sentenceInput")
        .addLayer("relevance", dense(HIDDEN, HIDDEN, Activation.SIGMOID).build(), "sentence")
        .addVertex("gated", product(), "sentence", "relevance")
        .addLayer("mean", pooling(PoolingType.AVG), new FeedForwardToRnnPreProcessor(), "gated")
        .addLayer("max", pooling(PoolingType.MAX), new FeedForwardToRnnPreProcessor(), "gated")
        .addVertex("pooled", new MergeVertex(), "paragraph", "mean", "max")
        .addLayer("gate", gate.build(), "questionInput")
        .addVertex("asked", product(), "pooled", "gate")
        .addLayer("joint", joint.build(), "asked")
        .addLayer(
            "stance",
            new OutputLayer.Builder(loss)
                .nIn(JOINT)
                .nOut(Stance.COUNT)
                .activation(Activation.SOFTMAX)
                .build(),
            "joint")
        .setOutputs("stance")
        .build();
  }

  private static DenseLayer.Builder dense(int inputs, int outputs, Activation activation) {
    return new DenseLayer.Builder().nIn(inputs).nOut(outputs).activation(activation);
  }

  private static GlobalPoolingLayer pooling(PoolingType type) {
    return new GlobalPoolingLayer.Builder(type).build();
  }

  private static ElementWiseVertex product() {
    return new ElementWiseVertex(ElementWiseVertex.Op.Product);
  }

  /** What {@link io.endoxa.classify.NeuralStanceHead#read} reads. */
  static Map<String, Tensor> tensors(ComputationGraph graph, float[][] questionVectors) {
    Map<String, Tensor> tensors = new TreeMap<>();
    for (String layer : LAYERS) {
      tensors.put(layer + ".weight", Tensor.of(weights(graph, layer)));
      tensors.put(layer + ".bias", biases(graph, layer));
    }
    tensors.put("questions", Tensor.of(questionVectors));
    tensors.put("gate", Tensor.of(gates(graph)));
    return tensors;
  }

  /** {@code [out][in]}; Deeplearning4j keeps {@code [in][out]}. */
  private static float[][] weights(ComputationGraph graph, String layer) {
    return graph.getParam(layer + "_W").transpose().toFloatMatrix();
  }

  private static Tensor biases(ComputationGraph graph, String layer) {
    float[] values = graph.getParam(layer + "_b").toFloatVector();
    return new Tensor(values, values.length);
  }

  /** What the gate layer gives for each question: its input is one-hot, so it is a table. */
  private static float[][] gates(ComputationGraph graph) {
    INDArray table = graph.getParam("gate_W").addRowVector(graph.getParam("gate_b"));
    return table.toFloatMatrix();
  }
}
