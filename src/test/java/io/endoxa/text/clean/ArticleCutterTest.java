package io.endoxa.text.clean;

import static org.assertj.core.api.Assertions.assertThat;

import io.endoxa.text.Article;
import io.endoxa.text.Origin;
import io.endoxa.text.Paragraph;
import io.endoxa.text.ParagraphMark;
import org.junit.jupiter.api.Test;

class ArticleCutterTest {
  private final ArticleCutter cutter = new ArticleCutter();

  private static Article article(String id, String text) {
    return new Article(id, "Gazette", null, null, "Bridge", "en", text, new Origin("f.txt", 1));
  }

  @Test
  void paragraphsStandWhereTheirOffsetsSay() {
    CutArticle cut =
        cutter.cut(article("a1", "Skip to content\n\nThe  bridge\u200B opens.\n\nFerries\nstop."));

    assertThat(cut.cleanText()).isEqualTo("The bridge opens.\n\nFerries stop.");
    assertThat(cut.paragraphs()).extracting(Paragraph::index).containsExactly(0, 1);
    assertThat(cut.paragraphs())
        .allSatisfy(
            paragraph ->
                assertThat(cut.cleanText().substring(paragraph.charStart(), paragraph.charEnd()))
                    .isEqualTo(paragraph.text()));
    assertThat(cut.dropped()).containsExactly(new DroppedLine("Skip to content", "skip link"));
    assertThat(cut.invisibleCharacters()).isEqualTo(1);
  }

  @Test
  void aParagraphIsNamedAfterArticleIndexAndNormalisedText() {
    // printf 'a1\0%s\0the bridge opens.' 0 | sha256sum | cut -c1-32
    assertThat(cutter.cut(article("a1", "The bridge  OPENS.")).paragraphs())
        .extracting(Paragraph::id)
        .containsExactly("a85c7060066e6279f80482d2e7808ba2");
  }

  @Test
  void repeatedParagraphsPointToTheFirst() {
    CutArticle cut =
        cutter.cut(article("a1", "The bridge.\n\nFerries.\n\nTHE bridge.\n\nThe bridge."));

    String first = cut.paragraphs().get(0).id();
    assertThat(cut.paragraphs())
        .extracting(Paragraph::duplicateOf)
        .containsExactly(null, null, first, first);
    assertThat(cut.paragraphs()).extracting(Paragraph::id).doesNotHaveDuplicates();
  }

  @Test
  void theSameContentUnderTwoIdsHasOneHash() {
    CutArticle one = cutter.cut(article("a1", "The bridge opens.\n\nFerries stop."));
    CutArticle two = cutter.cut(article("a2", "The bridge opens.\r\n\r\n\r\nFERRIES\u00A0stop.\n"));

    assertThat(one.contentHash()).isEqualTo(two.contentHash());
    assertThat(one.contentHash())
        .isNotEqualTo(cutter.cut(article("a1", "The bridge opens.")).contentHash());
  }

  @Test
  void paragraphsThatMayNotBeTheArticlesOwnAreMarked() {
    CutArticle cut =
        cutter.cut(
            article(
                "a1",
                "BRIDGE\n\nThe bridge opens.\n\nThe bridge opens.\n\nFerries stop.\n\n"
                    + "1. A bridge opened.\n\n2. Ferries stopped."));

    assertThat(cut.paragraphs())
        .extracting(Paragraph::mark)
        .containsExactly(
            ParagraphMark.HEADLINE,
            null,
            ParagraphMark.REPEATED,
            null,
            ParagraphMark.NUMBERED_SUMMARY,
            ParagraphMark.NUMBERED_SUMMARY);
    assertThat(ParagraphMark.NUMBERED_SUMMARY.label()).isEqualTo("numbered_summary");
  }

  @Test
  void aListWithinAnArticleAndAnArticleThatIsAListAreNoSummary() {
    assertThat(cutter.cut(article("a1", "2. Two.")).paragraphs())
        .extracting(Paragraph::mark)
        .containsOnlyNulls();
    assertThat(cutter.cut(article("a1", "A.\n\n1. One.\n\n2. Two.\n\nB.")).paragraphs())
        .extracting(Paragraph::mark)
        .containsOnlyNulls();
    assertThat(cutter.cut(article("a1", "1. One.\n\n2. Two.")).paragraphs())
        .extracting(Paragraph::mark)
        .containsOnlyNulls();
    assertThat(cutter.cut(article("a1", "A.\n\n2. Two.\n\n3. Three.")).paragraphs())
        .extracting(Paragraph::mark)
        .containsOnlyNulls();
  }

  @Test
  void furnitureAloneLeavesNoParagraph() {
    assertThat(cutter.cut(article("a1", "Skip to content\n\nShare\n\n* * *")).paragraphs())
        .isEmpty();
  }
}
