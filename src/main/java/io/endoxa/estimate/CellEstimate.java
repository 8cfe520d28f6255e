package io.endoxa.estimate;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The corrected share of a cell: its own, that of a wider cell where too few of its paragraphs are
 * labelled by hand, or none.
 *
 * @param ppi by {@link PredictionPowered}; null if there is none
 * @param dsl by {@link DesignBased}; null if there is none
 * @param pooledTo the wider cell that the estimates are of; null if they are the cell's own
 * @param reason why they are not the cell's own, for people; null if they are
 */
public record CellEstimate(
    @Nullable Estimate ppi,
    @Nullable Estimate dsl,
    @Nullable String pooledTo,
    @Nullable String reason) {
  /** Fewer paragraphs labelled by hand than these are too few. */
  public static final int LEAST_LABELLED = 30;

  /** Fewer articles with a paragraph labelled by hand than these are too few. */
  public static final int LEAST_ARTICLES = 20;

  // Inclusion probabilities that are right, or rounded a little, come nowhere near.
  private static final double MOST_STANDARD_ERRORS = 5;
  private static final double MOST_ROUNDING = 0.01;

  /**
   * A cell that holds another.
   *
   * @param name in tables, such as {@code source}
   * @param words what it is, for people, such as {@code the source in all months}
   */
  public record Wider(String name, String words, CellSums sums) {}

  /**
   * The estimate of a cell.
   *
   * @param wider cells that hold it, from the narrowest on
   */
  public static CellEstimate of(CellSums cell, List<Wider> wider) {
    Optional<String> unfit = unfit(cell);
    if (unfit.isEmpty()) {
      return new CellEstimate(
          PredictionPowered.estimate(cell), DesignBased.estimate(cell), null, null);
    }
    String reason = unfit.get();
    for (Wider next : wider) {
      Optional<String> nextUnfit = unfit(next.sums());
      if (nextUnfit.isEmpty()) {
        return new CellEstimate(
            PredictionPowered.estimate(next.sums()),
            DesignBased.estimate(next.sums()),
            next.name(),
            "%s; the estimate is that of %s".formatted(reason, next.words()));
      }
      reason = "%s; of %s: %s".formatted(unfit.get(), next.words(), nextUnfit.get());
    }
    return new CellEstimate(null, null, null, reason);
  }

  /** Why nothing can be estimated from the labels of a cell; empty if it can. */
  static Optional<String> unfit(CellSums sums) {
    if (sums.labelled() < LEAST_LABELLED || sums.labelledArticles() < LEAST_ARTICLES) {
      return Optional.of(
          String.format(
              Locale.ROOT,
              "labelled by hand: %,d paragraphs in %,d articles, needed: %d in %d",
              sums.labelled(),
              sums.labelledArticles(),
              LEAST_LABELLED,
              LEAST_ARTICLES));
    }
    double[] excess = new double[CellSums.QUANTITIES];
    excess[CellSums.WEIGHT] = 1;
    excess[CellSums.PARAGRAPHS] = -1;
    double distance = Math.abs(sums.weight() - sums.paragraphs());
    double most =
        MOST_STANDARD_ERRORS * Math.sqrt(sums.variance(excess, 1))
            + MOST_ROUNDING * sums.paragraphs();
    if (distance > most) {
      return Optional.of(
          String.format(
              Locale.ROOT,
              "by their inclusion probabilities the paragraphs labelled by hand stand for %,.0f,"
                  + " and there are %,d: the sample is of something else, or a probability is"
                  + " wrong",
              sums.weight(),
              sums.paragraphs()));
    }
    return Optional.empty();
  }
}
