package io.endoxa.codebook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.endoxa.error.UserException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class StanceTest {
  @Test
  void theOrderOfTheLabelsIsPartOfTheModelFormat() {
    assertThat(IntStream.range(0, Stance.COUNT).mapToObj(i -> Stance.at(i).label()))
        .containsExactly("agree", "disagree", "discuss", "unrelated");
  }

  @ParameterizedTest
  @EnumSource
  void aLabelAndAPositionFindTheirStance(Stance stance) {
    assertThat(Stance.of(stance.label(), "x")).isSameAs(stance);
    assertThat(Stance.at(stance.position())).isSameAs(stance);
  }

  @Test
  void theMostLikelyStanceHasTheHighestScoreAndComesFirstAmongEquals() {
    assertThat(Stance.mostLikely(new float[] {-1, 3, 2, 0})).isSameAs(Stance.DISAGREE);
    assertThat(Stance.mostLikely(new float[] {0, 1, 1, 1})).isSameAs(Stance.DISAGREE);
    assertThat(Stance.mostLikely(new float[] {-5, -4, -3, -2})).isSameAs(Stance.UNRELATED);
  }

  @Test
  void anUnknownLabelIsNamedWithItsPlace() {
    assertThatThrownBy(() -> Stance.of("discus", "a.jsonl:3"))
        .isInstanceOf(UserException.class)
        .hasMessage(
            "a.jsonl:3: stance 'discus' is unknown. Did you mean 'discuss'?"
                + " Known: agree, disagree, discuss, unrelated.");
    assertThatThrownBy(() -> Stance.of("AGREE", "a.jsonl:3"))
        .hasMessageStartingWith("a.jsonl:3: stance 'AGREE' is unknown. Did you mean 'agree'?");
  }
}
