package io.endoxa.classify.neural.bert;

import static org.assertj.core.api.Assertions.assertThat;

import io.endoxa.classify.Tensor;
import io.endoxa.encode.EncoderSpec;
import io.endoxa.encode.PairEncoder;
import io.endoxa.encode.PairTokenizer;
import io.endoxa.encode.Precision;
import io.endoxa.encode.TokenPair;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import org.junit.jupiter.api.Test;

/** The network with the weights of the shipped encoder against ONNX Runtime. */
class OnnxParityTest {
  private static final int TEXTS = 50;
  private static final String QUESTION = "Russia's influence in the South Caucasus is weakening.";

  private static byte[] floatGraph() throws IOException {
    try (InputStream stream = OnnxParityTest.class.getResourceAsStream("/all-minilm-l6-v2.onnx")) {
      assertThat(stream).isNotNull();
      return stream.readAllBytes();
    }
  }

  /** Texts of many lengths: lines of the codebook, growing together. */
  private static List<String> texts() throws IOException {
    List<String> lines = Files.readAllLines(Path.of("datasets", "south-caucasus", "codebook.yaml"));
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < TEXTS; i++) {
      texts.add(String.join(" ", lines.subList(i, i + 1 + i % 7)));
    }
    return texts;
  }

  @Test
  void fiftyPairsHaveTheVectorsThatOnnxRuntimeGives() throws IOException {
    EncoderSpec spec =
        EncoderSpec.find(Path.of("models", "encoders"), "minilm-l6-v2", Precision.FLOAT, "test:1");
    SortedMap<String, Tensor> weights = OnnxWeights.read(floatGraph());
    JudgeNetwork network = new JudgeNetwork(withHead(weights));
    double worst = 1;
    try (PairTokenizer tokenizer = PairTokenizer.open(spec, 128);
        PairEncoder onnx = PairEncoder.open(spec);
        Floats parameters = new Floats(network.layout().size());
        JudgePass pass = new JudgePass(network, 256, 128)) {
      network.layout().fill(parameters, withHead(weights));
      for (String text : texts()) {
        TokenPair pair = tokenizer.pair(QUESTION, text);
        pass.enter(List.of(pair));
        pass.forward(parameters, 0, network.shape().layers(), Dropout.NONE, 0);
        worst = Math.min(worst, cosine(pass.pooled(0), onnx.pooled(pair)));
      }
    }
    assertThat(worst).isGreaterThan(0.99999);
  }

  private static SortedMap<String, Tensor> withHead(SortedMap<String, Tensor> weights) {
    SortedMap<String, Tensor> all = new java.util.TreeMap<>(weights);
    all.put(JudgeNetwork.HEAD_WEIGHT, new Tensor(new float[384 * 4], 384, 4));
    all.put(JudgeNetwork.HEAD_BIAS, new Tensor(new float[4], 4));
    return all;
  }

  private static double cosine(float[] a, float[] b) {
    double product = 0;
    double lengthA = 0;
    double lengthB = 0;
    for (int i = 0; i < a.length; i++) {
      product += (double) a[i] * b[i];
      lengthA += (double) a[i] * a[i];
      lengthB += (double) b[i] * b[i];
    }
    return product / Math.sqrt(lengthA * lengthB);
  }
}
