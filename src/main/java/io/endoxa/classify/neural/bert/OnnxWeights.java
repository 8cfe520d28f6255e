package io.endoxa.classify.neural.bert;

import io.endoxa.classify.Tensor;
import io.endoxa.error.NearestName;
import io.endoxa.error.UserException;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The weights of a BERT encoder in its ONNX file, as PyTorch exports it, and in the int8 file that
 * ONNX Runtime's quantiser makes of that.
 *
 * <p>Names are those of Hugging Face: {@code encoder.layer.0.attention.self.query.weight}. Dense
 * weights have the shape {@code [in][out]}, embedding tables {@code [entries][hidden]}, biases and
 * the two vectors of a layer normalisation {@code [length]}.
 */
public final class OnnxWeights {
  private static final String SCALE = "_scale";
  private static final String ZERO_POINT = "_zero_point";
  private static final String QUANTISER =
      " Expected the form that ONNX Runtime's dynamic quantiser writes.";

  private OnnxWeights() {}

  /**
   * Every weight of the encoder, by name; how many layers there are is in the names.
   *
   * @param onnx the content of the file, with weights in 32 bits or, as {@link #writeInt8} leaves
   *     them, in eight; of those, the numbers that they stand for
   * @throws UserException if the graph is not of this form; the message names the weight
   */
  public static SortedMap<String, Tensor> read(byte[] onnx) {
    OnnxGraph graph = OnnxGraph.parse(onnx);
    SortedMap<String, Tensor> weights = new TreeMap<>();
    int8(graph)
        .forEach(
            (name, constant) ->
                weights.put(
                    name,
                    new Tensor(int8(graph, name, constant).numbers(), graph.shape(constant))));
    WeightNames.floats(graph)
        .forEach((name, constant) -> weights.put(name, graph.floats(constant)));
    EncoderForm.require(weights, graph.count("Erf"));
    TransformerShape.requireHeads(graph.headWidths());
    return Collections.unmodifiableSortedMap(weights);
  }

  private static Map<String, String> int8(OnnxGraph graph) {
    Map<String, String> constants = new HashMap<>(WeightNames.int8Tables(graph));
    constants.putAll(WeightNames.int8Dense(graph));
    return constants;
  }

  private static Int8Weights int8(OnnxGraph graph, String name, String constant) {
    String stem = WeightNames.stem(constant);
    requireParts(graph, name, stem);
    float[] scales = graph.floats(stem + SCALE).data();
    byte[] zeroPoints = graph.eightBits(stem + ZERO_POINT);
    int[] shape = graph.shape(constant);
    int columns = shape.length == 0 ? 1 : shape[shape.length - 1];
    if (scales.length != zeroPoints.length || (scales.length != 1 && scales.length != columns)) {
      throw new UserException(
          ("ONNX graph: weight '%s' has %d scales and %d zero points, expected one of each or one"
                  + " for each of %d columns.%s")
              .formatted(name, scales.length, zeroPoints.length, columns, QUANTISER));
    }
    boolean signed = graph.isConstant(constant, OnnxGraph.INT8);
    return new Int8Weights(signed, graph.eightBits(constant), scales, zeroPoints);
  }

  /**
   * The same graph with these weights in place of its own.
   *
   * @param weights all or some of those that {@link #read} gives
   * @throws UserException if the graph lacks one of them or has it in another shape
   */
  public static byte[] write(byte[] floatGraph, Map<String, Tensor> weights) {
    OnnxGraph graph = OnnxGraph.parse(floatGraph);
    Map<String, String> constants = WeightNames.floats(graph);
    new TreeMap<>(weights)
        .forEach((name, weight) -> graph.put(fitting(graph, constants, name, weight), weight));
    return graph.bytes();
  }

  /**
   * The same graph with these weights in eight bits: dense weights with one scale per column,
   * embedding tables with one for all. Biases and layer normalisations stay in 32 bits. A weight
   * that the graph holds already, as {@link #read} gives it, keeps its values and scales.
   *
   * @param int8Graph what ONNX Runtime's dynamic quantiser makes of the float graph
   * @param weights all or some of those that {@link #read} gives for either graph
   * @throws UserException if the graph lacks one of them, or has it in another shape or form
   */
  public static byte[] writeInt8(byte[] int8Graph, Map<String, Tensor> weights) {
    OnnxGraph graph = OnnxGraph.parse(int8Graph);
    Map<String, String> floats = WeightNames.floats(graph);
    Map<String, String> dense = WeightNames.int8Dense(graph);
    Map<String, String> constants = int8(graph);
    constants.putAll(floats);
    for (Map.Entry<String, Tensor> entry : new TreeMap<>(weights).entrySet()) {
      String name = entry.getKey();
      Tensor weight = entry.getValue();
      String constant = fitting(graph, constants, name, weight);
      if (floats.containsKey(name)) {
        graph.put(constant, weight);
        continue;
      }
      putInt8(graph, name, constant, weight, dense.containsKey(name));
    }
    return graph.bytes();
  }

  private static void putInt8(
      OnnxGraph graph, String name, String constant, Tensor weight, boolean dense) {
    String stem = WeightNames.stem(constant);
    Int8Weights int8 = int8(graph, name, constant);
    int[] scales = graph.shape(stem + SCALE);
    // A scale that is drawn anew from numbers that were rounded is another.
    if (!Arrays.equals(int8.numbers(), weight.data())) {
      int8 = dense ? Int8Weights.byColumn(weight) : Int8Weights.asTable(weight);
      scales = dense ? new int[] {weight.shape()[1]} : new int[0];
    }
    int type = int8.signed() ? OnnxGraph.INT8 : OnnxGraph.UINT8;
    graph.put(constant, type, int8.values(), weight.shape());
    graph.put(stem + SCALE, new Tensor(int8.scales(), scales));
    graph.put(stem + ZERO_POINT, type, int8.zeroPoints(), scales);
  }

  /** The constant that holds a weight, which is there in the weight's shape. */
  private static String fitting(
      OnnxGraph graph, Map<String, String> constants, String name, Tensor weight) {
    String constant = constants.get(name);
    if (constant == null) {
      throw new UserException(
          ("ONNX graph: has no weight '%s'.%s The weights belong to another encoder, or the graph's"
                  + " precision is another.")
              .formatted(name, NearestName.hint(name, constants.keySet())));
    }
    int[] shape = graph.shape(constant);
    if (!Arrays.equals(shape, weight.shape())) {
      throw new UserException(
          ("ONNX graph: weight '%s' has shape %s, the new one %s. The weights belong to another"
                  + " encoder.")
              .formatted(name, Arrays.toString(shape), Arrays.toString(weight.shape())));
    }
    for (float number : weight.data()) {
      if (!Float.isFinite(number)) {
        throw new IllegalArgumentException(
            "weight '%s' holds %s, expected finite numbers".formatted(name, number));
      }
    }
    return constant;
  }

  private static void requireParts(OnnxGraph graph, String name, String stem) {
    if (!graph.constants().contains(stem + SCALE)
        || !graph.constants().contains(stem + ZERO_POINT)) {
      throw new UserException(
          "ONNX graph: weight '%s' has no '%s%s' and '%s%s' beside it.%s"
              .formatted(name, stem, SCALE, stem, ZERO_POINT, QUANTISER));
    }
  }
}
