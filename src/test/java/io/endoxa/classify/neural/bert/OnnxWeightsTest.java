package io.endoxa.classify.neural.bert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.endoxa.classify.Tensor;
import io.endoxa.error.UserException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import onnx.Onnx.GraphProto;
import onnx.Onnx.ModelProto;
import onnx.Onnx.TensorProto;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What ONNX Runtime computes with written graphs is tested where it may be called, in encode. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OnnxWeightsTest {
  private static final String QUERY = "encoder.layer.0.attention.self.query.weight";

  private byte[] floatGraph;
  private byte[] int8Graph;
  private SortedMap<String, Tensor> weights;

  @BeforeAll
  void readTheShippedEncoder() throws IOException {
    floatGraph = resource("/all-minilm-l6-v2.onnx");
    int8Graph = resource("/all-minilm-l6-v2-q.onnx");
    weights = OnnxWeights.read(floatGraph);
  }

  @Test
  void readGivesEveryWeightOfTheEncoder() {
    // Five of the embeddings, then per layer: weight and bias of six dense maps, and of two layer
    // normalisations.
    assertThat(weights).hasSize(5 + 6 * (6 * 2 + 2 * 2));
    assertThat(weights.get("embeddings.word_embeddings.weight").shape())
        .containsExactly(30522, 384);
    assertThat(weights.get("embeddings.position_embeddings.weight").shape())
        .containsExactly(512, 384);
    assertThat(weights.get("encoder.layer.5.intermediate.dense.weight").shape())
        .containsExactly(384, 1536);
    assertThat(weights.get("encoder.layer.5.output.dense.weight").shape())
        .containsExactly(1536, 384);
    assertThat(weights.get("encoder.layer.5.output.LayerNorm.bias").shape()).containsExactly(384);
    // The model's authors publish 22,713,216 parameters, of which 147,840 are of the pooler, which
    // the graph has not.
    assertThat(weights.values().stream().mapToLong(Tensor::size).sum())
        .isEqualTo(22_713_216 - (384 * 384 + 384));
  }

  @Test
  void writtenWeightsAreReadAgainAndTheOthersStay() {
    Tensor other = changed(weights.get(QUERY));

    byte[] written = OnnxWeights.write(floatGraph, Map.of(QUERY, other));

    SortedMap<String, Tensor> read = OnnxWeights.read(written);
    assertThat(Arrays.equals(read.get(QUERY).data(), other.data())).isTrue();
    read.forEach(
        (name, weight) -> {
          if (!name.equals(QUERY)) {
            // AssertJ's own comparison takes minutes on arrays of this size.
            assertThat(Arrays.equals(weight.data(), weights.get(name).data())).as(name).isTrue();
          }
        });
  }

  @Test
  void quantisingTheFloatWeightsGivesTheShippedInt8Weights() throws IOException {
    byte[] written = OnnxWeights.writeInt8(int8Graph, weights);

    // The shipped file was made by ONNX Runtime's quantiser from the same float file.
    Map<String, TensorProto> shipped = constants(int8Graph);
    Map<String, TensorProto> ours = constants(written);
    assertThat(ours.keySet()).isEqualTo(shipped.keySet());
    shipped.forEach(
        (name, constant) -> {
          assertThat(ours.get(name).getDataType()).as(name).isEqualTo(constant.getDataType());
          assertThat(ours.get(name).getDimsList()).as(name).isEqualTo(constant.getDimsList());
          assertThat(Arrays.equals(content(ours.get(name)), content(constant))).as(name).isTrue();
        });
  }

  @Test
  void int8WeightsAreWithinHalfAStepOfTheirColumn() throws IOException {
    Tensor other = changed(weights.get(QUERY));

    byte[] written = OnnxWeights.writeInt8(int8Graph, Map.of(QUERY, other));

    byte[] values = constants(written).get("onnx::MatMul_787_quantized").getRawData().toByteArray();
    float[] scales = floats(constants(written).get("onnx::MatMul_787_scale"));
    for (int i = 0; i < values.length; i++) {
      float scale = scales[i % 384];
      assertThat((double) Math.abs(values[i] * scale - other.data()[i]))
          .isLessThanOrEqualTo(0.50001 * scale);
    }
    byte[] back = OnnxWeights.writeInt8(written, Map.of(QUERY, weights.get(QUERY)));
    assertThat(
            Arrays.equals(
                content(constants(back).get("onnx::MatMul_787_quantized")),
                content(constants(int8Graph).get("onnx::MatMul_787_quantized"))))
        .isTrue();
  }

  @Test
  void aColumnOfZerosStaysOne() {
    Int8Weights int8 = Int8Weights.byColumn(new Tensor(new float[] {0, 64, 0, -32.5f}, 2, 2));

    assertThat(int8.scales()).containsExactly(1, 1);
    // Half goes to the even neighbour.
    assertThat(int8.values()).containsExactly(0, 64, 0, -32);
    assertThat(int8.zeroPoints()).containsExactly(0, 0);
  }

  @Test
  void bytesThatAreNoGraphAreRefused() {
    assertThatThrownBy(() -> OnnxWeights.read("no model".getBytes(StandardCharsets.UTF_8)))
        .isInstanceOf(UserException.class)
        .hasMessageStartingWith("ONNX graph: 8 bytes cannot be read: ")
        .hasMessageEndingWith(" Expected the content of an ONNX file.");
  }

  @Test
  void aGraphWithoutFloatWeightsIsRefused() {
    assertThatThrownBy(() -> OnnxWeights.read(int8Graph))
        .isInstanceOf(UserException.class)
        .hasMessage(
            "ONNX graph: weight 'embeddings.word_embeddings.weight' is missing. Expected a BERT"
                + " encoder as PyTorch exports it, with weights in 32 bits inside the file.");
  }

  @Test
  void aGraphWithWeightsElsewhereIsRefused() throws IOException {
    ModelProto.Builder model = ModelProto.parseFrom(floatGraph).toBuilder();
    model.getGraphBuilder().getInitializerBuilder(1).clearRawData();

    assertThatThrownBy(() -> OnnxWeights.read(model.build().toByteArray()))
        .isInstanceOf(UserException.class)
        .hasMessage(
            "ONNX graph: tensor 'embeddings.word_embeddings.weight' holds 0 numbers, expected"
                + " 11720448. Use a file that has its weights in it, not beside it.");
  }

  @Test
  void aGraphWithMoreThanBertIsRefused() throws IOException {
    ModelProto.Builder model = ModelProto.parseFrom(floatGraph).toBuilder();
    model
        .getGraphBuilder()
        .addInitializer(
            TensorProto.newBuilder()
                .setName("encoder.relative_attention_bias.weight")
                .setDataType(1)
                .addDims(1)
                .addFloatData(1));

    assertThatThrownBy(() -> OnnxWeights.read(model.build().toByteArray()))
        .isInstanceOf(UserException.class)
        .hasMessageStartingWith(
            "ONNX graph: has the weights encoder.relative_attention_bias.weight, which BERT has"
                + " not.");
  }

  @Test
  void weightsOfAnotherEncoderAreRefused() {
    assertThatThrownBy(
            () -> OnnxWeights.write(floatGraph, Map.of(QUERY, new Tensor(new float[4], 2, 2))))
        .isInstanceOf(UserException.class)
        .hasMessage(
            "ONNX graph: weight '"
                + QUERY
                + "' has shape [384, 384], the new one [2, 2]. The weights belong to another"
                + " encoder.");
    assertThatThrownBy(
            () ->
                OnnxWeights.writeInt8(
                    int8Graph,
                    Map.of("encoder.layer.9.output.dense.bias", new Tensor(new float[1], 1))))
        .isInstanceOf(UserException.class)
        .hasMessageStartingWith(
            "ONNX graph: has no weight 'encoder.layer.9.output.dense.bias'. Did you mean");
  }

  @Test
  void aFloatGraphIsNotWrittenAsInt8NorTheOtherWayRound() {
    Map<String, Tensor> query = Map.of(QUERY, weights.get(QUERY));

    assertThatThrownBy(() -> OnnxWeights.write(int8Graph, query))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("has no weight '" + QUERY + "'.")
        .hasMessageEndingWith("or the graph's precision is another.");
  }

  @Test
  void weightsThatAreNotFiniteAreRefused() {
    float[] data = weights.get("embeddings.LayerNorm.bias").data().clone();
    data[3] = Float.NaN;
    Tensor broken = new Tensor(data, data.length);

    assertThatThrownBy(
            () -> OnnxWeights.write(floatGraph, Map.of("embeddings.LayerNorm.bias", broken)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("weight 'embeddings.LayerNorm.bias' holds NaN, expected finite numbers");
  }

  private static Tensor changed(Tensor weight) {
    float[] data = weight.data().clone();
    for (int i = 0; i < data.length; i++) {
      data[i] = (float) (1.5 * data[i] + 0.01 * Math.sin(i));
    }
    return new Tensor(data, weight.shape().clone());
  }

  private static Map<String, TensorProto> constants(byte[] onnx) throws IOException {
    Map<String, TensorProto> constants = new HashMap<>();
    ModelProto.parseFrom(onnx)
        .getGraph()
        .getInitializerList()
        .forEach(constant -> constants.put(constant.getName(), constant));
    return constants;
  }

  /** As bytes, wherever in the constant the numbers lie. */
  private static byte[] content(TensorProto constant) {
    if (constant.getDataType() == OnnxGraph.FLOAT) {
      float[] numbers = floats(constant);
      ByteBuffer bytes = ByteBuffer.allocate(numbers.length * Float.BYTES);
      bytes.asFloatBuffer().put(numbers);
      return bytes.array();
    }
    if (constant.getInt32DataCount() == 0) {
      return constant.getRawData().toByteArray();
    }
    byte[] bytes = new byte[constant.getInt32DataCount()];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) constant.getInt32Data(i);
    }
    return bytes;
  }

  private static float[] floats(TensorProto constant) {
    OnnxGraph graph =
        OnnxGraph.parse(
            ModelProto.newBuilder()
                .setGraph(GraphProto.newBuilder().addInitializer(constant))
                .build()
                .toByteArray());
    return graph.floats(constant.getName()).data();
  }

  private static byte[] resource(String name) throws IOException {
    try (InputStream stream = OnnxWeightsTest.class.getResourceAsStream(name)) {
      assertThat(stream).as(name).isNotNull();
      return stream.readAllBytes();
    }
  }
}
