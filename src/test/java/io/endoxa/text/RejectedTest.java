package io.endoxa.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class RejectedTest {
  private static Rejected withExcerpt(String excerpt) {
    return new Rejected(new Origin("f", 1), RejectReason.BAD_JSON, "is bad.", excerpt);
  }

  @Test
  void excerptsAreShortAndPrintable() {
    assertThat(withExcerpt("a\tb\u0000c\u202Ed\uD800").excerpt())
        .isEqualTo("a b\uFFFDc\uFFFDd\uFFFD");
    assertThat(withExcerpt("x".repeat(500)).excerpt()).hasSize(120);
  }

  @Test
  void excerptsDoNotCutACharacterInTwo() {
    assertThat(withExcerpt("x".repeat(119) + "\uD83D\uDE00").excerpt()).isEqualTo("x".repeat(119));
  }

  @Test
  void reasonsHaveLowerCaseLabels() {
    assertThat(RejectReason.NO_PARAGRAPHS.label()).isEqualTo("no_paragraphs");
  }

  @Test
  void positionsCountFromOne() {
    assertThatThrownBy(() -> new Origin("f", 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("position is 0, expected 1 or more");
    assertThat(new Origin("f", 3)).hasToString("f:3");
  }
}
