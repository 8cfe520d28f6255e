package io.endoxa.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class TextOverlapTest {
  @Test
  void wordsCountAsOftenAsTheyStandInBothTexts() {
    TextOverlap overlap =
        TextOverlap.ofWords("The bridge, the BRIDGE and a mayor", "bridge the the the");

    // Common: bridge once, the twice. 3 of 4 found, 3 of 7 expected; 2 * 3 / (4 + 7).
    assertThat(overlap.precision()).isEqualTo(0.75);
    assertThat(overlap.recall()).isCloseTo(3 / 7.0, within(1e-12));
    assertThat(overlap.f1()).isCloseTo(6 / 11.0, within(1e-12));
  }

  @Test
  void shinglesSeeOrder() {
    assertThat(TextOverlap.ofWords("a b c d e", "e d c b a").f1()).isEqualTo(1);
    assertThat(TextOverlap.ofShingles("a b c d e", "e d c b a").f1()).isZero();
    assertThat(TextOverlap.ofShingles("a b c d e", "a b c d").recall()).isEqualTo(0.5);
    assertThat(TextOverlap.ofShingles("a b", "a b").f1()).isEqualTo(1);
  }

  @Test
  void everyCharacterOfAScriptWithoutSpacesIsAWord() {
    assertThat(TextOverlap.ofWords("大桥开了", "大桥").recall()).isEqualTo(0.5);
  }

  @Test
  void emptyTextsAgreeWithEachOtherAlone() {
    assertThat(TextOverlap.ofWords("", " … ").f1()).isEqualTo(1);
    assertThat(TextOverlap.ofWords("", "word").f1()).isZero();
    assertThat(TextOverlap.ofShingles("word", "").f1()).isZero();
  }
}
