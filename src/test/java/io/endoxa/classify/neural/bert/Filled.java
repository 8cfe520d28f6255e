package io.endoxa.classify.neural.bert;

import io.endoxa.classify.Tensor;
import io.endoxa.codebook.Stance;
import io.endoxa.encode.TokenPair;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/** Arrays, networks and examples of drawn numbers, equal for equal seeds. */
final class Filled {
  private static final int WORDS = 60;

  private Filled() {}

  static Floats floats(int length, double spread, long seed) {
    Floats floats = new Floats(length);
    floats.write(0, array(length, spread, seed), length);
    return floats;
  }

  static float[] array(int length, double spread, long seed) {
    Random random = new Random(seed);
    float[] values = new float[length];
    for (int i = 0; i < length; i++) {
      values[i] = (float) (random.nextGaussian() * spread);
    }
    return values;
  }

  /** A transformer with a head whose weights are drawn. */
  static Map<String, Tensor> transformer(TransformerShape shape, long seed) {
    Map<String, Tensor> tensors = new TreeMap<>();
    ParameterLayout layout = new ParameterLayout();
    for (int i = 0; i < shape.layers(); i++) {
      TransformerLayer unused = new TransformerLayer(layout, TransformerShape.layer(i), shape);
      assert unused != null;
    }
    layout.add(JudgeNetwork.HEAD_WEIGHT, shape.width(), Stance.COUNT);
    layout.add(JudgeNetwork.HEAD_BIAS, Stance.COUNT);
    layout.add("embeddings.word_embeddings.weight", WORDS, shape.width());
    layout.add("embeddings.position_embeddings.weight", 64, shape.width());
    layout.add("embeddings.token_type_embeddings.weight", 2, shape.width());
    layout.add("embeddings.LayerNorm.weight", shape.width());
    layout.add("embeddings.LayerNorm.bias", shape.width());
    for (ParameterLayout.Slot slot : layout.slots()) {
      float[] values = array(slot.length(), 0.15, seed + slot.offset());
      if (slot.name().endsWith("LayerNorm.weight")) {
        for (int i = 0; i < values.length; i++) {
          values[i] += 1;
        }
      }
      tensors.put(slot.name(), new Tensor(values, slot.dimensions()));
    }
    return tensors;
  }

  static TokenPair pair(int questionTokens, int paragraphTokens, long seed) {
    Random random = new Random(seed);
    int[] question = new int[questionTokens];
    int[] paragraph = new int[paragraphTokens];
    for (int i = 0; i < questionTokens; i++) {
      question[i] = random.nextInt(WORDS);
    }
    for (int i = 0; i < paragraphTokens; i++) {
      paragraph[i] = random.nextInt(WORDS);
    }
    return Pairs.of(question, paragraph);
  }

  /** Examples whose stance is told by one word, so that a judge can learn them. */
  static List<JudgeExample> examples(int count, long seed) {
    Random random = new Random(seed);
    List<JudgeExample> examples = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Stance stance = Stance.at(random.nextInt(Stance.COUNT));
      int[] question = {random.nextInt(20), random.nextInt(20)};
      int[] paragraph = new int[4 + random.nextInt(8)];
      for (int j = 0; j < paragraph.length; j++) {
        paragraph[j] = 4 + random.nextInt(WORDS - 4);
      }
      paragraph[random.nextInt(paragraph.length)] = stance.position();
      examples.add(new JudgeExample(Pairs.of(question, paragraph), stance, 1));
    }
    return examples;
  }
}
