package io.endoxa.classify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.endoxa.error.UserException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HashedTermsTest {
  @Test
  void wordsAreRunsOfLettersAndDigitsInLowerCase() {
    assertThat(HashedTerms.words("The EU's 2024–25 plan: Қарабах, İstanbul!"))
        .containsExactly("the", "eu", "s", "2024", "25", "plan", "қарабах", "i", "stanbul");
  }

  @Test
  void wordsStandInTheLowerHalfAtTheirHashesAndPairsInTheUpper() {
    // Hashes from MurmurHash3 x86 32 written anew in Python, seed 0, modulo 2^19: peace 327564,
    // keepers 53073, left 144152; 2^19 and: peace keepers 68331, keepers left 336191.
    SparseTerms terms = new HashedTerms().count("Peace-keepers left.");
    assertThat(terms.indices()).containsExactly(53073, 144152, 327564, 592619, 860479);
    assertThat(terms.values()).containsOnly(1);
    assertThat(new HashedTerms().count("Қарабах").indices()).containsExactly(408261);
  }

  @Test
  void repeatedTermsAreCounted() {
    SparseTerms terms = new HashedTerms().count("left left left");
    assertThat(terms.size()).isEqualTo(2);
    assertThat(terms.values()).containsExactlyInAnyOrder(3, 2);
  }

  @Test
  void collidingTermsShareACount() {
    SparseTerms terms = new HashedTerms(2).count("one two three");
    assertThat(terms.indices()).containsExactly(0, 1);
    assertThat(terms.values()).containsExactly(3, 2);
  }

  @Test
  void aDimensionWithoutHalvesIsRefused() {
    assertThatThrownBy(() -> new HashedTerms(3))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("dimension 3 is not even and at least 2");
  }

  @Test
  void aTextWithoutWordsHasNoTerms() {
    assertThat(new HashedTerms().count(" – ?! ").size()).isZero();
  }

  @Test
  void rareTermsWeighMoreAndWordsAndPairsHaveLengthOneEach() {
    // python3: [log(8/(df+1)) for df in (7, 5, 0, 1, 6, 5)] of 7 paragraphs. Positions 2 and 3 are
    // of too few. Counts 3 and 2 of words 0 and 1 become 0 and 1; 1 and 4 of pairs 4 and 5 are
    // weighted 0.133531 and 1.150728, divided by the square root of the sum of squares.
    List<SparseTerms> paragraphs = new ArrayList<>(Collections.nCopies(5, terms(0, 1, 4, 5)));
    paragraphs.add(terms(0, 3, 4));
    paragraphs.add(terms(0));
    Idf idf = Idf.fit(paragraphs, 6);
    assertThat(idf.size()).isEqualTo(4);
    assertThat(idf.dimension()).isEqualTo(6);
    assertThat(idf.weights()[0]).isZero();
    assertThat(idf.weights()[1]).isCloseTo(0.287682f, within(1e-5f));
    assertThat(idf.weights()[2]).isCloseTo(0.133531f, within(1e-5f));
    SparseTerms weighed =
        idf.weigh(new SparseTerms(new int[] {0, 1, 3, 4, 5}, new float[] {3, 2, 7, 1, 4}));
    assertThat(weighed.indices()).containsExactly(0, 1, 2, 3);
    assertThat(weighed.values())
        .containsExactly(new float[] {0, 1, 0.115268f, 0.993334f}, within(1e-5f));
  }

  @Test
  void termsOfEveryParagraphWeighNothing() {
    Idf idf = Idf.fit(Collections.nCopies(5, terms(0)), 2);
    assertThat(idf.weigh(terms(0)).values()).containsExactly(0);
  }

  @Test
  void whereNoTermIsFrequentOnePositionStays() {
    Idf idf = Idf.fit(List.of(terms(3), terms(2)), 4);
    assertThat(idf.weights()).containsExactly(0);
    assertThat(idf.weigh(terms(2, 3)).size()).isZero();
  }

  @Test
  void weightsSurviveTheirTensor() {
    List<SparseTerms> paragraphs = new ArrayList<>(Collections.nCopies(5, terms(1, 2)));
    paragraphs.add(terms(3));
    Idf idf = Idf.fit(paragraphs, 4);
    Idf read = Idf.read("x", Tensors.read("x", Tensors.write(idf.tensor())));
    assertThat(read.dimension()).isEqualTo(4);
    assertThat(read.weights()).isEqualTo(idf.weights()).hasSize(2);
    assertThat(read.weigh(terms(2, 3)).indices()).containsExactly(1);
  }

  @Test
  void positionsOutOfOrderAreRefused() {
    Tensor tensor = new Tensor(new float[] {8, 0, 5, 1, 5, 1}, 3, 2);
    assertThatThrownBy(() -> Idf.read("linear.safetensors", Map.of("terms", tensor)))
        .isInstanceOf(UserException.class)
        .hasMessage(
            "linear.safetensors: tensor 'terms': row 2 has position 5, expected one above 5 and"
                + " below 8. Train the model again.");
  }

  private static SparseTerms terms(int... indices) {
    float[] ones = new float[indices.length];
    Arrays.fill(ones, 1);
    return new SparseTerms(indices, ones);
  }
}
