package io.endoxa.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ParagraphSplitterTest {
  private final ParagraphSplitter splitter = new ParagraphSplitter();

  @Test
  void blankLinesSeparateParagraphs() {
    assertThat(splitter.split("One.\n\nTwo\nlines.\n \n\nThree."))
        .containsExactly(new TextSpan(0, 4), new TextSpan(6, 16), new TextSpan(20, 26));
  }

  @Test
  void whiteSpaceAroundParagraphsIsNotPartOfThem() {
    assertThat(splitter.split("\n\n One. \n\n")).containsExactly(new TextSpan(3, 7));
  }

  @Test
  void aBlankTextHasNone() {
    assertThat(splitter.split("")).isEmpty();
    assertThat(splitter.split(" \n\n ")).isEmpty();
  }

  @Test
  void aSpanIsNeverEmpty() {
    assertThatThrownBy(() -> new TextSpan(3, 3))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a span from 3 to 3 is none: expected 0 <= start < end");
  }
}
