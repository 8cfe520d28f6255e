package io.endoxa.classify.neural.bert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.endoxa.classify.Tensor;
import io.endoxa.error.UserException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import onnx.Onnx.ModelProto;
import onnx.Onnx.NodeProto;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.shade.protobuf.ByteString;

class TransformerShapeTest {
  private static byte[] graph(String name) throws IOException {
    try (InputStream stream = TransformerShapeTest.class.getResourceAsStream(name)) {
      assertThat(stream).as(name).isNotNull();
      return stream.readAllBytes();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/all-minilm-l6-v2.onnx", "/all-minilm-l6-v2-q.onnx"})
  void aGraphTellsHowWideItsHeadsAre(String name) throws IOException {
    assertThat(OnnxGraph.parse(graph(name)).headWidths()).containsExactly(32L);
  }

  @Test
  void headsOfAnotherWidthAreRefused() throws IOException {
    ModelProto.Builder model = ModelProto.parseFrom(graph("/all-minilm-l6-v2.onnx")).toBuilder();
    ByteString wide = ByteString.copyFrom(new byte[] {64, 0, 0, 0, 0, 0, 0, 0});
    for (NodeProto.Builder node : model.getGraphBuilder().getNodeBuilderList()) {
      // The third constant of a layer's attention is the number of heads, the fourth their width.
      if (node.getName().equals("/encoder/layer.0/attention/self/Constant_3")) {
        node.getAttributeBuilder(0).getTBuilder().setRawData(wide);
      }
    }

    assertThatThrownBy(() -> OnnxWeights.read(model.build().toByteArray()))
        .isInstanceOf(UserException.class)
        .hasMessage(
            "ONNX graph: has attention heads that are 32, 64 wide. The judge is trained with"
                + " attention heads that are 32 wide alone. Start from an encoder that has such"
                + " heads, as minilm-l6-v2 has.");
  }

  @Test
  void aWidthThatIsNoMultipleOfAHeadIsRefused() {
    Map<String, Tensor> tensors = Filled.transformer(new TransformerShape(1, 48, 2, 24), 1);

    assertThatThrownBy(() -> TransformerShape.of(tensors))
        .isInstanceOf(UserException.class)
        .hasMessageStartingWith(
            "the weights have 48 numbers per token, expected a multiple of 32. The judge is");
  }
}
