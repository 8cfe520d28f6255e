package io.endoxa.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ParagraphSentencesTest {
  private static final ParagraphSentences PARAGRAPH =
      ParagraphSentences.of(" The ferry was late.  Nobody minded.\nTea was served. ");

  @Test
  void aSentenceIsLeftOutWithTheSpaceBehindIt() {
    assertThat(PARAGRAPH.size()).isEqualTo(3);
    assertThat(PARAGRAPH.sentence(1)).isEqualTo("Nobody minded.");
    assertThat(PARAGRAPH.without(0)).isEqualTo("Nobody minded.\nTea was served.");
    assertThat(PARAGRAPH.without(1)).isEqualTo("The ferry was late.  Tea was served.");
    assertThat(PARAGRAPH.without(2)).isEqualTo("The ferry was late.  Nobody minded.");
  }

  @Test
  void whatNobodySeesIsNoSentence() {
    String text = "\u200B. Nobody minded. \u200B\u200B";

    assertThat(ParagraphSentences.of(text).spans())
        .extracting(span -> PlainText.of(span.of(text)))
        .doesNotContain("");
    assertThat(ParagraphSentences.of("\u200B \u00AD").spans()).isEqualTo(List.of());
    assertThat(ParagraphSentences.of("").size()).isZero();
  }
}
