package io.endoxa.classify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class HashedTermsTest {
  @Test
  void wordsAreRunsOfLettersAndDigitsInLowerCase() {
    assertThat(HashedTerms.words("The EU's 2024–25 plan: Қарабах, İstanbul!"))
        .containsExactly("the", "eu", "s", "2024", "25", "plan", "қарабах", "i", "stanbul");
  }

  @Test
  void wordsAndPairsStandAtTheirHashes() {
    // Positions from MurmurHash3 x86 32 written anew in Python, seed 0, modulo 16384:
    // peace 16268, keepers 3921, left 13080, peace keepers 2795, keepers left 8511.
    SparseTerms terms = new HashedTerms().count("Peace-keepers left.");
    assertThat(terms.indices()).containsExactly(2795, 3921, 8511, 13080, 16268);
    assertThat(terms.values()).containsOnly(1);
    assertThat(new HashedTerms().count("Қарабах").indices()).containsExactly(15045);
  }

  @Test
  void repeatedTermsAreCounted() {
    SparseTerms terms = new HashedTerms().count("left left left");
    assertThat(terms.size()).isEqualTo(2);
    assertThat(terms.values()).containsExactlyInAnyOrder(3, 2);
  }

  @Test
  void collidingTermsShareACount() {
    SparseTerms terms = new HashedTerms(1).count("one two three");
    assertThat(terms.indices()).containsExactly(0);
    assertThat(terms.values()).containsExactly(5);
  }

  @Test
  void aTextWithoutWordsHasNoTerms() {
    assertThat(new HashedTerms().count(" – ?! ").size()).isZero();
  }

  @Test
  void rareTermsWeighMoreAndTheLengthIsOne() {
    // python3: [log(5/(df+1)) for df in (4, 1, 0, 2)] of 4 paragraphs; then counts 3, 2, 0, 1
    // times weights, divided by the square root of the sum of squares.
    List<SparseTerms> paragraphs = List.of(terms(0, 1), terms(0, 3), terms(0, 3), terms(0));
    Idf idf = Idf.fit(paragraphs, 4);
    assertThat(idf.weights()[0]).isZero();
    assertThat(idf.weights()[1]).isCloseTo(0.916291f, within(1e-5f));
    assertThat(idf.weights()[2]).isCloseTo(1.609438f, within(1e-5f));
    assertThat(idf.weights()[3]).isCloseTo(0.510826f, within(1e-5f));
    SparseTerms weighed = idf.weigh(new SparseTerms(new int[] {0, 1, 3}, new float[] {3, 2, 1}));
    assertThat(weighed.indices()).containsExactly(0, 1, 3);
    assertThat(weighed.values()[0]).isZero();
    assertThat(weighed.values()[1]).isCloseTo(0.963277f, within(1e-5f));
    assertThat(weighed.values()[2]).isCloseTo(0.26851f, within(1e-5f));
  }

  @Test
  void termsOfEveryParagraphWeighNothing() {
    Idf idf = Idf.fit(List.of(terms(0), terms(0)), 1);
    assertThat(idf.weigh(terms(0)).values()).containsExactly(0);
  }

  private static SparseTerms terms(int... indices) {
    float[] ones = new float[indices.length];
    Arrays.fill(ones, 1);
    return new SparseTerms(indices, ones);
  }
}
