package io.endoxa.classify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.endoxa.error.UserException;
import java.util.Map;
import java.util.TreeMap;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class LinearHeadsTest {
  private static final Offset<Float> CLOSE = within(1e-6f);
  private static final Idf IDF = new Idf(new float[] {3, 2, 4, 5});

  // Weighted words: counts 1 and 2 times 3 and 2 are 3 and 4, of length 5: 0.6 and 0.8. Of pairs
  // there is one, of length 1.
  private static final ParagraphFeatures PARAGRAPH =
      new ParagraphFeatures(
          new float[] {1, -2}, new SparseTerms(new int[] {0, 1, 3}, new float[] {1, 2, 9}));

  private static LinearStanceHead stances() {
    float[][][] weights = new float[2][4][6];
    float[][] biases = new float[2][4];
    weights[1][2] = new float[] {10, 3, 1, 2, 100, 0.25f};
    biases[1][2] = 0.5f;
    return LinearStanceHead.of(IDF, weights, biases);
  }

  @Test
  void aStanceLogitIsBiasPlusVectorPlusWeightedTerms() {
    // 0.5 + (10 - 6) + (0.6 + 1.6) + 0.25
    float[] logits = stances().logits(PARAGRAPH, 1);
    assertThat(logits).hasSize(4);
    assertThat(logits[2]).isCloseTo(6.95f, CLOSE);
    assertThat(logits[0]).isZero();
    assertThat(stances().logits(PARAGRAPH, 0)).containsOnly(0);
  }

  @Test
  void scoringAgreesWithTheTermsThatTrainingSees() {
    SparseTerms weighed = IDF.weigh(PARAGRAPH.terms());
    assertThat(weighed.values()[0]).isCloseTo(0.6f, CLOSE);
    assertThat(weighed.values()[1]).isCloseTo(0.8f, CLOSE);
  }

  @Test
  void aFrameHasOneLogit() {
    LinearFrameHead head =
        LinearFrameHead.of(
            IDF, new float[][] {{1, 0, 5, 0, 0, 0}, {0, 1, 0, 5, 0, 0}}, new float[2]);
    float[] logits = head.logits(PARAGRAPH);
    assertThat(logits[0]).isCloseTo(4f, CLOSE);
    assertThat(logits[1]).isCloseTo(2f, CLOSE);
  }

  @Test
  void headsSurviveTheirFile() {
    Map<String, Tensor> tensors = Tensors.read("x", Tensors.write(stances().tensors()));
    assertThat(LinearStanceHead.read("x", tensors, 2).logits(PARAGRAPH, 1))
        .isEqualTo(stances().logits(PARAGRAPH, 1));
  }

  @Test
  void aHeadOfAnotherCodebookIsRefused() {
    assertThatThrownBy(() -> LinearStanceHead.read("x", stances().tensors(), 5))
        .isInstanceOf(UserException.class)
        .hasMessage(
            "x: tensor 'stance.weight' has shape [2, 4, 6], expected [5, 4, any]."
                + " The file belongs to another codebook or encoder: train the model again.");
  }

  @Test
  void aHeadWithFewerWeightsThanTermsIsRefused() {
    Map<String, Tensor> tensors = new TreeMap<>(stances().tensors());
    tensors.putAll(new Idf(new float[9]).tensor());
    assertThatThrownBy(() -> LinearStanceHead.read("x", tensors, 2))
        .isInstanceOf(UserException.class)
        .hasMessageStartingWith(
            "x: tensor 'stance.weight' has shape [2, 4, 6],"
                + " expected a last dimension of at least 9.");
  }

  @Test
  void balancedWeightsMakeStancesCountAlike() {
    // Question 0: three of stance 0 and one of 3, so 4/(2*3) and 4/(2*1). Question 1: one stance.
    float[] weights =
        ClassWeights.balanced(new int[] {0, 0, 0, 0, 1}, new int[] {0, 0, 0, 3, 2}, 2);
    assertThat(weights[0]).isCloseTo(2 / 3f, CLOSE);
    assertThat(weights[3]).isCloseTo(2f, CLOSE);
    assertThat(weights[4]).isCloseTo(1f, CLOSE);
  }
}
