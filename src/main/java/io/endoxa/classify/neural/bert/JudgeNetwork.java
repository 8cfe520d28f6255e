package io.endoxa.classify.neural.bert;

import io.endoxa.classify.Tensor;
import io.endoxa.codebook.Stance;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The judge as a network: embeddings, the layers of a transformer, the mean over a pair's tokens,
 * and a dense head to a logit per stance. Knows where each parameter lies and holds none;
 * embeddings are the exception, as they are not trained.
 */
final class JudgeNetwork {
  static final String HEAD_WEIGHT = "head.weight";
  static final String HEAD_BIAS = "head.bias";

  private final TransformerShape shape;
  private final Embeddings embeddings;
  private final ParameterLayout layout = new ParameterLayout();
  private final List<TransformerLayer> layers = new ArrayList<>();
  private final int[] layerStarts;
  private final ParameterLayout.Slot headWeight;
  private final ParameterLayout.Slot headBias;

  /** The network whose weights these are. */
  JudgeNetwork(Map<String, Tensor> tensors) {
    this.shape = TransformerShape.of(tensors);
    this.embeddings = new Embeddings(tensors, shape.width());
    this.layerStarts = new int[shape.layers() + 1];
    for (int i = 0; i < shape.layers(); i++) {
      layerStarts[i] = layout.size();
      layers.add(new TransformerLayer(layout, TransformerShape.layer(i), shape));
    }
    layerStarts[shape.layers()] = layout.size();
    this.headWeight = layout.add(HEAD_WEIGHT, shape.width(), Stance.COUNT);
    this.headBias = layout.add(HEAD_BIAS, Stance.COUNT);
  }

  TransformerShape shape() {
    return shape;
  }

  ParameterLayout layout() {
    return layout;
  }

  Embeddings embeddings() {
    return embeddings;
  }

  TransformerLayer layer(int index) {
    return layers.get(index);
  }

  /** The offset of the first parameter of a layer; of the head for the number of layers. */
  int start(int layer) {
    return layerStarts[layer];
  }

  /** The logits of one pair, {@code [stance]}, from the mean of its final states. */
  float[] head(Floats parameters, float[] pooled) {
    float[] weight = parameters.copy(headWeight.offset(), headWeight.length());
    float[] logits = parameters.copy(headBias.offset(), Stance.COUNT);
    for (int j = 0; j < pooled.length; j++) {
      for (int stance = 0; stance < Stance.COUNT; stance++) {
        logits[stance] += pooled[j] * weight[j * Stance.COUNT + stance];
      }
    }
    return logits;
  }

  /** Adds to the gradients of the head; gives that by the mean state. */
  float[] headBackward(Floats parameters, Floats gradients, float[] pooled, float[] dLogits) {
    float[] weight = parameters.copy(headWeight.offset(), headWeight.length());
    float[] dWeight = gradients.copy(headWeight.offset(), headWeight.length());
    float[] dBias = gradients.copy(headBias.offset(), Stance.COUNT);
    float[] dPooled = new float[pooled.length];
    for (int stance = 0; stance < Stance.COUNT; stance++) {
      dBias[stance] += dLogits[stance];
      for (int j = 0; j < pooled.length; j++) {
        int at = j * Stance.COUNT + stance;
        dWeight[at] += pooled[j] * dLogits[stance];
        dPooled[j] += weight[at] * dLogits[stance];
      }
    }
    gradients.write(headWeight.offset(), dWeight, dWeight.length);
    gradients.write(headBias.offset(), dBias, dBias.length);
    return dPooled;
  }

  void setHead(Floats parameters, Tensor weight, Tensor bias) {
    parameters.write(headWeight.offset(), weight.data(), headWeight.length());
    parameters.write(headBias.offset(), bias.data(), headBias.length());
  }
}
