package io.endoxa.classify.neural.bert;

import io.endoxa.classify.Tensor;
import io.endoxa.error.UserException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import onnx.Onnx.ModelProto;
import onnx.Onnx.NodeProto;
import onnx.Onnx.TensorProto;
import org.nd4j.shade.protobuf.ByteString;
import org.nd4j.shade.protobuf.InvalidProtocolBufferException;

/** An ONNX graph whose constant tensors can be read and replaced. Not thread-safe. */
final class OnnxGraph {
  /** Element types, as ONNX numbers them. */
  static final int FLOAT = TensorProto.DataType.FLOAT_VALUE;

  static final int UINT8 = TensorProto.DataType.UINT8_VALUE;
  static final int INT8 = TensorProto.DataType.INT8_VALUE;

  private final ModelProto.Builder model;
  private final Map<String, Integer> places = new HashMap<>();

  private OnnxGraph(ModelProto.Builder model) {
    this.model = model;
    List<TensorProto> tensors = model.getGraph().getInitializerList();
    for (int i = 0; i < tensors.size(); i++) {
      places.put(tensors.get(i).getName(), i);
    }
  }

  /** Throws {@link UserException} if the bytes are no ONNX file. */
  static OnnxGraph parse(byte[] onnx) {
    try {
      return new OnnxGraph(ModelProto.parseFrom(onnx).toBuilder());
    } catch (InvalidProtocolBufferException e) {
      throw new UserException(
          "ONNX graph: %d bytes cannot be read: %s. Expected the content of an ONNX file."
              .formatted(onnx.length, e.getMessage()),
          e);
    }
  }

  List<NodeProto> nodes() {
    return model.getGraph().getNodeList();
  }

  /** How many nodes compute {@code operation}. */
  long count(String operation) {
    return nodes().stream().filter(node -> node.getOpType().equals(operation)).count();
  }

  /**
   * How wide the attention heads are, wherever the graph says so: a head's width is the last of the
   * four sizes that a token's numbers are cut into.
   */
  SortedSet<Long> headWidths() {
    Map<String, Long> numbers = new HashMap<>();
    for (NodeProto node : nodes()) {
      if (node.getOpType().equals("Constant") && node.getAttributeCount() == 1) {
        TensorProto value = node.getAttribute(0).getT();
        if (value.getDataType() == TensorProto.DataType.INT64_VALUE
            && value.getRawData().size() == Long.BYTES) {
          ByteBuffer bytes = value.getRawData().asReadOnlyByteBuffer();
          numbers.put(node.getOutput(0), bytes.order(ByteOrder.LITTLE_ENDIAN).getLong());
        }
      }
    }
    SortedSet<Long> widths = new TreeSet<>();
    for (NodeProto node : nodes()) {
      Long width =
          node.getOpType().equals("Concat") && node.getInputCount() == 4
              ? numbers.get(node.getInput(3))
              : null;
      if (width != null) {
        widths.add(width);
      }
    }
    return widths;
  }

  /** The names of the constant tensors. */
  Set<String> constants() {
    return places.keySet();
  }

  boolean isConstant(String name, int elementType) {
    return places.containsKey(name) && constant(name).getDataType() == elementType;
  }

  int[] shape(String name) {
    return constant(name).getDimsList().stream().mapToInt(Math::toIntExact).toArray();
  }

  /** A copy of a constant of floats; throws {@link UserException} if its numbers are elsewhere. */
  Tensor floats(String name) {
    TensorProto constant = constant(name);
    boolean raw = constant.getFloatDataCount() == 0;
    int found = raw ? constant.getRawData().size() / Float.BYTES : constant.getFloatDataCount();
    requireWhole(name, found);
    float[] values = new float[found];
    if (raw) {
      ByteBuffer bytes = constant.getRawData().asReadOnlyByteBuffer();
      bytes.order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(values);
    } else {
      for (int i = 0; i < found; i++) {
        values[i] = constant.getFloatData(i);
      }
    }
    return new Tensor(values, shape(name));
  }

  /** A copy of a constant of eight bits, row by row; throws as {@link #floats} does. */
  byte[] eightBits(String name) {
    TensorProto constant = constant(name);
    int found = constant.getInt32DataCount();
    if (found == 0) {
      requireWhole(name, constant.getRawData().size());
      return constant.getRawData().toByteArray();
    }
    requireWhole(name, found);
    byte[] values = new byte[found];
    for (int i = 0; i < found; i++) {
      values[i] = (byte) constant.getInt32Data(i);
    }
    return values;
  }

  private void requireWhole(String name, int found) {
    long size = 1;
    for (int dimension : shape(name)) {
      size *= dimension;
    }
    if (found != size) {
      throw new UserException(
          ("ONNX graph: tensor '%s' holds %d numbers, expected %d. Use a file that has its weights"
                  + " in it, not beside it.")
              .formatted(name, found, size));
    }
  }

  /** Replaces a constant by floats. */
  void put(String name, Tensor tensor) {
    ByteBuffer bytes =
        ByteBuffer.allocate(tensor.size() * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(tensor.data());
    put(name, FLOAT, bytes.array(), tensor.shape());
  }

  /** Replaces a constant; {@code bytes} are its elements in row-major order, little endian. */
  void put(String name, int elementType, byte[] bytes, int... shape) {
    TensorProto.Builder tensor =
        TensorProto.newBuilder()
            .setName(name)
            .setDataType(elementType)
            .setRawData(ByteString.copyFrom(bytes));
    for (int dimension : shape) {
      tensor.addDims(dimension);
    }
    model.getGraphBuilder().setInitializer(place(name), tensor);
  }

  byte[] bytes() {
    return model.build().toByteArray();
  }

  private TensorProto constant(String name) {
    return model.getGraphBuilder().getInitializer(place(name));
  }

  private int place(String name) {
    Integer place = places.get(name);
    if (place == null) {
      throw new IllegalArgumentException("the graph has no constant '" + name + "'");
    }
    return place;
  }
}
