package io.endoxa.job;

import io.endoxa.classify.JudgeFiles;
import io.endoxa.classify.Tensor;
import io.endoxa.classify.neural.bert.JudgeTrainer;
import io.endoxa.classify.neural.bert.OnnxWeights;
import io.endoxa.encode.EncoderSpec;
import io.endoxa.encode.Precision;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Weights on their way from an encoder or a judge into training, and out again as files. */
final class JudgeWeights {
  private JudgeWeights() {}

  /** The weights of an encoder, in full precision, without a head. */
  static SortedMap<String, Tensor> ofEncoder(EncoderSpec encoder) {
    return OnnxWeights.read(of(encoder, Precision.FLOAT).modelContent());
  }

  /** The weights of a trained judge, as near as its precision keeps them, with its head. */
  static SortedMap<String, Tensor> ofJudge(JudgeFiles judge) {
    SortedMap<String, Tensor> weights = new TreeMap<>(OnnxWeights.read(judge.onnx()));
    weights.putAll(judge.head());
    return weights;
  }

  /** A judge of these weights, in the graph of the encoder that they started from. */
  static JudgeFiles files(
      EncoderSpec encoder, Map<String, Tensor> weights, Precision precision, int maxTokens) {
    EncoderSpec base = of(encoder, precision);
    byte[] graph = base.modelContent();
    SortedMap<String, Tensor> body = new TreeMap<>(weights);
    Map<String, Tensor> head = new TreeMap<>();
    for (String name : new String[] {JudgeTrainer.HEAD_WEIGHT, JudgeTrainer.HEAD_BIAS}) {
      head.put(name, body.remove(name));
    }
    byte[] onnx =
        precision == Precision.INT8
            ? OnnxWeights.writeInt8(graph, body)
            : OnnxWeights.write(graph, body);
    return new JudgeFiles(base.id(), base.fingerprint(), precision, maxTokens, onnx, head);
  }

  private static EncoderSpec of(EncoderSpec encoder, Precision precision) {
    return EncoderSpec.find(
        Installation.encodersDirectory(), encoder.id(), precision, encoder.name());
  }
}
