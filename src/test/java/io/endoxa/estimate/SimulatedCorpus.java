package io.endoxa.estimate;

import java.util.List;
import java.util.Random;

/**
 * Corpora of four sources with 75 articles each, of 1 to 15 paragraphs. Half of the articles lean
 * to the stance, half away from it. What the classifier misses and where it gives false alarms
 * depends on the source. So does the probability with which a paragraph is drawn to be labelled by
 * hand, which is 2.5 times as high where the classifier sees the stance.
 *
 * @param sources each with 75 articles
 * @param drawn probability in a source of factor 1, where the classifier does not see the stance
 */
record SimulatedCorpus(List<Source> sources, double drawn) {
  static final int ALL_SOURCES = -1;
  static final int ARTICLES = 75;
  private static final int MOST_PARAGRAPHS = 15;

  /**
   * A source.
   *
   * @param share of the stance in what it might write
   * @param sensitivity of the classifier
   * @param falseAlarms of the classifier
   * @param factor of the probability to be drawn
   */
  record Source(double share, double sensitivity, double falseAlarms, double factor) {}

  /**
   * What was drawn.
   *
   * @param naive share of the stance by the classifier
   * @param naiveStandardError of that, between articles
   */
  record Drawn(CellSums sums, double naive, double naiveStandardError) {}

  /** A stance that a quarter of the paragraphs takes; some 420 labels. */
  static SimulatedCorpus common() {
    return new SimulatedCorpus(
        List.of(
            new Source(0.1, 0.6, 0.02, 0.6),
            new Source(0.2, 0.9, 0.25, 1),
            new Source(0.3, 0.8, 0.15, 1.4),
            new Source(0.4, 0.9, 0.1, 1.8)),
        0.1);
  }

  /** A stance that one paragraph in forty takes; some 310 labels. */
  static SimulatedCorpus rare() {
    return new SimulatedCorpus(
        List.of(
            new Source(0.02, 0.6, 0.01, 0.6),
            new Source(0.03, 0.9, 0.05, 1),
            new Source(0.02, 0.8, 0.03, 1.4),
            new Source(0.03, 0.7, 0.02, 1.8)),
        0.1);
  }

  /** The share in what a source, or all of them, might write. */
  double truth(int source) {
    return source == ALL_SOURCES
        ? sources.stream().mapToDouble(Source::share).average().orElseThrow()
        : sources.get(source).share();
  }

  /** A corpus, of which one source or all count. */
  Drawn draw(long seed, int only) {
    Random random = new Random(seed);
    CellSums sums = new CellSums();
    for (int source = 0; source < sources.size(); source++) {
      for (int article = 0; article < ARTICLES; article++) {
        ArticleSums of = article(sources.get(source), random);
        if (only == ALL_SOURCES || only == source) {
          sums.add(of);
        }
      }
    }
    PointEstimate naive = naive(sums);
    return new Drawn(sums, naive.share(), Math.sqrt(naive.variance()));
  }

  /** The share of the stance by the classifier. */
  static PointEstimate naive(CellSums sums) {
    double paragraphs = sums.paragraphs();
    double share = sums.sum(CellSums.PREDICTED) / paragraphs;
    double[] contribution = new double[CellSums.QUANTITIES];
    contribution[CellSums.PREDICTED] = 1 / paragraphs;
    contribution[CellSums.PARAGRAPHS] = -share / paragraphs;
    return new PointEstimate(share, contribution, 1, sums);
  }

  /** An article of a source. */
  ArticleSums article(Source source, Random random) {
    double share = source.share() * (random.nextBoolean() ? 1.7 : 0.3);
    ArticleSums sums = ArticleSums.NONE;
    for (int left = 1 + random.nextInt(MOST_PARAGRAPHS); left > 0; left--) {
      boolean truth = random.nextDouble() < share;
      boolean seen = random.nextDouble() < (truth ? source.sensitivity() : source.falseAlarms());
      double probability = drawn * source.factor() * (seen ? 2.5 : 1);
      double prediction = seen ? 1 : 0;
      sums =
          sums.plus(
              random.nextDouble() < probability
                  ? ArticleSums.labelled(prediction, truth, probability)
                  : ArticleSums.unlabelled(prediction));
    }
    return sums;
  }
}
