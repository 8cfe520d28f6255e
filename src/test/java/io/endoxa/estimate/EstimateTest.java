package io.endoxa.estimate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

/**
 * Both estimators against values that were computed row by row, without sums of products:
 *
 * <pre>{@code
 * import numpy as np
 * from scipy.stats import t
 * a = np.array([0,0,0,1,1,2,2,2,2,3,4,4,5,5,5,6,6])                                  # article
 * f = np.tile([.9,.2,.1,.8,.3,.6,.1,.1,0,.7,1,.4,.2,.5,.3,.6,.2], 4)                 # prediction
 * p = np.tile([.5,.5,0,.25,0,.5,0,.25,0,.5,.5,0,.25,0,.5,0,0], 4)         # probability, 0: not drawn
 * y = np.tile([1,0,0,1,0,0,0,0,0,1,1,0,1,0,0,0,0], 4)                     # label, where it was drawn
 * a = np.concatenate([a, a + 7, a + 14, a + 21])              # of 28 articles 24 have labels, 36 in all
 * w = np.divide(1, p, out=np.zeros(68), where=p > 0)
 * by = lambda e: np.array([e[a == c].sum() for c in range(28)])
 * se = lambda e, k: np.sqrt(24 / (24 - k) * (by(e) ** 2).sum())
 * show = lambda x, s, k: print(x, s, x + t.ppf([.025, .975], 24 - k) * np.hypot(s, 1 / 36))
 * z = f + w * (y - f)
 * show(z.mean(), se((z - z.mean()) / 68, 1), 1)                                       # DSL
 * W = w.sum(); mean = lambda v: (w * v).sum() / W
 * ppi = lambda l: mean(y) + l * (f.mean() - mean(f))
 * err = lambda l: se(w * (y - mean(y)) / W + l * ((f - f.mean()) / 68 - w * (f - mean(f)) / W), 2)
 * l = np.linspace(0, 1, 10001); l = l[np.argmin([err(x) for x in l])]; print(l)
 * show(ppi(l), err(l), 2)                                                             # PPI++
 * }</pre>
 */
class EstimateTest {
  static final int TIMES = 4;
  static final int ARTICLES = 7;
  private static final int[] ARTICLE = {0, 0, 0, 1, 1, 2, 2, 2, 2, 3, 4, 4, 5, 5, 5, 6, 6};
  private static final double[] PREDICTION = {
    .9, .2, .1, .8, .3, .6, .1, .1, 0, .7, 1, .4, .2, .5, .3, .6, .2
  };
  private static final double[] PROBABILITY = {
    .5, .5, 0, .25, 0, .5, 0, .25, 0, .5, .5, 0, .25, 0, .5, 0, 0
  };
  private static final int[] TRUTH = {1, 0, 0, 1, 0, 0, 0, 0, 0, 1, 1, 0, 1, 0, 0, 0, 0};

  /** An article; what follows the first seven is as they are. */
  static ArticleSums article(int article, DoubleUnaryOperator predicted, boolean opposite) {
    ArticleSums of = ArticleSums.NONE;
    for (int i = 0; i < ARTICLE.length; i++) {
      if (ARTICLE[i] == article % ARTICLES) {
        double prediction = predicted.applyAsDouble(PREDICTION[i]);
        of =
            of.plus(
                PROBABILITY[i] == 0
                    ? ArticleSums.unlabelled(prediction)
                    : ArticleSums.labelled(prediction, TRUTH[i] == 1 != opposite, PROBABILITY[i]));
      }
    }
    return of;
  }

  private static CellSums sums() {
    CellSums sums = new CellSums();
    for (int article = 0; article < TIMES * ARTICLES; article++) {
      sums.add(article(article, prediction -> prediction, false));
    }
    return sums;
  }

  @Test
  void designBasedSupervisedLearningIsAsComputedByRows() {
    Estimate estimate = DesignBased.estimate(sums());

    assertThat(estimate.share()).isCloseTo(0.5411764705882355, within(1e-12));
    assertThat(estimate.standardError()).isCloseTo(0.11444368451826181, within(1e-12));
    assertThat(estimate.low()).isCloseTo(0.29755779, within(1e-8));
    assertThat(estimate.high()).isCloseTo(0.78479515, within(1e-8));
  }

  @Test
  void predictionPoweredInferenceIsAsComputedByRows() {
    Estimate estimate = PredictionPowered.estimate(sums());

    // The recipe tries lambdas in steps of 0.0001.
    assertThat(PredictionPowered.lambda(sums())).isCloseTo(0.6061, within(1e-4));
    assertThat(estimate.share()).isCloseTo(0.5349048, within(1e-5));
    assertThat(estimate.standardError()).isCloseTo(0.0868155278, within(1e-8));
    assertThat(estimate.low()).isCloseTo(0.345869, within(1e-5));
    assertThat(estimate.high()).isCloseTo(0.723941, within(1e-5));
  }

  @Test
  void countsAreThoseOfRows() {
    CellSums sums = sums();

    assertThat(sums.articles()).isEqualTo(28);
    assertThat(sums.paragraphs()).isEqualTo(68);
    assertThat(sums.labelled()).isEqualTo(36);
    assertThat(sums.labelledArticles()).isEqualTo(24);
  }

  @Test
  void predictionsThatAreAllAlikeLeaveTheLabelsAlone() {
    CellSums sums = new CellSums();
    for (int article = 0; article < 40; article++) {
      sums.add(
          article % 2 == 0
              ? ArticleSums.labelled(0.5, article % 8 == 0, 0.5)
              : ArticleSums.unlabelled(0.5));
    }

    assertThat(PredictionPowered.lambda(sums)).isZero();
    assertThat(PredictionPowered.estimate(sums).share()).isEqualTo(0.25);
  }

  @Test
  void aSampleWithoutAMistakeHasAnIntervalAllTheSame() {
    CellSums sums = new CellSums();
    for (int article = 0; article < 100; article++) {
      sums.add(ArticleSums.labelled(0, false, 0.5)).add(ArticleSums.unlabelled(0));
    }

    for (Estimate estimate :
        new Estimate[] {DesignBased.estimate(sums), PredictionPowered.estimate(sums)}) {
      assertThat(estimate.share()).isZero();
      assertThat(estimate.standardError()).isZero();
      assertThat(estimate.low()).isZero();
      // scipy.stats.t.ppf(0.975, [99, 98]) / 100
      assertThat(estimate.high()).isBetween(0.019842, 0.019845);
    }
  }

  @Test
  void whatIsNoShareIsRefused() {
    assertThatThrownBy(() -> ArticleSums.unlabelled(1.01))
        .hasMessage("prediction 1.01, expected 0 to 1");
    assertThatThrownBy(() -> ArticleSums.unlabelled(Double.NaN))
        .hasMessage("prediction NaN, expected 0 to 1");
    assertThatThrownBy(() -> ArticleSums.labelled(0.5, true, 0))
        .hasMessage("inclusion probability 0 of a paragraph that was drawn");
    assertThatThrownBy(() -> ArticleSums.labelled(0.5, true, 7))
        .hasMessage("inclusion probability 7.0, expected 0 to 1");
    assertThatThrownBy(() -> CellSums.ofArray(new double[3])).hasMessage("3 numbers, expected 23");
  }
}
