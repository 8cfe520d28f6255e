package io.endoxa.error;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class NearestNameTest {
  private static final List<String> KNOWN = List.of("output", "input", "seed", "folds");

  @Test
  void aSlipOfTheFingerFindsItsName() {
    assertThat(NearestName.of("ouptut", KNOWN)).contains("output");
    assertThat(NearestName.of("fold", KNOWN)).contains("folds");
    assertThat(NearestName.of("sead", KNOWN)).contains("seed");
  }

  @Test
  void twoLettersInTheWrongOrderAreOneSlip() {
    assertThat(NearestName.of("trian", List.of("train", "label"))).contains("train");
    assertThat(NearestName.of("chekc", List.of("check", "list"))).contains("check");
  }

  @Test
  void capitalsDoNotCountAsSlips() {
    assertThat(NearestName.of("OUTPUT", KNOWN)).contains("output");
  }

  @Test
  void aNameThatIsFarFromAllFindsNone() {
    assertThat(NearestName.of("partitions", KNOWN)).isEmpty();
    assertThat(NearestName.of("", KNOWN)).isEmpty();
    assertThat(NearestName.of("x", List.of())).isEmpty();
  }

  @Test
  void atMostAThirdOfTheLettersMayDiffer() {
    assertThat(NearestName.of("abcdxx", List.of("abcdef"))).contains("abcdef");
    assertThat(NearestName.of("abcxxx", List.of("abcdef"))).isEmpty();
  }

  @Test
  void aShortNameMayDifferInOneLetter() {
    assertThat(NearestName.of("ab", List.of("ax"))).contains("ax");
    assertThat(NearestName.of("ab", List.of("xy"))).isEmpty();
  }

  @Test
  void ofNamesThatAreEquallyNearTheFirstInOrderIsTaken() {
    assertThat(NearestName.of("put", List.of("puz", "pub"))).contains("pub");
  }

  @Test
  void theHintIsASentenceOrNothing() {
    assertThat(NearestName.hint("imput", KNOWN)).isEqualTo(" Did you mean 'input'?");
    assertThat(NearestName.hint("zzzzzz", KNOWN)).isEmpty();
  }
}
