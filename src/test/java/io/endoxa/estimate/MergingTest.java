package io.endoxa.estimate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Sums of parts of a corpus are those of the whole, however it is cut. */
class MergingTest {
  private record Paragraph(int article, ArticleSums sums) {}

  private static List<Paragraph> paragraphs() {
    Random random = new Random(5);
    List<Paragraph> paragraphs = new ArrayList<>();
    for (int i = 0; i < 600; i++) {
      double probability = 0.1 + 0.3 * random.nextDouble();
      double prediction = random.nextDouble();
      boolean truth = random.nextDouble() < prediction;
      paragraphs.add(
          new Paragraph(
              random.nextInt(80),
              random.nextDouble() < probability
                  ? ArticleSums.labelled(prediction, truth, probability)
                  : ArticleSums.unlabelled(prediction)));
    }
    return paragraphs;
  }

  /** As a cluster does it: articles are put together from all parts, cells from articles. */
  private static CellSums inParts(List<Paragraph> paragraphs, int parts, Random random) {
    List<Map<Integer, ArticleSums>> articles = new ArrayList<>();
    for (int part = 0; part < parts; part++) {
      articles.add(new HashMap<>());
    }
    for (Paragraph paragraph : paragraphs) {
      articles
          .get(random.nextInt(parts))
          .merge(paragraph.article(), paragraph.sums(), ArticleSums::plus);
    }
    Map<Integer, ArticleSums> whole = new HashMap<>();
    articles.forEach(part -> part.forEach((id, sums) -> whole.merge(id, sums, ArticleSums::plus)));
    List<CellSums> cells = new ArrayList<>();
    for (int part = 0; part < parts; part++) {
      cells.add(new CellSums());
    }
    whole.values().forEach(article -> cells.get(random.nextInt(parts)).add(article));
    Collections.shuffle(cells, random);
    CellSums merged = new CellSums();
    cells.forEach(cell -> merged.merge(CellSums.ofArray(cell.toArray())));
    return merged;
  }

  @Test
  void anyPartitionGivesTheSameEstimates() {
    List<Paragraph> paragraphs = paragraphs();
    Random random = new Random(6);
    CellSums whole = inParts(paragraphs, 1, random);
    assertThat(whole.paragraphs()).isEqualTo(600);
    assertThat(whole.articles()).isEqualTo(80);
    for (int parts : new int[] {2, 3, 7, 50}) {
      Collections.shuffle(paragraphs, random);
      CellSums merged = inParts(paragraphs, parts, random);

      assertThat(merged.articles()).isEqualTo(whole.articles());
      assertThat(merged.paragraphs()).isEqualTo(whole.paragraphs());
      assertThat(merged.labelled()).isEqualTo(whole.labelled());
      assertThat(merged.labelledArticles()).isEqualTo(whole.labelledArticles());
      assertEqual(DesignBased.estimate(merged), DesignBased.estimate(whole));
      assertEqual(PredictionPowered.estimate(merged), PredictionPowered.estimate(whole));
    }
  }

  private static void assertEqual(Estimate found, Estimate expected) {
    assertThat(found.share()).isCloseTo(expected.share(), within(1e-12));
    assertThat(found.standardError()).isCloseTo(expected.standardError(), within(1e-12));
    assertThat(found.low()).isCloseTo(expected.low(), within(1e-12));
    assertThat(found.high()).isCloseTo(expected.high(), within(1e-12));
  }

  @Test
  void anArticleWithoutParagraphsOfTheCellIsNoArticleOfIt() {
    CellSums sums = new CellSums().add(ArticleSums.NONE).add(ArticleSums.unlabelled(1));

    assertThat(sums.articles()).isEqualTo(1);
  }

  @Test
  void sumsThatWereReadAreTheirOwn() {
    double[] values = new CellSums().add(ArticleSums.unlabelled(1)).toArray();
    CellSums sums = CellSums.ofArray(values);
    sums.toArray()[0] = 7;
    values[0] = 7;

    assertThat(sums.articles()).isEqualTo(1);
  }
}
