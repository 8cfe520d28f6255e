package io.endoxa.estimate;

import java.util.List;
import java.util.Random;

/**
 * Corpora of two periods, in which one article in five of the second is copied whole from the
 * first, with what the classifier and people said of it. How the classifier errs depends on the
 * source and on the period.
 */
record SimulatedChange(SimulatedCorpus from, SimulatedCorpus to) {
  private static final int COPIED = 5;

  /** What was drawn, and how the share has grown by the classifier. */
  record Drawn(ChangeSums sums, double naive, double naiveStandardError) {}

  /** The same shares in both periods; in the second the classifier gives more false alarms. */
  static SimulatedChange none() {
    return new SimulatedChange(
        SimulatedCorpus.common(),
        new SimulatedCorpus(
            List.of(
                new SimulatedCorpus.Source(0.1, 0.7, 0.12, 0.6),
                new SimulatedCorpus.Source(0.2, 0.9, 0.4, 1),
                new SimulatedCorpus.Source(0.3, 0.95, 0.25, 1.4),
                new SimulatedCorpus.Source(0.4, 0.95, 0.2, 1.8)),
            0.1));
  }

  /** Shares that grow by 10 points, 8 with the copies; the classifier misses it. */
  static SimulatedChange missed() {
    return new SimulatedChange(
        SimulatedCorpus.common(),
        new SimulatedCorpus(
            List.of(
                new SimulatedCorpus.Source(0.2, 0.5, 0.01, 0.6),
                new SimulatedCorpus.Source(0.3, 0.6, 0.15, 1),
                new SimulatedCorpus.Source(0.4, 0.65, 0.1, 1.4),
                new SimulatedCorpus.Source(0.5, 0.75, 0.05, 1.8)),
            0.1));
  }

  /** How much the share has grown in what the sources, or one of them, might write. */
  double truth(int source) {
    return (to.truth(source) - from.truth(source)) * (COPIED - 1) / COPIED;
  }

  /** A corpus, of which one source or all count. */
  Drawn draw(long seed, int only) {
    Random random = new Random(seed);
    ChangeSums sums = new ChangeSums();
    for (int source = 0; source < from.sources().size(); source++) {
      for (int article = 0; article < SimulatedCorpus.ARTICLES; article++) {
        ArticleSums earlier = from.article(from.sources().get(source), random);
        ArticleSums later = to.article(to.sources().get(source), random);
        if (only != SimulatedCorpus.ALL_SOURCES && only != source) {
          continue;
        }
        if (article % COPIED == 0) {
          sums.add(earlier, earlier);
        } else {
          sums.add(earlier, ArticleSums.NONE).add(ArticleSums.NONE, later);
        }
      }
    }
    PointEstimate earlier = SimulatedCorpus.naive(sums.from());
    PointEstimate later = SimulatedCorpus.naive(sums.to());
    double variance = earlier.variance() + later.variance() - 2 * earlier.covariance(later, sums);
    return new Drawn(sums, later.share() - earlier.share(), Math.sqrt(variance));
  }
}
