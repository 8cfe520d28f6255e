package io.endoxa.text.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.endoxa.text.Article;
import io.endoxa.text.Attribution;
import io.endoxa.text.Paragraph;
import io.endoxa.text.ReadResult;
import io.endoxa.text.SentenceSplitter;
import io.endoxa.text.TextSpan;
import io.endoxa.text.VisibleText;
import io.endoxa.text.clean.ArticleCutter;
import io.endoxa.text.clean.CleanText;
import io.endoxa.text.clean.CutArticle;
import io.endoxa.text.clean.TextCleaner;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What holds for any document, over 10,000 random ones of all formats. */
class RandomDocumentsTest {
  private static final int DOCUMENTS = 10_000;

  private static final List<RandomFile> FILES = RandomFile.some(1, DOCUMENTS);
  private static final List<CutArticle> CUT = new ArrayList<>();
  private static final Map<String, List<ReadResult>> READ = new TreeMap<>();

  @BeforeAll
  static void readAll() throws IOException {
    ArticleSources sources = new ArticleSources(ArticleFields.STANDARD);
    ArticleCutter cutter = new ArticleCutter();
    for (RandomFile file : FILES) {
      if (sources.forFile(file.name()).isEmpty()) {
        continue;
      }
      List<ReadResult> results = new ArrayList<>();
      sources
          .forFile(file.name())
          .orElseThrow()
          .read(file.name(), new ByteArrayInputStream(file.bytes()))
          .forEachRemaining(results::add);
      READ.put(file.name(), results);
      for (ReadResult result : results) {
        if (result instanceof Article article) {
          CUT.add(cutter.cut(article));
        }
      }
    }
  }

  @Test
  void everyDocumentIsAnArticleOrRejected() {
    for (RandomFile file : FILES) {
      if (READ.containsKey(file.name())) {
        assertThat(READ.get(file.name())).as(file.name()).hasSize(file.documents());
      }
    }
    assertThat(FILES.stream().mapToInt(RandomFile::documents).sum())
        .isGreaterThanOrEqualTo(DOCUMENTS);
    assertThat(CUT.size()).isBetween(DOCUMENTS / 2, DOCUMENTS - 500);
  }

  @Test
  void offsetsPointAtTheText() {
    int paragraphs = 0;
    int speakers = 0;
    for (CutArticle cut : CUT) {
      int end = -1;
      for (Paragraph paragraph : cut.paragraphs()) {
        assertThat(paragraph.charStart()).isGreaterThan(end);
        end = paragraph.charEnd();
        assertThat(cut.cleanText().substring(paragraph.charStart(), end))
            .isEqualTo(paragraph.text());
        Attribution attribution = paragraph.attribution();
        if (attribution != null && attribution.speakerSpan() != null) {
          assertThat(attribution.speakerSpan().of(paragraph.text()))
              .isEqualTo(attribution.speaker());
          speakers++;
        }
        for (TextSpan sentence : new SentenceSplitter().split(paragraph.text())) {
          assertThat(sentence.of(paragraph.text())).isNotBlank();
        }
        paragraphs++;
      }
    }
    assertThat(paragraphs).isGreaterThan(DOCUMENTS);
    assertThat(speakers).isPositive();
  }

  @Test
  void cleaningTwiceChangesNothing() {
    TextCleaner cleaner = new TextCleaner();
    for (CutArticle cut : CUT) {
      assertThat(cleaner.clean(cut.cleanText()))
          .as(cut.article().origin().toString())
          .isEqualTo(new CleanText(cut.cleanText(), List.of(), 0));
    }
  }

  @Test
  void cuttingTwiceGivesTheSame() {
    ArticleCutter cutter = new ArticleCutter();
    for (CutArticle cut : CUT.subList(0, 1000)) {
      assertThat(cutter.cut(cut.article())).isEqualTo(cut);
    }
  }

  @Test
  void cleanTextHoldsNothingThatNobodySees() {
    for (CutArticle cut : CUT) {
      assertThat(VisibleText.of(cut.cleanText()))
          .as(cut.article().origin().toString())
          .isEqualTo(new VisibleText(cut.cleanText(), 0));
    }
  }
}
