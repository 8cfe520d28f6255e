package io.endoxa.classify.neural.bert;

import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import onnx.Onnx.NodeProto;

/** Finds the constants of a graph that hold an encoder's weights: constant by weight. */
final class WeightNames {
  private static final Pattern WEIGHT =
      Pattern.compile("(?:embeddings|encoder)\\..+\\.(?:weight|bias)");
  private static final String QUANTIZED = "_quantized";

  private WeightNames() {}

  /** The weights that the graph holds in 32 bits. */
  static Map<String, String> floats(OnnxGraph graph) {
    Map<String, String> constants = dense(graph, "MatMul", "/MatMul");
    for (String name : graph.constants()) {
      if (WEIGHT.matcher(name).matches()) {
        constants.put(name, name);
      }
    }
    constants.values().removeIf(constant -> !graph.isConstant(constant, OnnxGraph.FLOAT));
    return constants;
  }

  /** The dense weights that the graph holds in eight bits. */
  static Map<String, String> int8Dense(OnnxGraph graph) {
    return dense(graph, "MatMulInteger", "/MatMul_quant");
  }

  /** The embedding tables that the graph holds in eight bits. */
  static Map<String, String> int8Tables(OnnxGraph graph) {
    Map<String, String> constants = new HashMap<>();
    for (String constant : graph.constants()) {
      if (constant.endsWith(QUANTIZED) && WEIGHT.matcher(stem(constant)).matches()) {
        constants.put(stem(constant), constant);
      }
    }
    return constants;
  }

  /** What a quantised weight, its scale and its zero point begin with. */
  static String stem(String constant) {
    return constant.endsWith(QUANTIZED)
        ? constant.substring(0, constant.length() - QUANTIZED.length())
        : constant;
  }

  /**
   * The export leaves dense weights nameless ({@code onnx::MatMul_787}); the nodes that multiply by
   * them tell which they are.
   */
  private static Map<String, String> dense(OnnxGraph graph, String operation, String ending) {
    Map<String, String> constants = new HashMap<>();
    for (NodeProto node : graph.nodes()) {
      String path = node.getName();
      if (node.getOpType().equals(operation)
          && path.startsWith("/encoder/")
          && path.endsWith(ending)
          && graph.constants().contains(node.getInput(1))) {
        String name = path.substring(1, path.length() - ending.length()).replace('/', '.');
        constants.put(name + ".weight", node.getInput(1));
      }
    }
    return constants;
  }
}
