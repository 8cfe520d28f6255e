package io.endoxa.estimate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * How often intervals hold the truth, in simulated corpora whose classifier errs by source, and by
 * period. Of 500 corpora with intervals that hold it in 95 %, the share that is found has a
 * standard error of 1 % (the Monte Carlo error), so that 93 to 97 % is two of these either way.
 */
class CoverageTest {
  private static final int REPETITIONS = 500;

  // Seeds that follow each other give a Random first numbers that are much alike.
  private static final long[] SEEDS = new Random(7).longs(REPETITIONS).toArray();

  private static final class Coverage {
    private int held;
    private int of;

    void count(double low, double high, double truth) {
      of++;
      held += low <= truth && truth <= high ? 1 : 0;
    }

    void count(Estimate estimate, double truth) {
      count(estimate.low(), estimate.high(), truth);
    }

    double share() {
      return (double) held / of;
    }
  }

  private record Found(Coverage ppi, Coverage dsl, Coverage naive) {}

  /** What the corpora give, for all sources or for one, where there are enough labels. */
  private static Found found(SimulatedCorpus corpus, int source) {
    Found found = new Found(new Coverage(), new Coverage(), new Coverage());
    double truth = corpus.truth(source);
    for (long seed : SEEDS) {
      SimulatedCorpus.Drawn drawn = corpus.draw(seed, source);
      CellEstimate cell = CellEstimate.of(drawn.sums(), List.of());
      if (cell.ppi() != null && cell.dsl() != null) {
        found.ppi().count(cell.ppi(), truth);
        found.dsl().count(cell.dsl(), truth);
      }
      double half = 1.96 * drawn.naiveStandardError();
      found.naive().count(drawn.naive() - half, drawn.naive() + half, truth);
    }
    return found;
  }

  @Test
  void correctedIntervalsHoldTheTruthAndNaiveOnesDoNot() {
    Found found = found(SimulatedCorpus.common(), SimulatedCorpus.ALL_SOURCES);

    assertThat(found.ppi().of).isEqualTo(REPETITIONS);
    assertThat(found.ppi().share()).as("PPI++").isBetween(0.93, 0.97);
    assertThat(found.dsl().share()).as("DSL").isBetween(0.93, 0.97);
    assertThat(found.naive().share()).as("naive").isLessThan(0.2);
  }

  @Test
  void theyHoldTheTruthOfASource() {
    Found found = found(SimulatedCorpus.common(), 1);

    assertThat(found.ppi().of).isEqualTo(REPETITIONS);
    assertThat(found.ppi().share()).as("PPI++").isBetween(0.93, 0.97);
    assertThat(found.dsl().share()).as("DSL").isBetween(0.93, 0.97);
    assertThat(found.naive().share()).as("naive").isLessThan(0.05);
  }

  /** Some 40 labels: intervals err on the side of caution. */
  @Test
  void theyHoldTheTruthWhereLabelsJustSuffice() {
    Found found = found(SimulatedCorpus.common(), 0);

    assertThat(found.ppi().of).isGreaterThan(400).isLessThan(REPETITIONS);
    assertThat(found.ppi().share()).as("PPI++").isBetween(0.93, 0.99);
    assertThat(found.dsl().share()).as("DSL").isBetween(0.93, 1.0);
  }

  /** Some 8 labels of 310 have the stance: intervals err on the side of caution. */
  @Test
  void theyHoldTheTruthOfARareStance() {
    Found found = found(SimulatedCorpus.rare(), SimulatedCorpus.ALL_SOURCES);

    assertThat(found.ppi().of).isEqualTo(REPETITIONS);
    assertThat(found.ppi().share()).as("PPI++").isBetween(0.93, 0.99);
    assertThat(found.dsl().share()).as("DSL").isBetween(0.93, 0.99);
    assertThat(found.naive().share()).as("naive").isLessThan(0.05);
  }

  private record FoundChange(Coverage change, Coverage naive, Coverage naiveRises) {}

  private static FoundChange found(SimulatedChange corpus, int source) {
    FoundChange found = new FoundChange(new Coverage(), new Coverage(), new Coverage());
    double truth = corpus.truth(source);
    for (long seed : SEEDS) {
      SimulatedChange.Drawn drawn = corpus.draw(seed, source);
      Change change = CellChange.of(drawn.sums(), "before", "after").change();
      if (change != null) {
        found.change().count(change.low(), change.high(), truth);
      }
      double half = 1.96 * drawn.naiveStandardError();
      found.naive().count(drawn.naive() - half, drawn.naive() + half, truth);
      found.naiveRises().count(Double.MIN_VALUE, 1, drawn.naive() - half);
    }
    return found;
  }

  @Test
  void changesHoldTheTruthWhereCountingShowsARiseThatIsNone() {
    FoundChange found = found(SimulatedChange.none(), SimulatedCorpus.ALL_SOURCES);

    assertThat(found.change().of).isEqualTo(REPETITIONS);
    assertThat(found.change().share()).as("PPI++").isBetween(0.93, 0.97);
    assertThat(found.naiveRises().share()).as("naive finds a rise").isGreaterThan(0.95);
  }

  @Test
  void changesHoldTheTruthWhereCountingMissesARise() {
    FoundChange found = found(SimulatedChange.missed(), SimulatedCorpus.ALL_SOURCES);

    assertThat(found.change().of).isEqualTo(REPETITIONS);
    assertThat(found.change().share()).as("PPI++").isBetween(0.93, 0.97);
    assertThat(found.naive().share()).as("naive").isLessThan(0.05);
    assertThat(found.naiveRises().share()).as("naive finds a rise").isLessThan(0.05);
  }

  @Test
  void changesOfASourceHoldTheTruth() {
    FoundChange found = found(SimulatedChange.none(), 1);

    assertThat(found.change().of).isEqualTo(REPETITIONS);
    assertThat(found.change().share()).as("PPI++").isBetween(0.93, 0.97);
    assertThat(found.naive().share()).as("naive").isLessThan(0.2);
  }

  /** Predictions that were fitted to the very labels, beside those of the other folds. */
  @Test
  void predictionsThatSawTheLabelsBreakThemAndCrossFittedOnesDoNot() {
    Coverage seen = new Coverage();
    Coverage crossFitted = new Coverage();
    for (long seed : SEEDS) {
      FittedCorpus corpus = new FittedCorpus(seed);
      seen.count(DesignBased.estimate(corpus.sums(1)), FittedCorpus.TRUTH);
      crossFitted.count(DesignBased.estimate(corpus.sums(5)), FittedCorpus.TRUTH);
    }

    assertThat(crossFitted.share()).isBetween(0.93, 0.97);
    assertThat(seen.share()).isLessThan(0.8);
  }
}
