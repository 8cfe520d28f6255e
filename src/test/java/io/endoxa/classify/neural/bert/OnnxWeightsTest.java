package io.endoxa.classify.neural.bert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.endoxa.classify.Tensor;
import io.endoxa.encode.PairEncoder;
import io.endoxa.encode.TokenPair;
import io.endoxa.error.UserException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import onnx.Onnx.GraphProto;
import onnx.Onnx.ModelProto;
import onnx.Onnx.TensorProto;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OnnxWeightsTest {
  private static final String QUERY = "encoder.layer.0.attention.self.query.weight";

  /** "Jobs, new jobs": on a question, alone, and often. */
  private static final List<TokenPair> PAIRS =
      List.of(
          new TokenPair(new int[] {101, 2047, 5841, 999, 102, 5841, 1010, 2047, 5841, 102}, 5),
          new TokenPair(new int[] {101, 102, 5841, 1010, 2047, 5841, 102}, 2),
          new TokenPair(IntStream.range(0, 64).map(i -> 2000 + 61 * i).toArray(), 12));

  private byte[] floatGraph = {};
  private byte[] int8Graph = {};
  private SortedMap<String, Tensor> weights = new TreeMap<>();

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
    assertThat(of(weights, "embeddings.word_embeddings.weight").shape())
        .containsExactly(30522, 384);
    assertThat(of(weights, "embeddings.position_embeddings.weight").shape())
        .containsExactly(512, 384);
    assertThat(of(weights, "encoder.layer.5.intermediate.dense.weight").shape())
        .containsExactly(384, 1536);
    assertThat(of(weights, "encoder.layer.5.output.dense.weight").shape())
        .containsExactly(1536, 384);
    assertThat(of(weights, "encoder.layer.5.output.LayerNorm.bias").shape()).containsExactly(384);
    // The model's authors publish 22,713,216 parameters, of which 147,840 are of the pooler, which
    // the graph has not.
    assertThat(weights.values().stream().mapToLong(Tensor::size).sum())
        .isEqualTo(22_713_216 - (384 * 384 + 384));
  }

  @Test
  void writtenWeightsAreReadAgainAndTheOthersStay() {
    Tensor other = changed(of(weights, QUERY));

    byte[] written = OnnxWeights.write(floatGraph, Map.of(QUERY, other));

    SortedMap<String, Tensor> read = OnnxWeights.read(written);
    assertThat(Arrays.equals(of(read, QUERY).data(), other.data())).isTrue();
    read.forEach(
        (name, weight) -> {
          if (!name.equals(QUERY)) {
            // AssertJ's own comparison takes minutes on arrays of this size.
            assertThat(Arrays.equals(weight.data(), of(weights, name).data())).as(name).isTrue();
          }
        });
  }

  @Test
  void quantisingTheFloatWeightsGivesTheShippedInt8Weights() throws IOException {
    byte[] written = OnnxWeights.writeInt8(int8Graph, weights);

    // The shipped file was made by ONNX Runtime's quantiser from the same float file.
    assertSameConstants(written, int8Graph);
  }

  private static void assertSameConstants(byte[] graph, byte[] expected) throws IOException {
    Map<String, TensorProto> found = constants(graph);
    Map<String, TensorProto> sought = constants(expected);
    assertThat(found.keySet()).isEqualTo(sought.keySet());
    sought.forEach(
        (name, constant) -> {
          assertThat(of(found, name).getDataType()).as(name).isEqualTo(constant.getDataType());
          assertThat(of(found, name).getDimsList()).as(name).isEqualTo(constant.getDimsList());
          assertThat(Arrays.equals(content(of(found, name)), content(constant))).as(name).isTrue();
        });
  }

  @Test
  void int8WeightsAreWithinHalfAStepOfTheirColumn() throws IOException {
    Tensor other = changed(of(weights, QUERY));

    byte[] written = OnnxWeights.writeInt8(int8Graph, Map.of(QUERY, other));

    byte[] values = of(constants(written), "onnx::MatMul_787_quantized").getRawData().toByteArray();
    float[] scales = floats(of(constants(written), "onnx::MatMul_787_scale"));
    for (int i = 0; i < values.length; i++) {
      float scale = scales[i % 384];
      assertThat((double) Math.abs(values[i] * scale - other.data()[i]))
          .isLessThanOrEqualTo(0.50001 * scale);
    }
    byte[] back = OnnxWeights.writeInt8(written, Map.of(QUERY, of(weights, QUERY)));
    assertThat(
            Arrays.equals(
                content(of(constants(back), "onnx::MatMul_787_quantized")),
                content(of(constants(int8Graph), "onnx::MatMul_787_quantized"))))
        .isTrue();
  }

  @Test
  void int8WeightsAreReadWithinHalfAStepOfThoseThatWereWritten() {
    SortedMap<String, Tensor> tuned = new TreeMap<>(weights);
    tuned.replaceAll((name, weight) -> changed(weight));

    SortedMap<String, Tensor> read = OnnxWeights.read(OnnxWeights.writeInt8(int8Graph, tuned));

    assertThat(read.keySet()).isEqualTo(tuned.keySet());
    tuned.forEach(
        (name, weight) -> {
          float[] steps = steps(name, weight);
          float[] found = of(read, name).data();
          double worst = 0;
          for (int i = 0; i < found.length; i++) {
            double distance = Math.abs(found[i] - weight.data()[i]);
            float step = steps[i % steps.length];
            worst = Math.max(worst, step == 0 ? 1e9 * distance : distance / step);
          }
          assertThat(worst).as(name).isLessThanOrEqualTo(steps[0] == 0 ? 0 : 0.50001);
        });
  }

  /** The distance between neighbouring numbers, for all or per column; 0 for 32 bits. */
  private static float[] steps(String name, Tensor weight) {
    boolean table = name.contains("_embeddings.");
    float[] steps = new float[weight.shape().length == 1 || table ? 1 : weight.shape()[1]];
    if (weight.shape().length > 1) {
      for (int i = 0; i < weight.size(); i++) {
        float step = Math.abs(weight.data()[i]) / (table ? 127.5f : 64);
        steps[i % steps.length] = Math.max(steps[i % steps.length], step);
      }
    }
    return steps;
  }

  @Test
  void int8WeightsThatWereReadAreWrittenAsTheyWere() throws IOException {
    SortedMap<String, Tensor> read = OnnxWeights.read(int8Graph);
    byte[] written = OnnxWeights.writeInt8(int8Graph, read);

    assertSameConstants(written, int8Graph);
    assertThat(Arrays.equals(written, OnnxWeights.writeInt8(int8Graph, weights))).isTrue();
    Int8Weights table = Int8Weights.asTable(of(read, "embeddings.word_embeddings.weight"));
    float[] shipped = floats(of(constants(int8Graph), "embeddings.word_embeddings.weight_scale"));
    // Without a look at what is there, a table's scale would shrink at every turn: its largest
    // number stands half a step beyond the largest value.
    assertThat(table.scales()[0]).isNotEqualTo(shipped[0]);
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
  void theRuntimeComputesTheSameBitsWithWeightsThatWereReadAndWritten() {
    byte[] written = OnnxWeights.write(floatGraph, weights);

    try (PairEncoder before = PairEncoder.open("before", floatGraph, 384, 64);
        PairEncoder after = PairEncoder.open("after", written, 384, 64)) {
      for (TokenPair pair : PAIRS) {
        assertThat(after.pooled(pair)).containsExactly(before.pooled(pair));
      }
    }
  }

  @Test
  void theRuntimeComputesWithWrittenWeightsInBothPrecisions() {
    SortedMap<String, Tensor> tuned = new TreeMap<>(weights);
    tuned.replaceAll((name, weight) -> name.startsWith("encoder.") ? changed(weight) : weight);

    try (PairEncoder untuned = PairEncoder.open("untuned", floatGraph, 384, 64);
        PairEncoder inFloat =
            PairEncoder.open("float", OnnxWeights.write(floatGraph, tuned), 384, 64);
        PairEncoder inInt8 =
            PairEncoder.open("int8", OnnxWeights.writeInt8(int8Graph, tuned), 384, 64)) {
      for (TokenPair pair : PAIRS) {
        // The shipped int8 file is at 0.992 on average over 40 pairs of VAST, at least at 0.984.
        assertThat(cosine(inInt8.pooled(pair), inFloat.pooled(pair))).isGreaterThan(0.98);
        assertThat(cosine(untuned.pooled(pair), inFloat.pooled(pair))).isLessThan(0.95);
      }
    }
  }

  @Test
  void bytesThatAreNoGraphAreRefused() {
    assertThatThrownBy(() -> OnnxWeights.read("no model".getBytes(StandardCharsets.UTF_8)))
        .isInstanceOf(UserException.class)
        .hasMessageStartingWith("ONNX graph: 8 bytes cannot be read: ")
        .hasMessageEndingWith(" Expected the content of an ONNX file.");
  }

  @Test
  void aGraphWithoutAWeightIsRefused() throws IOException {
    ModelProto.Builder model = ModelProto.parseFrom(floatGraph).toBuilder();
    model.getGraphBuilder().getInitializerBuilder(1).setName("words");

    assertThatThrownBy(() -> OnnxWeights.read(model.build().toByteArray()))
        .isInstanceOf(UserException.class)
        .hasMessage(
            "ONNX graph: weight 'embeddings.word_embeddings.weight' is missing. Expected a BERT"
                + " encoder as PyTorch exports it, or as ONNX Runtime's dynamic quantiser makes it"
                + " of that.");
  }

  @Test
  void anInt8GraphWithoutAScalePerColumnIsRefused() throws IOException {
    ModelProto.Builder model = ModelProto.parseFrom(int8Graph).toBuilder();
    for (TensorProto.Builder constant : model.getGraphBuilder().getInitializerBuilderList()) {
      if (constant.getName().equals("onnx::MatMul_787_scale")) {
        constant.clear().setName("onnx::MatMul_787_scale").setDataType(1).addDims(2);
        constant.addFloatData(1).addFloatData(1);
      }
    }

    assertThatThrownBy(() -> OnnxWeights.read(model.build().toByteArray()))
        .isInstanceOf(UserException.class)
        .hasMessage(
            "ONNX graph: weight '"
                + QUERY
                + "' has 2 scales and 384 zero points, expected one of each or one for each of 384"
                + " columns. Expected the form that ONNX Runtime's dynamic quantiser writes.");
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
    Map<String, Tensor> query = Map.of(QUERY, of(weights, QUERY));

    assertThatThrownBy(() -> OnnxWeights.write(int8Graph, query))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("has no weight '" + QUERY + "'.")
        .hasMessageEndingWith("or the graph's precision is another.");
  }

  @Test
  void weightsThatAreNotFiniteAreRefused() {
    float[] data = of(weights, "embeddings.LayerNorm.bias").data().clone();
    data[3] = Float.NaN;
    Tensor broken = new Tensor(data, data.length);

    assertThatThrownBy(
            () -> OnnxWeights.write(floatGraph, Map.of("embeddings.LayerNorm.bias", broken)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("weight 'embeddings.LayerNorm.bias' holds NaN, expected finite numbers");
  }

  private static <T> T of(Map<String, T> map, String name) {
    return Objects.requireNonNull(map.get(name), name);
  }

  private static Tensor changed(Tensor weight) {
    float[] data = weight.data().clone();
    for (int i = 0; i < data.length; i++) {
      data[i] += (float) (0.02 * Math.sin(i));
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

  private static double cosine(float[] a, float[] b) {
    return product(a, b) / Math.sqrt(product(a, a) * product(b, b));
  }

  private static double product(float[] a, float[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += (double) a[i] * b[i];
    }
    return sum;
  }

  private static byte[] resource(String name) throws IOException {
    try (InputStream stream = OnnxWeightsTest.class.getResourceAsStream(name)) {
      assertThat(stream).as(name).isNotNull();
      return stream.readAllBytes();
    }
  }
}
