package io.endoxa.classify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class TextMeasuresTest {
  private static final HashedTerms TERMS = new HashedTerms(1 << 16);

  private static double[] of(String text, float... vector) {
    int[] known = TERMS.count("road").indices();
    return new TextMeasures(TERMS.dimension(), known, new float[] {3, 4})
        .of(new ParagraphFeatures(vector, TERMS.count(text)));
  }

  @Test
  void wordsAreCountedAndPairsAreNot() {
    assertThat(of("The road is the road.", 1, 0)[0]).isEqualTo(5);
  }

  @Test
  void theUnknownAreAShareOfTheWords() {
    assertThat(of("The road is the road.", 1, 0)[1]).isEqualTo(0.6);
    assertThat(of("Road, road!", 1, 0)[1]).isZero();
  }

  @Test
  void closenessIsTheCosineToTheMean() {
    assertThat(of("road", 1, 0)[2]).isCloseTo(0.6, within(1e-12));
    assertThat(of("road", -6, -8)[2]).isCloseTo(-1, within(1e-12));
  }

  @Test
  void whatHasNoWordsOrNoDirectionMeasuresZero() {
    assertThat(of("…", 0, 0)).containsExactly(0, 0, 0);
  }

  @Test
  void theMeanIsThatOfEachNumber() {
    assertThat(TextMeasures.mean(List.of(new float[] {1, 5}, new float[] {2, -5})))
        .containsExactly(1.5f, 0);
  }
}
