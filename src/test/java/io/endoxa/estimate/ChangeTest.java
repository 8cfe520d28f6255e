package io.endoxa.estimate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Objects;
import org.junit.jupiter.api.Test;

/**
 * The change against one that was computed row by row, without sums of products. Articles 0 to 27
 * are those of {@link EstimateTest}; of the second period are 7 to 27 again, and 28 to 34.
 *
 * <pre>{@code
 * import numpy as np
 * from scipy.stats import t
 * # a, f, p, y, w as in EstimateTest
 * def point(a, f, w, y):
 *     by = lambda e: np.bincount(a, e, 35)
 *     n = len(set(a[w > 0])); W = w.sum(); mean = lambda v: (w * v).sum() / W
 *     of = lambda l: np.sqrt(n / (n - 2)) * by(w * (y - mean(y)) / W
 *             + l * ((f - f.mean()) / len(f) - w * (f - mean(f)) / W))
 *     l = np.linspace(0, 1, 10001); l = l[np.argmin([(of(x) ** 2).sum() for x in l])]
 *     return mean(y) + l * (f.mean() - mean(f)), of(l), n - 2, 1 / (w > 0).sum()
 * k = a >= 7
 * s, e, m, x = point(a, f, w, y)
 * s2, e2, m2, x2 = point(np.append(a[k], a[:17] + 28), np.append(f[k], f[:17] * .8 + .1),
 *                        np.append(w[k], w[:17]), np.append(y[k], 1 - y[:17]))
 * v, v2 = (e ** 2).sum() + x ** 2, (e2 ** 2).sum() + x2 ** 2
 * se = np.sqrt(((e2 - e) ** 2).sum() + x ** 2 + x2 ** 2)                     # 0.0743, without copies 0.1289
 * d = (v + v2) ** 2 / (v ** 2 / m + v2 ** 2 / m2)
 * print(s2 - s, s2 - s + t.ppf([.025, .975], d) * se, 2 * t.cdf(-abs(s2 - s) / se, d))
 * }</pre>
 */
class ChangeTest {
  private static ChangeSums sums() {
    ChangeSums sums = new ChangeSums();
    for (int article = 0; article < EstimateTest.TIMES * EstimateTest.ARTICLES; article++) {
      ArticleSums of = EstimateTest.article(article, prediction -> prediction, false);
      sums.add(of, article < EstimateTest.ARTICLES ? ArticleSums.NONE : of);
    }
    for (int article = 0; article < EstimateTest.ARTICLES; article++) {
      sums.add(
          ArticleSums.NONE,
          EstimateTest.article(article, prediction -> 0.8 * prediction + 0.1, true));
    }
    return sums;
  }

  private static void assertIsAsComputedByRows(Change change) {
    // The recipe tries lambdas in steps of 0.0001.
    assertThat(change.change()).isCloseTo(-0.0196157, within(1e-4));
    assertThat(change.low()).isCloseTo(-0.1694563, within(1e-4));
    assertThat(change.high()).isCloseTo(0.1302249, within(1e-4));
    assertThat(change.pValue()).isCloseTo(0.7931404, within(1e-3));
  }

  @Test
  void theChangeIsAsComputedByRows() {
    assertIsAsComputedByRows(Change.of(sums()));
  }

  @Test
  void sumsThatWereCarriedInPartsGiveTheSame() {
    ChangeSums parts = ChangeSums.ofArray(new ChangeSums().toArray());
    parts.merge(ChangeSums.ofArray(sums().toArray()));

    assertIsAsComputedByRows(Change.of(parts));
    assertThatThrownBy(() -> ChangeSums.ofArray(new double[3]))
        .hasMessage("3 numbers, expected 71");
  }

  @Test
  void articlesThatStandInBothPeriodsAloneChangeNothing() {
    ChangeSums sums = new ChangeSums();
    for (int article = 0; article < 100; article++) {
      ArticleSums of = ArticleSums.labelled(0.5, article % 3 == 0, 0.5);
      sums.add(of, of);
    }
    Change change = Change.of(sums);

    assertThat(change.change()).isZero();
    assertThat(change.pValue()).isEqualTo(1);
    // What is left is the mistake more that is counted in each period: sqrt(2) / 100, times 1.97.
    assertThat(change.high()).isBetween(0.0277, 0.0280);
    assertThat(change.low()).isEqualTo(-change.high());
  }

  private static ChangeSums labelled(int from, int to) {
    ChangeSums sums = new ChangeSums();
    for (int article = 0; article < Math.max(from, to); article++) {
      ArticleSums of = ArticleSums.labelled(0.5, article % 3 == 0, 1);
      sums.add(article < from ? of : ArticleSums.NONE, ArticleSums.NONE);
      sums.add(ArticleSums.NONE, article < to ? of : ArticleSums.NONE);
    }
    return sums;
  }

  @Test
  void eachPeriodNeedsLabelsEnough() {
    assertThat(CellChange.of(labelled(30, 30), "a", "b").reason()).isNull();
    assertThat(CellChange.of(labelled(30, 29), "2023-01/2023-12", "2024-01/2024-12"))
        .isEqualTo(
            new CellChange(
                null,
                "2024-01/2024-12: labelled by hand: 29 paragraphs in 29 articles, needed: 30 in 20"));
    assertThat(CellChange.of(labelled(1, 0), "a", "b").reason())
        .isEqualTo(
            "a: labelled by hand: 1 paragraphs in 1 articles, needed: 30 in 20; b: labelled by"
                + " hand: 0 paragraphs in 0 articles, needed: 30 in 20");
  }

  @Test
  void aSampleOfSomethingElseCorrectsNothing() {
    ChangeSums sums = labelled(40, 40);
    for (int article = 0; article < 400; article++) {
      sums.add(ArticleSums.unlabelled(0.5), ArticleSums.NONE);
    }

    assertThat(Objects.requireNonNull(CellChange.of(sums, "a", "b").reason()))
        .startsWith(
            "a: by their inclusion probabilities the paragraphs labelled by hand stand for 40")
        .doesNotContain("b: ");
  }
}
