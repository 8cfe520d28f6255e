package io.endoxa.classify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PairTermsTest {
  private static final String QUESTION = "Old bridge closed";
  private static final String TEXT = "The old bridge is not closed. It stands.";
  private static final PairTerms TERMS =
      PairTerms.fit(List.of(QUESTION, "Rain tomorrow"), List.of(TEXT, "Nobody expects rain."));

  /**
   * By hand: all three stems (old, bridg, close) stand in the text, of "old bridge" and "bridge
   * closed" the first; the question does not negate, the text does.
   */
  @Test
  void theOverlapIsThatOfStemsAndWordPairs() {
    float[] overlap = TERMS.features(QUESTION, TEXT).vector();

    assertThat(Arrays.copyOfRange(overlap, 1, 9)).containsExactly(1, 1, 1, 1, 0.5f, 0, 1, 1);
  }

  /**
   * Four documents: a stem of two weighs ln(5/3), of one ln(5/2), of none ln 5. "Bridges" has the
   * stem of bridge; "Tunnel" is unknown, "tomorrow" stands in one.
   */
  @Test
  void rareStemsCountForMore() {
    float[] overlap = TERMS.features("Bridges, tunnel tomorrow", TEXT).vector();
    double known = Math.log(5 / 3.0);

    assertThat((double) overlap[1])
        .isCloseTo(known / (known + Math.log(5) + Math.log(5 / 2.0)), within(1e-6));
    assertThat(overlap[2]).isEqualTo(1);
    assertThat(overlap[3]).isZero();
  }

  /**
   * The cosine by hand: four documents, so that a term of one weighs a = ln(5/2) and a term of two
   * b = ln(5/3). The question has 3 words and "old bridge" of weight b, "bridge closed" of weight
   * a: length² = 4b² + a². The text shares the four of weight b and has 11 more terms of its own:
   * the, is, not, it, stands and six pairs: length² = 4b² + 11a². Cosine = 4b² / √(…) √(…).
   */
  @Test
  void theCosineIsOfWeightedTerms() {
    double a = Math.log(5 / 2.0);
    double b = Math.log(5 / 3.0);
    double cosine = 4 * b * b / Math.sqrt((4 * b * b + a * a) * (4 * b * b + 11 * a * a));

    assertThat((double) TERMS.features(QUESTION, TEXT).vector()[0]).isCloseTo(cosine, within(1e-6));
  }

  @Test
  void bothSidesHaveTermsOfTheirOwn() {
    SparseTerms terms = TERMS.features(QUESTION, TEXT).terms();
    int half = HashedTerms.DEFAULT_DIMENSION;

    assertThat(TERMS.termDimension()).isEqualTo(2 * half);
    assertThat(IntStream.of(terms.indices()).filter(index -> index < half)).hasSize(5);
    assertThat(IntStream.of(terms.indices()).filter(index -> index >= half)).hasSize(15);
    double squares = 0;
    for (float value : terms.values()) {
      squares += value * value;
    }
    assertThat(squares).isCloseTo(2, within(1e-5));
  }

  @Test
  void onlyTheBeginningOfATextIsItsBeginning() {
    String late = "word ".repeat(50) + "bridge never";
    float[] overlap = TERMS.features("bridge", late).vector();

    assertThat(overlap[1]).isEqualTo(1);
    assertThat(overlap[4]).isZero();
    assertThat(overlap[7]).isZero();
  }

  @Test
  void wordlessSidesOverlapInNothing() {
    assertThat(TERMS.features("!", "?").vector()).containsOnly(0);
    assertThat(TERMS.features("!", "?").terms().size()).isZero();
  }
}
