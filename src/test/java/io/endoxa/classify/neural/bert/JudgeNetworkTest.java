package io.endoxa.classify.neural.bert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.endoxa.classify.Tensor;
import io.endoxa.codebook.Stance;
import io.endoxa.encode.TokenPair;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class JudgeNetworkTest {
  private static final TransformerShape SHAPE = new TransformerShape(2, 64, 2, 48);
  private static final Map<String, Tensor> WEIGHTS = Filled.transformer(SHAPE, 1);
  private static final List<TokenPair> PAIRS =
      List.of(Filled.pair(3, 5, 1), Filled.pair(2, 9, 2), Filled.pair(4, 1, 3));
  private static final List<Stance> TRUTH =
      List.of(Stance.AGREE, Stance.UNRELATED, Stance.DISAGREE);

  @Test
  void theLossOfABatchHasTheGradientsThatAreComputed() {
    JudgeNetwork network = new JudgeNetwork(WEIGHTS);
    StanceLoss loss = new StanceLoss(0.1);
    Dropout dropout = new Dropout(0.1);
    float[] dLogits = new float[Stance.COUNT];
    try (Floats parameters = new Floats(network.layout().size());
        Floats gradients = new Floats(network.layout().size());
        JudgePass pass = new JudgePass(network, 40, 16)) {
      network.layout().fill(parameters, WEIGHTS);
      pass.enter(PAIRS);
      pass.forward(parameters, 0, 2, dropout, 77);
      for (int i = 0; i < PAIRS.size(); i++) {
        float[] pooled = pass.pooled(i);
        loss.of(network.head(parameters, pooled), TRUTH.get(i), 0.5f, dLogits);
        pass.setGradient(i, network.headBackward(parameters, gradients, pooled, dLogits));
      }
      pass.backward(parameters, gradients, 0);
      GradientCheck check =
          new GradientCheck(
              () -> {
                pass.enter(PAIRS);
                pass.forward(parameters, 0, 2, dropout, 77);
                return IntStream.range(0, PAIRS.size())
                    .mapToDouble(
                        i ->
                            loss.of(
                                network.head(parameters, pass.pooled(i)),
                                TRUTH.get(i),
                                0.5f,
                                dLogits))
                    .sum();
              });
      int checked = 0;
      for (ParameterLayout.Slot slot : network.layout().slots()) {
        if (!slot.name().endsWith("key.bias")) {
          check.holds(slot, parameters, gradients);
          checked++;
        }
      }
      assertThat(checked).isEqualTo(2 * 15 + 2);
    }
  }

  @Test
  void pairsThatEnterAtAHigherLayerGiveTheSame() {
    JudgeNetwork network = new JudgeNetwork(WEIGHTS);
    try (Floats parameters = new Floats(network.layout().size());
        JudgePass pass = new JudgePass(network, 40, 16)) {
      network.layout().fill(parameters, WEIGHTS);
      pass.enter(PAIRS);
      pass.forward(parameters, 0, 2, Dropout.NONE, 0);
      float[] expected = pass.pooled(1);
      List<float[]> lower = List.of(pass.states(0, 1), pass.states(1, 1), pass.states(2, 1));
      pass.enter(lower, 1);
      pass.forward(parameters, 1, 2, Dropout.NONE, 0);
      assertThat(pass.pooled(1)).isEqualTo(expected);
    }
  }

  @Test
  void weightsOfAnotherKindAreRefused() {
    assertThatThrownBy(() -> new JudgeNetwork(Map.of("conv.weight", new Tensor(new float[4], 4))))
        .hasMessageContaining("'encoder.layer.0.intermediate.dense.weight'")
        .hasMessageContaining("Expected those of a BERT transformer");
  }

  @Test
  void aPairThatIsTooLongIsRefused() {
    JudgeNetwork network = new JudgeNetwork(WEIGHTS);
    try (JudgePass pass = new JudgePass(network, 40, 8)) {
      assertThatThrownBy(() -> pass.enter(PAIRS)).hasMessageContaining("at most 8");
    }
  }
}
