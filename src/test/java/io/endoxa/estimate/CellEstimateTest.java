package io.endoxa.estimate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class CellEstimateTest {
  /** Articles of two paragraphs, of which some have one labelled by hand. */
  private static CellSums cell(int articles, int labelled, double probability) {
    CellSums sums = new CellSums();
    for (int i = 0; i < articles; i++) {
      ArticleSums other = ArticleSums.unlabelled(0.4);
      sums.add(
          other.plus(
              i < labelled
                  ? ArticleSums.labelled(i % 2, i % 3 == 0, probability)
                  : ArticleSums.unlabelled(0.6)));
    }
    return sums;
  }

  private static CellEstimate.Wider source(CellSums sums) {
    return new CellEstimate.Wider("source", "the source in all months", sums);
  }

  private static CellEstimate.Wider question(CellSums sums) {
    return new CellEstimate.Wider("question", "all sources and months", sums);
  }

  @Test
  void enoughLabelsGiveTheCellItsOwnEstimate() {
    CellSums sums = cell(60, 30, 0.25);

    assertThat(CellEstimate.of(sums, List.of(question(cell(400, 200, 0.25)))))
        .isEqualTo(
            new CellEstimate(
                PredictionPowered.estimate(sums), DesignBased.estimate(sums), null, null));
  }

  @Test
  void tooFewLabelsArePooledToTheNarrowestCellThatHasEnough() {
    CellSums few = cell(58, 29, 0.25);
    CellSums enough = cell(200, 100, 0.25);
    CellSums more = cell(400, 200, 0.25);

    assertThat(CellEstimate.of(few, List.of(source(enough), question(more))))
        .isEqualTo(
            new CellEstimate(
                PredictionPowered.estimate(enough),
                DesignBased.estimate(enough),
                "source",
                "labelled by hand: 29 paragraphs in 29 articles, needed: 30 in 20; the estimate is"
                    + " that of the source in all months"));
    assertThat(CellEstimate.of(few, List.of(source(few), question(more))).pooledTo())
        .isEqualTo("question");
  }

  @Test
  void manyLabelsInFewArticlesAreTooFew() {
    CellSums sums = new CellSums();
    for (int article = 0; article < 19; article++) {
      sums.add(ArticleSums.labelled(0, true, 1).plus(ArticleSums.labelled(0, false, 1)));
    }

    assertThat(CellEstimate.of(sums, List.of()))
        .isEqualTo(
            new CellEstimate(
                null,
                null,
                null,
                "labelled by hand: 38 paragraphs in 19 articles, needed: 30 in 20"));
  }

  @Test
  void whereNoCellHasEnoughNothingIsEstimated() {
    CellEstimate estimate =
        CellEstimate.of(
            cell(5, 0, 0.25), List.of(source(cell(9, 1, 0.25)), question(cell(9, 3, 1))));

    assertThat(estimate.ppi()).isNull();
    assertThat(estimate.dsl()).isNull();
    assertThat(estimate.pooledTo()).isNull();
    assertThat(estimate.reason())
        .isEqualTo(
            "labelled by hand: 0 paragraphs in 0 articles, needed: 30 in 20; of all sources and"
                + " months: labelled by hand: 3 paragraphs in 3 articles, needed: 30 in 20");
  }

  /** 100 of 2,000 paragraphs, whose probabilities say that they are 100 of 200. */
  @Test
  void aSampleOfSomethingElseCorrectsNothing() {
    CellEstimate estimate = CellEstimate.of(cell(1000, 100, 0.5), List.of());

    assertThat(estimate.ppi()).isNull();
    assertThat(estimate.reason())
        .isEqualTo(
            "by their inclusion probabilities the paragraphs labelled by hand stand for 200, and"
                + " there are 2,000: the sample is of something else, or a probability is wrong");
  }

  @Test
  void aCorpusThatIsLabelledWholeNeedsNoClassifier() {
    CellSums sums = new CellSums();
    for (int article = 0; article < 40; article++) {
      sums.add(ArticleSums.labelled(0.9, article % 4 == 0, 1));
    }
    CellEstimate estimate = CellEstimate.of(sums, List.of());

    assertThat(Objects.requireNonNull(estimate.ppi()).share()).isEqualTo(0.25);
    assertThat(Objects.requireNonNull(estimate.dsl()).share()).isEqualTo(0.25);
  }
}
